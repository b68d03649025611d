import { HELEKET_ANSWERS } from './heleketSchemas.ts';
import type { ProviderInvoice } from './provider.ts';

/** A time without a zone is in the provider's own zone: UTC+3. */
function zoned(text: string): string {
  return /(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text.replace(' ', 'T')}+03:00`;
}

/**
 * Reads one row of a statement of the provider: the fields of an invoice under the names of the provider's API. The row
 * has at least `uuid`, `order_id`, `amount`, `currency`, `status` (or `payment_status`) and `created_at`. An empty
 * field is absent. Returns undefined if the row is not an invoice.
 */
export function readStatementRow(
  fields: Readonly<Record<string, string>>,
): (ProviderInvoice & { createdAt: Date }) | undefined {
  const given: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(fields)) if (text.trim() !== '') given[name] = text.trim();
  for (const [name, read] of Object.entries(READERS))
    if (typeof given[name] === 'string') given[name] = read(given[name]);
  const parsed = HELEKET_ANSWERS.invoice.safeParse(given);
  if (!parsed.success || !parsed.data.createdAt) return undefined;
  return { ...parsed.data, createdAt: parsed.data.createdAt };
}

/** Fields that are not text in the provider's own answers. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  created_at: zoned,
  is_final: (text) => /^(true|1)$/i.test(text),
  expired_at: Number,
};
