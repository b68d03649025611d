import type { Language } from './types.ts';

/** Telegram languages whose speakers are greeted in Russian. */
const RUSSIAN_READERS = new Set(['ru', 'uk', 'be', 'kk']);

/** The language to greet with. Russian when Telegram does not say, or for those who read it; else English. */
export function languageFor(languageCode: string | undefined): Language {
  if (languageCode === undefined || languageCode === '') return 'ru';
  const [primary = ''] = languageCode.toLowerCase().split(/[-_]/);
  return RUSSIAN_READERS.has(primary) ? 'ru' : 'en';
}
