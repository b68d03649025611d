import type { Language } from './types.ts';

/** Telegram languages whose speakers are greeted in Russian. */
const RUSSIAN_READERS = new Set(['ru', 'uk', 'be', 'kk']);

/**
 * The language of the first greeting: Russian if Telegram does not say, or for people who read it; otherwise English.
 */
export function languageFor(languageCode: string | undefined): Language {
  if (languageCode === undefined || languageCode === '') return 'ru';
  const [primary = ''] = languageCode.toLowerCase().split(/[-_]/);
  return RUSSIAN_READERS.has(primary) ? 'ru' : 'en';
}
