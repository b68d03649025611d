import { newId } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import { outboxRow } from '../queue/index.ts';
import { encodeData, type News, type NotificationKind } from './contracts.ts';

/** A message to one user. */
export type NewNotification<K extends NotificationKind = NotificationKind> = News<K> & {
  readonly userId: bigint;
  /** Order for payments, ticket for support, refund for refunds. */
  readonly subjectId: string;
  /** The cause. A second call with the same key does nothing. */
  readonly key: string;
  readonly correlationId?: string | undefined;
};

/** Writes the messages and their jobs in one statement; leaves out those whose key exists. */
const NOTIFY = `WITH asked AS (
      SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::jsonb[], $6::text[], $7::text[], $8::uuid[], $9::jsonb[])
        AS a (id, user_id, kind, subject_id, data, key, correlation_id, job_id, payload)
    ), written AS (
      INSERT INTO notifications (id, user_id, kind, subject_id, data, key, correlation_id)
      SELECT id, user_id, kind, subject_id, data, key, correlation_id FROM asked ON CONFLICT (key) DO NOTHING RETURNING id
    )
    INSERT INTO outbox (id, job, payload, correlation_id)
    SELECT job_id, 'notification.send', payload, correlation_id FROM asked JOIN written USING (id)`;

/**
 * Orders messages to users, in the caller's transaction, each once per key. Their data is checked against the contract.
 */
export async function notifyAll(tx: Queryable, inputs: readonly NewNotification[]): Promise<void> {
  if (inputs.length === 0) return;
  const ids = inputs.map(() => newId());
  const jobs = ids.map((notificationId) => outboxRow('notification.send', { notificationId }));
  await tx.query(NOTIFY, [
    ids,
    inputs.map((input) => input.userId),
    inputs.map((input) => input.kind),
    inputs.map((input) => input.subjectId),
    inputs.map(encodeData),
    inputs.map((input) => input.key),
    inputs.map((input) => input.correlationId ?? null),
    jobs.map((job) => job.id),
    jobs.map((job) => job.payload),
  ]);
}

/** {@link notifyAll} for one. */
export function notify(tx: Queryable, input: NewNotification): Promise<void> {
  return notifyAll(tx, [input]);
}
