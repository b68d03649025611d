import { newId } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import { outboxRow } from '../queue/index.ts';
import type { NewSignal } from './signals.ts';

/**
 * Writes the signals, the first sightings of their wallets, and one job for all, in one round trip. The hashes of a
 * signal come as one text. Deliveries to one account wait for each other, so that the time of writing says which came
 * first. The start of the transaction would not say it.
 */
const RAISE = `WITH raised AS (
      SELECT id, kind, user_id, subject, outcome, order_kind, asset, amount, hashes::text[] AS hashes, ip, correlation_id,
        stars, recipients::text[] AS recipients
      FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::text[],
        $10::inet[], $11::text[], $12::integer[], $13::text[])
        AS r (id, kind, user_id, subject, outcome, order_kind, asset, amount, hashes, ip, correlation_id, stars, recipients)
    ), signal AS (
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
 * Writes signals and the job that judges them, in the transaction of the change itself. Call it once per transaction,
 * before any call that takes hot locks. Returns the signals' ids.
 */
export async function raiseAll(tx: Queryable, signals: readonly NewSignal[]): Promise<string[]> {
  if (signals.length === 0) return [];
  const ids = signals.map(() => newId());
  const job = outboxRow('fraud.evaluate', { eventIds: ids });
  const fields: readonly Partial<Record<string, unknown>>[] = signals.map((signal) => ({ ...signal }));
  const all = (name: string): unknown[] => fields.map((signal) => signal[name] ?? null);
  // Hashes contain no quotes, so joining them is safe.
  const hashes = (name: 'payerHashes' | 'recipientHashes'): string[] =>
    fields.map((signal) => `{${((signal[name] ?? []) as string[]).map((hash) => `"${hash}"`).join(',')}}`);
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
    // A job for several changes belongs to no single trail; its findings name the trail of their signal.
    (signals.length === 1 && signals[0]?.correlationId) || null,
  ]);
  return ids;
}

/** {@link raiseAll} for one. */
export async function raise(tx: Queryable, signal: NewSignal): Promise<string> {
  const [id] = await raiseAll(tx, [signal]);
  return id as string;
}
