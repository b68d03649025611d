import { plain } from '../../kit/plain.ts';
import type { PriceField } from './fields.ts';

/** A price as it is typed: every field is text. */
export type TypedPrice = Record<PriceField, string>;

/** The terms of the record. Times and a reason only where a draft says them: another change has its own. */
export function typedFrom(params: Record<string, unknown>, isDraft: boolean): TypedPrice {
  // An amount is shown with its unit and in groups; it is typed without either.
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

/** As the server takes it: moments are told with their zone. */
export function sentFrom(typed: TypedPrice): TypedPrice {
  return { ...typed, validFrom: instant(typed.validFrom), validUntil: instant(typed.validUntil) };
}

/** What a field of date and time wants: the moment in the reader's zone. */
function localTime(iso: unknown): string {
  const date = new Date(String(iso));
  if (typeof iso !== 'string' || Number.isNaN(date.getTime())) return '';
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function instant(local: string): string {
  return local === '' ? '' : new Date(local).toISOString();
}
