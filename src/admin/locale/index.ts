import type { StaffLanguage } from '../../staff/index.ts';
import { ADMINJS_TEXTS } from './adminjs.ts';
import { COLUMN_TEXTS } from './columns.ts';
import { inLanguage, type Texts } from './pair.ts';
import { NAME_TEXTS, SCREEN_TEXTS } from './panel.ts';
import { VALUE_TEXTS } from './values.ts';

export { errorText } from './errors.ts';
export type { Texts } from './pair.ts';

/** All texts of the back office in one language, in the shape that AdminJS reads; our screens' stand under `sb`. */
export function textsIn(language: StaffLanguage): Texts {
  const own = inLanguage(NAME_TEXTS, language);
  const base = inLanguage(ADMINJS_TEXTS, language);
  return {
    ...base,
    ...own,
    actions: merged(base['actions'], own['actions']),
    properties: merged(base['properties'], inLanguage(COLUMN_TEXTS, language)),
    labels: merged(own['labels'], inLanguage(VALUE_TEXTS, language)),
    resources: resourceTexts(own['labels'], language),
    sb: inLanguage(SCREEN_TEXTS, language),
  };
}

/** A list is headed by the name of what it lists; two columns mean something else in their resource. */
function resourceTexts(labels: string | Texts | undefined, language: StaffLanguage): Texts {
  const names = typeof labels === 'object' ? labels : {};
  const texts: Record<string, Texts> = Object.fromEntries(
    Object.entries(names).map(([id, name]) => [id, { actions: { list: name } }]),
  );
  return {
    ...texts,
    switches: { ...texts['switches'], properties: inLanguage({ name: ['Функция', 'Function'] }, language) },
    ledger_accounts: {
      ...texts['ledger_accounts'],
      properties: inLanguage({ name: ['Счёт', 'Account'] }, language),
    },
  };
}

/** The notice for a key of `sb.notices`, or the key itself. */
export function noticeText(key: string, language: StaffLanguage): string {
  const texts = inLanguage(SCREEN_TEXTS, language)['notices'];
  const text = typeof texts === 'object' ? texts[key] : undefined;
  return typeof text === 'string' ? text : key;
}

function merged(...parts: (string | Texts | undefined)[]): Texts {
  return Object.assign({}, ...parts.filter((part) => typeof part === 'object')) as Texts;
}
