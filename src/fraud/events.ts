import { newId, timeOfId } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import { outboxRow } from '../queue/index.ts';

/**
 * - `invoice`: an invoice was made;
 * - `payment`: money for one was booked, or the provider contradicted itself;
 * - `purchase`: stars were bought from balance, or that was refused by a rule;
 * - `refund`: money went back to the user;
 * - `block`: the user passed a rate limit;
 * - `forgery`: somebody sent a forged webhook or callback.
 */
export type EventKind = 'invoice' | 'payment' | 'purchase' | 'refund' | 'block' | 'forgery';

/** Something that rules may look at. `amount` is in minor units of `asset`. */
export interface FraudEvent {
  readonly id: string;
  /** When, as PostgreSQL writes it: a Date would lose the microseconds that decide what came before. */
  readonly at: string;
  readonly kind: EventKind;
  readonly userId: bigint | null;
  /** Id of the invoice, order, refund or security event. */
  readonly subject: string;
  readonly outcome: string | null;
  readonly orderKind: string | null;
  readonly asset: string | null;
  readonly amount: bigint | null;
  readonly payerHashes: readonly string[];
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

/** What the callers tell; everything that a rule needs later is in it, since rows elsewhere change. */
export type NewEvent =
  | ({ kind: 'invoice'; orderKind: string } & Money)
  | ({
      kind: 'payment';
      orderKind: string;
      /** `late`: money for an order that was settled before. `contradiction`: no money, the status makes no sense. */
      outcome: 'paid' | 'underpaid' | 'late' | 'contradiction';
      /** From `payerHashes`; empty where the provider does not tell the wallet. */
      payerHashes: readonly string[];
    } & Money)
  | ({ kind: 'purchase'; orderKind: 'balance_purchase'; outcome: 'bought' | 'refused' } & Money)
  | ({ kind: 'refund' } & Money)
  | { kind: 'block'; userId: bigint; subject: string; correlationId?: string | null | undefined }
  | {
      kind: 'forgery';
      userId?: bigint | undefined;
      ip?: string | undefined;
      subject: string;
      /** The kind of security event. */
      outcome: string;
      correlationId?: string | null | undefined;
    };

/** The event, the first sightings of its wallet, and the job, in one round trip. */
const RAISE = `
WITH event AS (
  INSERT INTO fraud_events (id, kind, user_id, subject, outcome, order_kind, asset, amount, payer_hashes, ip, correlation_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
), payers AS (
  INSERT INTO fraud_payers (payer_hash, user_id) SELECT unnest($9::text[]), $3 WHERE $3::bigint IS NOT NULL ON CONFLICT DO NOTHING
)
INSERT INTO outbox (id, job, payload, correlation_id) VALUES ($12, $13, $14, $11)`;

/**
 * Writes the event and the job that judges it, in the transaction of the change itself: call it once per change,
 * before anything that takes hot locks. Gives the event's id.
 */
export async function raise(tx: Queryable, event: NewEvent): Promise<string> {
  const fields: Partial<Record<string, unknown>> = { ...event };
  const id = newId();
  const job = outboxRow('fraud.evaluate', { eventId: id });
  await tx.query(RAISE, [
    id,
    event.kind,
    event.userId ?? null,
    event.subject,
    fields['outcome'] ?? null,
    fields['orderKind'] ?? null,
    fields['asset'] ?? null,
    fields['amount'] ?? null,
    event.kind === 'payment' ? event.payerHashes : [],
    fields['ip'] ?? null,
    event.correlationId ?? null,
    job.id,
    job.job,
    job.payload,
  ]);
  return id;
}

/** The columns of `fraud_events` under the names of {@link FraudEvent}. */
export const EVENT_COLUMNS = `id, at::text AS at, kind, user_id AS "userId", subject, outcome, order_kind AS "orderKind", asset,
  amount, payer_hashes AS "payerHashes", host(ip) AS ip, correlation_id AS "correlationId"`;

/** Our clock and the database's differ by less, whatever happens. */
const MOST_SKEW_MS = 3 * 86_400_000;

export async function findEvent(q: Queryable, eventId: string): Promise<FraudEvent | undefined> {
  // The id tells when it was made, and so in which partitions to look.
  const made = timeOfId(eventId).getTime();
  const { rows } = await q.query<FraudEvent>(
    `SELECT ${EVENT_COLUMNS} FROM fraud_events WHERE id = $1 AND at BETWEEN $2 AND $3`,
    [eventId, new Date(made - MOST_SKEW_MS), new Date(made + MOST_SKEW_MS)],
  );
  return rows[0];
}

/** What one flag stands for: the event; or, for attempts from an address, all of them within one hour. */
export function flagKeyOf(event: FraudEvent): string {
  return event.userId === null && event.ip !== null
    ? `${event.kind}:${event.ip}:${event.at.slice(0, 13)}`
    : event.id;
}
