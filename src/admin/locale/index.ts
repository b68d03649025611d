import type { StaffLanguage } from '../../staff/index.ts';
import { ADMINJS_TEXTS } from './adminjs.ts';
import { COLUMN_TEXTS } from './columns.ts';
import { inLanguage, type Texts } from './pair.ts';
import { NAME_TEXTS, SCREEN_TEXTS } from './panel.ts';
import { WISH_SECTIONS } from './twoPeople.ts';
import { VALUE_TEXTS } from './values.ts';

export { errorText } from './errors.ts';
export { fieldProblems } from './fieldProblems.ts';
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
    resources: resourceTexts(own, language),
    sb: inLanguage(SCREEN_TEXTS, language),
  };
}

/** A list is headed by the name of what it lists, a record by what it is; two columns mean something else in their resource. */
function resourceTexts(own: Texts, language: StaffLanguage): Texts {
  const { records = {}, labels = {} } = own;
  const name = (texts: string | Texts, id: string): string => textAt(texts, id) ?? id;
  const ids = typeof records === 'object' ? Object.keys(records) : [];
  const texts: Record<string, Texts> = Object.fromEntries(
    ids.map((id) => [id, { actions: { list: name(labels, id), show: name(records, id) } }]),
  );
  const wishes = Object.keys(WISH_SECTIONS).map((id): [string, Texts] => [
    id,
    { ...texts[id], properties: inLanguage({ subject: ['О ком, о чём', 'About'] }, language) },
  ]);
  return {
    ...texts,
    ...Object.fromEntries(wishes),
    switches: { ...texts['switches'], properties: inLanguage({ name: ['Функция', 'Function'] }, language) },
    fraud_rules: {
      ...texts['fraud_rules'],
      properties: inLanguage({ id: ['Правило', 'Rule'] }, language),
    },
    ledger_accounts: {
      ...texts['ledger_accounts'],
      properties: inLanguage({ name: ['Счёт', 'Account'] }, language),
    },
  };
}

function textAt(texts: string | Texts, key: string): string | undefined {
  const text = typeof texts === 'object' ? texts[key] : undefined;
  return typeof text === 'string' ? text : undefined;
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
