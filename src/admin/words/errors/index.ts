import { ERRORS, type AppError } from '../../../lib/index.ts';
import type { StaffLanguage } from '../../../staff/index.ts';
import { wordIn } from '../pair.ts';
import { DELIVERY_ERRORS } from './deliveries.ts';
import { fieldProblems } from './fieldProblems.ts';
import { GENERAL_ERRORS } from './general.ts';
import { PRICE_ERRORS } from './prices.ts';
import { REFUND_ERRORS } from './refunds.ts';
import { REVIEW_ERRORS } from './review.ts';
import { SUPPORT_ERRORS } from './support.ts';
import { PROPOSAL_ERRORS } from './twoPeople.ts';
import type { ErrorWords } from './words.ts';

export { fieldProblems } from './fieldProblems.ts';

/** Codes that staff do not meet use the table of errors. */
const WORDS: ErrorWords = {
  ...GENERAL_ERRORS,
  ...SUPPORT_ERRORS,
  ...PRICE_ERRORS,
  ...REFUND_ERRORS,
  ...REVIEW_ERRORS,
  ...PROPOSAL_ERRORS,
  ...DELIVERY_ERRORS,
};

/** The text of an error for staff. `reference` leads to the log. `labelOf` returns the form's label of a field. */
export function errorText(
  error: AppError,
  language: StaffLanguage,
  { reference, labelOf = (name) => name }: { reference: string; labelOf?: (field: string) => string },
): string {
  const text = WORDS[error.code];
  const fields = Object.keys(fieldProblems(error, language)).map(labelOf);
  const data: Readonly<Record<string, string | number>> = {
    ...error.data,
    reference,
    fields: fields.join(', '),
  };
  if (text)
    return wordIn(text, language).replaceAll(/\{(\w+)\}/g, (_all, name: string) => String(data[name] ?? ''));
  if (error.kind === 'bug')
    return wordIn(
      [`Что-то сломалось. Номер для разбора: ${reference}`, `Something broke. Reference: ${reference}`],
      language,
    );
  const { when, action } = ERRORS[error.code];
  return wordIn(
    [`Не получилось: ${error.code}. Номер для разбора: ${reference}`, `${when} ${action}`],
    language,
  );
}
