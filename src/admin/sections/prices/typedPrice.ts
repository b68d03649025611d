import { plain } from '../../kit/plain.ts';
import type { PriceField } from './fields.ts';

/** A price as it is typed: every field is text. */
export type TypedPrice = Record<PriceField, string>;

/** The terms of the record. Times and a reason come only from a draft. Another change has its own. */
export function typedFrom(params: Record<string, unknown>, isDraft: boolean): TypedPrice {
  // An amount is shown with its unit and in groups. People type it without both.
  const amount = (column: string): string => plain(params[column]).replaceAll(/[^\d.]/g, '');
  return {
    price: amount('price'),
    listPrice: amount('list_price'),
    bonusStars: plain(params['bonus_stars'] ?? 0),
    validFrom: isDraft ? localTime(params['valid_from']) : '',
    validUntil: isDraft ? localTime(params['valid_until']) : '',
    reason: isDraft ? plain(params['reason']) : '',
  };
}

/** The form that the server takes: moments have their time zone. */
export function sentFrom(typed: TypedPrice): TypedPrice {
  return { ...typed, validFrom: instant(typed.validFrom), validUntil: instant(typed.validUntil) };
}

/** The moment in the reader's time zone, as a field of date and time needs it. */
function localTime(iso: unknown): string {
  const date = new Date(String(iso));
  if (typeof iso !== 'string' || Number.isNaN(date.getTime())) return '';
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function instant(local: string): string {
  return local === '' ? '' : new Date(local).toISOString();
}
