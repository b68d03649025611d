import { newId } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import { JOBS, type JobName, type JobPayload } from './contracts.ts';

/** A job to write. `runAt` delays it. */
export type NewJob = {
  [N in JobName]: {
    readonly job: N;
    readonly payload: JobPayload<N>;
    readonly runAt?: Date | undefined;
    readonly correlationId?: string | null | undefined;
  };
}[JobName];

/**
 * Writes jobs in the caller's transaction, in one statement. The relay hands them to BullMQ after the commit. Returns
 * their ids, in order. Each payload is checked against its contract.
 */
export async function enqueueAll(tx: Queryable, jobs: readonly NewJob[]): Promise<string[]> {
  if (jobs.length === 0) return [];
  const rows = jobs.map(({ job, payload }) => outboxRow(job, payload));
  await tx.query(
    `INSERT INTO outbox (id, job, payload, run_at, correlation_id)
     SELECT id, job, payload, coalesce(run_at, now()), correlation_id
     FROM unnest($1::uuid[], $2::text[], $3::jsonb[], $4::timestamptz[], $5::text[])
       AS row (id, job, payload, run_at, correlation_id)`,
    [
      rows.map(({ id }) => id),
      rows.map(({ job }) => job),
      rows.map(({ payload }) => payload),
      jobs.map(({ runAt }) => runAt ?? null),
      jobs.map(({ correlationId }) => correlationId ?? null),
    ],
  );
  return rows.map(({ id }) => id);
}

/** {@link enqueueAll} for one. Returns its id. */
export async function enqueue<N extends JobName>(
  tx: Queryable,
  job: N,
  payload: JobPayload<N>,
  options: { runAt?: Date; correlationId?: string | undefined } = {},
): Promise<string> {
  const [id = ''] = await enqueueAll(tx, [{ job, payload, ...options } as NewJob]);
  return id;
}

/** {@link enqueueAll} for jobs of one kind. */
export function enqueueMany<N extends JobName>(
  tx: Queryable,
  job: N,
  payloads: readonly JobPayload<N>[],
  options: { correlationId?: string | undefined } = {},
): Promise<string[]> {
  return enqueueAll(
    tx,
    payloads.map((payload) => ({ job, payload, ...options }) as NewJob),
  );
}

/** Moves jobs that are still to be handed over to another time, null: to now. False when there is none. */
export async function rescheduleJob<N extends JobName>(
  tx: Queryable,
  job: N,
  payload: JobPayload<N>,
  runAt: Date | null,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE outbox SET run_at = coalesce($3, now()) WHERE job = $1 AND payload = $2::jsonb
       AND done_at IS NULL AND failed_at IS NULL AND relayed_at IS NULL`,
    [job, JSON.stringify(JOBS[job].payload.parse(payload)), runAt],
  );
  return (rowCount ?? 0) > 0;
}

/**
 * Makes the row of `outbox` for a job, for callers that insert it in their own statement together with its cause. The
 * payload is checked against the contract.
 */
export function outboxRow<N extends JobName>(
  job: N,
  payload: JobPayload<N>,
): { id: string; job: N; payload: string } {
  return { id: newId(), job, payload: JSON.stringify(JOBS[job].payload.parse(payload)) };
}
