import { DAY_MS, timeOfId } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';

/**
 * - `invoice`: an invoice was made;
 * - `payment`: money for one was booked, or the provider contradicted itself;
 * - `purchase`: stars were bought from balance, or a rule refused that;
 * - `refund`: money went back to the user;
 * - `address`: a refund is to go to a wallet that a rule found;
 * - `delivery`: stars were set aside for a Telegram account;
 * - `block`: the user passed a rate limit;
 * - `forgery`: somebody sent a forged webhook or callback.
 */
export type SignalKind =
  | 'invoice'
  | 'payment'
  | 'purchase'
  | 'refund'
  | 'address'
  | 'delivery'
  | 'block'
  | 'forgery';

/** A signal that rules may look at. `amount` is in minor units of `asset`. */
export interface Signal {
  readonly id: string;
  /** The time as PostgreSQL writes it. A Date would lose the microseconds that decide which signal came first. */
  readonly at: string;
  readonly kind: SignalKind;
  readonly userId: bigint | null;
  /** Id of the invoice, order, refund, delivery or security event. */
  readonly subject: string;
  readonly outcome: string | null;
  readonly orderKind: string | null;
  readonly asset: string | null;
  readonly amount: bigint | null;
  readonly payerHashes: readonly string[];
  readonly stars: number | null;
  readonly recipientHashes: readonly string[];
  readonly ip: string | null;
  readonly correlationId: string | null;
}

interface Money {
  userId: bigint;
  subject: string;
  asset: string;
  amount: bigint;
  correlationId?: string | null | undefined;
}

/** The facts that callers give. All that a rule needs later is in it, because rows elsewhere change. */
export type NewSignal =
  | ({ kind: 'invoice'; orderKind: string } & Money)
  | ({
      kind: 'payment';
      orderKind: string;
      /**
       * `late`: money for an order that was settled before. Signals without money: `contradiction`, the status makes no
       * sense; `mismatch`, a webhook claimed more than the provider confirms.
       */
      outcome: 'paid' | 'underpaid' | 'late' | 'contradiction' | 'mismatch';
      /** From `payerHashes`; empty if the provider does not report the wallet. */
      payerHashes: readonly string[];
    } & Money)
  | ({ kind: 'purchase'; orderKind: 'balance_purchase'; outcome: 'bought' | 'refused' } & Money)
  | ({ kind: 'refund' } & Money)
  | ({ kind: 'address'; payerHashes: readonly string[] } & Money)
  | ({
      kind: 'delivery';
      /** Whether it goes to the user's own account. */
      outcome: 'self' | 'other';
      stars: number;
      /** The price that the stars were sold for; null if no price is known. */
      amount: bigint | null;
      /** From `recipientHashes`. */
      recipientHashes: readonly string[];
    } & Omit<Money, 'amount'>)
  | { kind: 'block'; userId: bigint; subject: string; correlationId?: string | null | undefined }
  | {
      kind: 'forgery';
      userId?: bigint | undefined;
      ip?: string | null | undefined;
      subject: string;
      /** The kind of security event. */
      outcome: string;
      correlationId?: string | null | undefined;
    };

/** The columns of `fraud_events` under the names of {@link Signal}. */
export const SIGNAL_COLUMNS = `id, at::text AS at, kind, user_id AS "userId", subject, outcome, order_kind AS "orderKind", asset,
  amount, payer_hashes AS "payerHashes", stars, recipient_hashes AS "recipientHashes", host(ip) AS ip, correlation_id AS "correlationId"`;

/** The largest possible difference between our clock and the database's. */
const MOST_SKEW_MS = 3 * DAY_MS;

const FIND_SIGNAL = {
  name: 'fraud.find-signal',
  text: `SELECT ${SIGNAL_COLUMNS} FROM fraud_events WHERE id = $1 AND at BETWEEN $2 AND $3`,
};

export async function findSignal(q: Queryable, signalId: string): Promise<Signal | undefined> {
  // The id says when it was made, and so which partitions to search.
  const made = timeOfId(signalId).getTime();
  const { rows } = await q.query<Signal>(FIND_SIGNAL, [
    signalId,
    new Date(made - MOST_SKEW_MS),
    new Date(made + MOST_SKEW_MS),
  ]);
  return rows[0];
}
