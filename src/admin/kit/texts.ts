import { useTranslation } from 'adminjs';
import { plain } from './plain.ts';

type Values = Record<string, string | number>;

/** Words of our own screens: `sb('desk.reply')`. Values of choices: `value('status', 'open')`. */
export function useTexts(): {
  sb: (key: string, values?: Values) => string;
  value: (column: string, value: unknown) => string;
  column: (name: string) => string;
  /** Any text of AdminJS's own, or `fallback`. */
  t: (key: string, fallback: string) => string;
  /** A text that not every key has; empty where there is none. */
  known: (key: string) => string;
  language: string;
  /** Of the shop's coin. */
  decimals: number;
} {
  const { t, i18n } = useTranslation();
  const translate = t as (key: string, options?: object) => string;
  return {
    language: i18n.language,
    decimals: Number(translate('sbc.decimals')),
    sb: (key, values = {}) => translate(`sb.${key}`, { ...values, coin: translate('sbc.coin') }),
    value: (column, value) => {
      const text = plain(value);
      return text === '' ? '' : translate(`labels.${column}.${text}`, { defaultValue: text });
    },
    column: (name) => translate(`properties.${name}`, { defaultValue: name }),
    t: (key, fallback) => translate(key, { defaultValue: fallback }),
    known: (key) => (i18n.exists(key) ? translate(key) : ''),
  };
}
