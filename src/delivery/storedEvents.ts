import { newId } from '../lib/index.ts';
import { isDataError, type Context, type Queryable } from '../platform/index.ts';
import { outboxRow } from '../queue/index.ts';
import type { OrderState, SupplierEvent, SupplierName } from '../suppliers/index.ts';

/** A report with a correct signature, as it is stored. */
export interface NewEvent {
  readonly supplier: SupplierName;
  readonly event: Extract<SupplierEvent, { is: 'event' }>;
  readonly hash: string;
  /** The bytes on the wire as text. */
  readonly body: string;
  readonly correlationId: string | undefined;
}

/**
 * Stores the reports and their jobs in one statement, so in one transaction and one round trip. The rows are in the order
 * of the key, so two such statements cannot wait for each other.
 */
const STORE = `WITH asked AS (
      SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::jsonb[], $10::text[])
        AS a (id, supplier, ref, state, status, body_hash, body, job_id, payload, correlation_id)
    ), event AS (
      INSERT INTO supplier_events (id, supplier, ref, state, status, body_hash, body)
      SELECT id, supplier, ref, state, status, body_hash, body FROM asked ORDER BY supplier, ref, state, body_hash
      ON CONFLICT (supplier, ref, state, body_hash) DO NOTHING RETURNING id
    ), job AS (
      INSERT INTO outbox (id, job, payload, correlation_id)
      SELECT job_id, 'supplier-event.apply', payload, correlation_id FROM asked JOIN event USING (id)
    )
    SELECT id FROM event`;

/** Stores reports that came at the same time, each with its job. If one cannot be stored, the others still are. */
export async function storeSupplierEvents(
  { db }: Pick<Context, 'db'>,
  events: readonly NewEvent[],
): Promise<(StoredOrNot | Promise<StoredOrNot>)[]> {
  try {
    return await store(db, events);
  } catch (error) {
    if (events.length === 1 || !isDataError(error)) throw error;
    return events.map(async (event) => (await store(db, [event]))[0] as StoredOrNot);
  }
}

/** False: the same report came before. */
interface StoredOrNot {
  readonly stored: boolean;
}

async function store(db: Queryable, events: readonly NewEvent[]): Promise<StoredOrNot[]> {
  const ids = events.map(() => newId());
  const jobs = ids.map((eventId) => outboxRow('supplier-event.apply', { eventId }));
  const { rows } = await db.query<{ id: string }>(STORE, [
    ids,
    events.map(({ supplier }) => supplier),
    events.map(({ event }) => event.ref),
    events.map(({ event }) => event.state),
    events.map(({ event }) => event.status),
    events.map(({ hash }) => hash),
    events.map(({ body }) => body),
    jobs.map(({ id }) => id),
    jobs.map(({ payload }) => payload),
    events.map(({ correlationId }) => correlationId ?? null),
  ]);
  const stored = new Set(rows.map(({ id }) => id));
  return ids.map((id) => ({ stored: stored.has(id) }));
}

/** A stored report, and the delivery that it is about. */
export interface StoredEvent {
  readonly id: string;
  readonly supplier: SupplierName;
  readonly ref: string;
  readonly state: OrderState;
  readonly status: string;
  readonly body: string;
  /** Null: no delivery of ours has this order, or not yet. */
  readonly deliveryId: string | null;
}

/** Reads stored reports in the order of the ids; undefined for ids that do not exist. */
export async function readSupplierEvents(
  q: Queryable,
  ids: readonly string[],
): Promise<(StoredEvent | undefined)[]> {
  const { rows } = await q.query<StoredEvent>(
    `SELECT e.id, e.supplier, e.ref, e.state, e.status, e.body, d.id AS "deliveryId" FROM supplier_events e
     LEFT JOIN deliveries d ON d.supplier = e.supplier AND d.supplier_ref = e.ref WHERE e.id = ANY ($1::uuid[])`,
    [ids],
  );
  const found = new Map(rows.map((event) => [event.id, event]));
  return ids.map((id) => found.get(id));
}

/** Does not wait for the disk. If a crash of the server undoes a mark, the report is only handled again. */
const MARK = `UPDATE supplier_events SET applied_at = now()
    FROM set_config('synchronous_commit', 'off', true) WHERE id = ANY ($1::uuid[])`;

/** Marks reports as handled. */
export async function markSupplierEvents(q: Queryable, ids: readonly string[]): Promise<undefined[]> {
  await q.query(MARK, [ids]);
  return ids.map(() => undefined);
}
