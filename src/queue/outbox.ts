import { newId } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import { JOBS, type JobName, type JobPayload } from './contracts.ts';

/**
 * Writes a job in the caller's transaction. The relay hands it to BullMQ after the commit.
 * Returns the job's id. `runAt` delays it. The payload is checked against the contract.
 */
export async function enqueue<N extends JobName>(
  tx: Queryable,
  job: N,
  payload: JobPayload<N>,
  options: { runAt?: Date; correlationId?: string | undefined } = {},
): Promise<string> {
  const row = outboxRow(job, payload);
  await tx.query(
    'INSERT INTO outbox (id, job, payload, run_at, correlation_id) VALUES ($1, $2, $3, coalesce($4, now()), $5)',
    [row.id, row.job, row.payload, options.runAt ?? null, options.correlationId ?? null],
  );
  return row.id;
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

/** {@link enqueue} for many jobs of one kind in one statement. Returns the ids in the order of the payloads. */
export async function enqueueMany<N extends JobName>(
  tx: Queryable,
  job: N,
  payloads: readonly JobPayload<N>[],
  options: { correlationId?: string | undefined } = {},
): Promise<string[]> {
  if (payloads.length === 0) return [];
  const ids = payloads.map(() => newId());
  await tx.query(
    `INSERT INTO outbox (id, job, payload, correlation_id)
     SELECT id, $2, payload, $4 FROM unnest($1::uuid[], $3::jsonb[]) AS row (id, payload)`,
    [
      ids,
      job,
      payloads.map((payload) => JSON.stringify(JOBS[job].payload.parse(payload))),
      options.correlationId ?? null,
    ],
  );
  return ids;
}
