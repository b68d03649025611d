import { DAY_MS, newId, timeOfId } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import { outboxRow } from '../queue/index.ts';

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
export type EventKind =
  | 'invoice'
  | 'payment'
  | 'purchase'
  | 'refund'
  | 'address'
  | 'delivery'
  | 'block'
  | 'forgery';

/** An event that rules may look at. `amount` is in minor units of `asset`. */
export interface FraudEvent {
  readonly id: string;
  /** The time as PostgreSQL writes it. A Date would lose the microseconds that decide which event came first. */
  readonly at: string;
  readonly kind: EventKind;
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
export type NewEvent =
  | ({ kind: 'invoice'; orderKind: string } & Money)
  | ({
      kind: 'payment';
      orderKind: string;
      /**
       * `late`: money for an order that was settled before. Events without money: `contradiction`, the status makes no
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

/**
 * Writes the events, the first sightings of their wallets, and one job for all, in one round trip. The hashes of an
 * event come as one text. Deliveries to one account wait for each other, so that the time of writing says which came
 * first. The start of the transaction would not say it.
 */
const RAISE = `WITH raised AS (
      SELECT id, kind, user_id, subject, outcome, order_kind, asset, amount, hashes::text[] AS hashes, ip, correlation_id,
        stars, recipients::text[] AS recipients
      FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::text[],
        $10::inet[], $11::text[], $12::integer[], $13::text[])
        AS r (id, kind, user_id, subject, outcome, order_kind, asset, amount, hashes, ip, correlation_id, stars, recipients)
    ), event AS (
      INSERT INTO fraud_events (id, at, kind, user_id, subject, outcome, order_kind, asset, amount, payer_hashes, ip, correlation_id,
        stars, recipient_hashes)
      SELECT id, CASE kind WHEN 'delivery' THEN clock_timestamp() ELSE now() END, kind, user_id, subject, outcome, order_kind, asset,
        amount, hashes, ip, correlation_id, stars, recipients FROM raised
    ), payers AS (
      INSERT INTO fraud_payers (payer_hash, user_id)
      SELECT DISTINCT hash, user_id FROM raised, unnest(hashes) AS hash WHERE kind = 'payment' AND user_id IS NOT NULL ORDER BY hash, user_id
      ON CONFLICT DO NOTHING
    )
    INSERT INTO outbox (id, job, payload, correlation_id) VALUES ($14, $15, $16, $17)`;

/**
 * Writes events and the job that judges them, in the transaction of the change itself. Call it once per transaction,
 * before any call that takes hot locks. Returns the events' ids.
 */
export async function raiseAll(tx: Queryable, events: readonly NewEvent[]): Promise<string[]> {
  if (events.length === 0) return [];
  const ids = events.map(() => newId());
  const job = outboxRow('fraud.evaluate', { eventIds: ids });
  const fields: readonly Partial<Record<string, unknown>>[] = events.map((event) => ({ ...event }));
  const all = (name: string): unknown[] => fields.map((event) => event[name] ?? null);
  // Hashes contain no quotes, so joining them is safe.
  const hashes = (name: 'payerHashes' | 'recipientHashes'): string[] =>
    fields.map((event) => `{${((event[name] ?? []) as string[]).map((hash) => `"${hash}"`).join(',')}}`);
  await tx.query(RAISE, [
    ids,
    all('kind'),
    all('userId'),
    all('subject'),
    all('outcome'),
    all('orderKind'),
    all('asset'),
    all('amount'),
    hashes('payerHashes'),
    all('ip'),
    all('correlationId'),
    all('stars'),
    hashes('recipientHashes'),
    job.id,
    job.job,
    job.payload,
    // A job for several changes belongs to no single trail; its findings name the trail of their event.
    (events.length === 1 && events[0]?.correlationId) || null,
  ]);
  return ids;
}

/** {@link raiseAll} for one. */
export async function raise(tx: Queryable, event: NewEvent): Promise<string> {
  const [id] = await raiseAll(tx, [event]);
  return id as string;
}

/** The columns of `fraud_events` under the names of {@link FraudEvent}. */
export const EVENT_COLUMNS = `id, at::text AS at, kind, user_id AS "userId", subject, outcome, order_kind AS "orderKind", asset,
  amount, payer_hashes AS "payerHashes", stars, recipient_hashes AS "recipientHashes", host(ip) AS ip, correlation_id AS "correlationId"`;

/** The largest possible difference between our clock and the database's. */
const MOST_SKEW_MS = 3 * DAY_MS;

const FIND_EVENT = {
  name: 'fraud.find-event',
  text: `SELECT ${EVENT_COLUMNS} FROM fraud_events WHERE id = $1 AND at BETWEEN $2 AND $3`,
};

export async function findEvent(q: Queryable, eventId: string): Promise<FraudEvent | undefined> {
  // The id says when it was made, and so which partitions to search.
  const made = timeOfId(eventId).getTime();
  const { rows } = await q.query<FraudEvent>(FIND_EVENT, [
    eventId,
    new Date(made - MOST_SKEW_MS),
    new Date(made + MOST_SKEW_MS),
  ]);
  return rows[0];
}
