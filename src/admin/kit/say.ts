import { useTranslation } from 'adminjs';
import { filled, wordIn, type Pair, type Words } from '../words/pair.ts';
import { plain } from './plain.ts';
import { useShell } from './shell.ts';

type Values = Readonly<Record<string, string | number>>;

/** Says a text in the reader's language and fills in the values in `{{…}}`. `{{coin}}` is the coin of the shop. */
export interface Say {
  (text: Pair, values?: Values): string;
  /** The words for a code. A code without words is shown as it is. */
  readonly of: (words: Words, code: unknown) => string;
  readonly language: 'ru' | 'en';
}

export function useSay(): Say {
  const { i18n } = useTranslation();
  const { coin } = useShell();
  const language = i18n.language === 'en' ? 'en' : 'ru';
  const say = (text: Pair, values: Values = {}): string =>
    filled(wordIn(text, language), { coin, ...values });
  const of = (words: Words, code: unknown): string => {
    const text = words[plain(code)];
    return text === undefined ? plain(code) : say(text);
  };
  return Object.assign(say, { of, language } as const);
}
