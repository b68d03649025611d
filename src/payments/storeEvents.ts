import { newId } from '../lib/index.ts';
import { isDataError, type Context } from '../platform/index.ts';
import { outboxRow } from '../queue/index.ts';
import type { SignatureForm } from './signature.ts';

/** A webhook with a correct signature, as it is stored. */
export interface NewEvent {
  readonly uuid: string;
  readonly orderId: string;
  readonly status: string;
  /** Coins that came, as the webhook says; empty if it does not say. Nothing is booked from this. */
  readonly came: string;
  readonly form: SignatureForm;
  /** The bytes on the wire as text. */
  readonly body: string;
  readonly ip: string | null;
  readonly correlationId: string | undefined;
}

export interface StoredEvent {
  /** Null if the same news came before. */
  readonly eventId: string | null;
  /** Whether we know the invoice that it is about. */
  readonly isOurs: boolean;
}

/**
 * Stores the events and their jobs in one statement, so in one transaction and one round trip. The rows are in the
 * order of the key, so two such statements cannot wait for each other.
 */
const STORE = `
WITH asked AS (
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::jsonb[], $11::text[])
    AS a (id, uuid, order_id, status, form, body, ip, correlation_id, job_id, payload, came)
), event AS (
  INSERT INTO provider_events
    (id, source, provider_uuid, provider_order_id, status, came, signature_form, body, ip, correlation_id)
  SELECT id, 'webhook', uuid, order_id, status, came, form, body, ip, correlation_id FROM asked ORDER BY uuid, status, came
  ON CONFLICT (provider_uuid, status, came, source) DO NOTHING RETURNING id
), job AS (
  INSERT INTO outbox (id, job, payload, correlation_id)
  SELECT job_id, 'provider-event.apply', payload, correlation_id FROM asked JOIN event USING (id)
)
SELECT asked.id, event.id AS "eventId",
  EXISTS (SELECT FROM invoices WHERE provider_order_id = asked.order_id)
    OR EXISTS (SELECT FROM invoices WHERE provider_uuid = asked.uuid) AS "isOurs"
FROM asked LEFT JOIN event ON event.id = asked.id`;

/** Stores webhooks that came at the same time, each with its job. If one cannot be stored, the others still are. */
export async function storeEvents(
  context: Context,
  events: readonly NewEvent[],
): Promise<(StoredEvent | Promise<StoredEvent>)[]> {
  try {
    return await store(context, events);
  } catch (error) {
    if (events.length === 1 || !isDataError(error)) throw error;
    return events.map(async (event) => (await store(context, [event]))[0] as StoredEvent);
  }
}

async function store(context: Context, events: readonly NewEvent[]): Promise<StoredEvent[]> {
  const ids = events.map(() => newId());
  const jobs = ids.map((eventId) => outboxRow('provider-event.apply', { eventId }));
  const { rows } = await context.db.query<StoredEvent & { id: string }>(STORE, [
    ids,
    events.map(({ uuid }) => uuid),
    events.map(({ orderId }) => orderId),
    events.map(({ status }) => status),
    events.map(({ form }) => form),
    events.map(({ body }) => body),
    events.map(({ ip }) => ip),
    events.map(({ correlationId }) => correlationId ?? null),
    jobs.map(({ id }) => id),
    jobs.map(({ payload }) => payload),
    events.map(({ came }) => came),
  ]);
  const stored = new Map(rows.map(({ id, eventId, isOurs }) => [id, { eventId, isOurs }]));
  return ids.map((id) => stored.get(id) ?? { eventId: null, isOurs: false });
}
