import { createHash } from 'node:crypto';
import { storable } from '../lib/index.ts';

/** A row of the provider's list that is no invoice as it is documented: what can be made out of it, and its text. */
export interface UnreadableRow {
  /** The provider's uuid; where that cannot be read either, a hash of the text: the same row is the same break. */
  readonly subject: string;
  readonly uuid: string | undefined;
  readonly orderId: string | undefined;
  readonly createdAt: Date | undefined;
  /** Names of the fields that cannot be read, where one is to blame. */
  readonly fields: string;
  /** JSON without wallets and keys. */
  readonly raw: string;
}

/** Longer rows are cut: a row has about one kilobyte. */
const MOST = 4000;
/** Of a payer nothing is kept in clear, and the rest is nobody's business either. */
const REDACTED: ReadonlySet<string> = new Set(['from', 'address', 'payer_email', 'sign']);

/** Keeps what can be made out of a row whose `fields` cannot be read. */
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
    // A cut may leave half of a surrogate pair.
    raw: storable(whole.slice(0, MOST)),
  };
}

/** A name of the provider or of ours: no control characters, which no table takes. */
export const NAME = /^[^\p{Cc}\p{Cs}]{1,128}$/u;

function nameIn(value: unknown): string | undefined {
  return typeof value === 'string' && NAME.test(value) ? value : undefined;
}

function timeIn(value: unknown): Date | undefined {
  const time = typeof value === 'string' ? new Date(value) : undefined;
  return time === undefined || Number.isNaN(time.getTime()) ? undefined : time;
}
