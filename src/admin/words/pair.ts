import type { StaffLanguage } from '../../staff/index.ts';

/** A text in both languages. */
export type Pair = readonly [ru: string, en: string];

/** A tree of texts in which every leaf is a pair: Russian, English. So no text can lack a language. */
export type Pairs = { readonly [key: string]: Pair | Pairs };
export type Texts = { [key: string]: string | Texts };

export function inLanguage(pairs: Pairs, language: StaffLanguage): Texts {
  return Object.fromEntries(
    Object.entries(pairs).map(([key, value]) => [
      key,
      isPair(value) ? value[language === 'ru' ? 0 : 1] : inLanguage(value, language),
    ]),
  );
}

function isPair(value: Pair | Pairs): value is Pair {
  return Array.isArray(value);
}
