import type { StaffLanguage } from '../../staff/index.ts';

/** A text in both languages, so that neither can be missing. */
export type Pair = readonly [ru: string, en: string];
/** Codes and the words for each. */
export type Words = Readonly<Record<string, Pair>>;

/** A tree of texts. */
export type Pairs = { readonly [key: string]: Pair | Pairs };
export type Texts = { [key: string]: string | Texts };

export function inLanguage(pairs: Pairs, language: StaffLanguage): Texts {
  return Object.fromEntries(
    Object.entries(pairs).map(([key, value]) => [
      key,
      isPair(value) ? wordIn(value, language) : inLanguage(value, language),
    ]),
  );
}

export function wordIn(pair: Pair, language: StaffLanguage): string {
  return pair[language === 'ru' ? 0 : 1];
}

export function wordsIn(words: Words, language: StaffLanguage): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([code, pair]) => [code, wordIn(pair, language)]));
}

/** The text with the values in `{{…}}` filled in. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function isPair(value: unknown): value is Pair {
  return Array.isArray(value);
}
