import { newId } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import { JOBS, type JobName, type JobPayload } from './contracts.ts';

/**
 * Writes a job in the caller's transaction; the relay hands it to BullMQ after the commit.
 * Gives the job's id. `runAt` delays it; the payload is checked against the contract.
 */
export async function enqueue<N extends JobName>(
  tx: Queryable,
  job: N,
  payload: JobPayload<N>,
  options: { runAt?: Date; correlationId?: string | undefined } = {},
): Promise<string> {
  const id = newId();
  await tx.query(
    'INSERT INTO outbox (id, job, payload, run_at, correlation_id) VALUES ($1, $2, $3, coalesce($4, now()), $5)',
    [
      id,
      job,
      JSON.stringify(JOBS[job].payload.parse(payload)),
      options.runAt ?? null,
      options.correlationId ?? null,
    ],
  );
  return id;
}
