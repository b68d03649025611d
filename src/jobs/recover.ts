import type { Context } from '../platform/index.ts';
import { JOBS, type JobName, type Queues } from '../queue/index.ts';

const BATCH = 500;

interface RelayedRow {
  id: string;
  job: string;
}

/**
 * Looks for jobs that were handed over and that Redis does not know any more (it was flushed, or restarted empty),
 * and opens their rows again. Gives how many were lost.
 */
export async function recoverLost(context: Context, queues: Queues, afterMs: number): Promise<number> {
  let total = 0;
  for (;;) {
    const { rows } = await context.db.query<RelayedRow>(
      `SELECT id, job FROM outbox WHERE done_at IS NULL AND failed_at IS NULL
         AND relayed_at < now() - make_interval(secs => $1) AND job = ANY($2) ORDER BY relayed_at LIMIT ${BATCH}`,
      [afterMs / 1000, Object.keys(JOBS)],
    );
    const states = await Promise.all(
      rows.map(async (row) => ({
        id: row.id,
        state: await queues[JOBS[row.job as JobName].queue].getJobState(row.id),
      })),
    );
    const of = (...wanted: string[]): string[] =>
      states.filter(({ state }) => wanted.includes(state)).map(({ id }) => id);
    const lost = of('unknown');
    await context.db.query(
      `UPDATE outbox SET relayed_at = CASE WHEN id = ANY($2) THEN NULL ELSE now() END,
         failed_at = CASE WHEN id = ANY($3) THEN now() END
       WHERE id = ANY($1) AND done_at IS NULL AND failed_at IS NULL`,
      [rows.map((row) => row.id), lost, of('failed')],
    );
    if (lost.length > 0) context.log.warn({ jobs: lost.length }, 'jobs lost by Redis are handed over again');
    total += lost.length;
    if (rows.length < BATCH) return total;
  }
}
