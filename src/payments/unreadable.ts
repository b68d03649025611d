import { createHash } from 'node:crypto';
import { storable } from '../lib/index.ts';

/** A row of the provider's list that is not an invoice as documented: the readable parts of it, and its text. */
export interface UnreadableRow {
  /**
   * The provider's uuid. If that cannot be read either, a hash of the text, so that the same row gives the same break.
   */
  readonly subject: string;
  readonly uuid: string | undefined;
  readonly orderId: string | undefined;
  readonly createdAt: Date | undefined;
  /** Names of the fields that cannot be read, if single fields are at fault. */
  readonly fields: string;
  /** JSON without wallets and keys. */
  readonly raw: string;
}

/** Longer rows are cut: a row has about one kilobyte. */
const MOST = 4000;
/** Nothing about a payer is stored in clear text, and these other fields are private too. */
const REDACTED: ReadonlySet<string> = new Set(['from', 'address', 'payer_email', 'sign']);

/** Keeps the readable parts of a row whose `fields` cannot be read. */
export function unreadableRow(row: unknown, fields: readonly string[]): UnreadableRow {
  const given: Record<string, unknown> = typeof row === 'object' && row !== null ? { ...row } : {};
  const whole = JSON.stringify(row, (key, value: unknown) =>
    REDACTED.has(key) && value !== null ? '***' : value,
  );
  const uuid = nameIn(given['uuid']);
  return {
    subject: uuid ?? `row:${createHash('sha256').update(whole).digest('hex').slice(0, 32)}`,
    uuid,
    orderId: nameIn(given['order_id']),
    createdAt: timeIn(given['created_at']),
    fields: [...new Set(fields)].filter((field) => field !== '').join(', '),
    // The cut may leave half of a surrogate pair.
    raw: storable(whole.slice(0, MOST)),
  };
}

/** A name given by the provider or by us. It has no control characters, because no table accepts them. */
export const NAME = /^[^\p{Cc}\p{Cs}]{1,128}$/u;

function nameIn(value: unknown): string | undefined {
  return typeof value === 'string' && NAME.test(value) ? value : undefined;
}

function timeIn(value: unknown): Date | undefined {
  const time = typeof value === 'string' ? new Date(value) : undefined;
  return time === undefined || Number.isNaN(time.getTime()) ? undefined : time;
}
