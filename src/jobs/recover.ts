import type { Context } from '../platform/index.ts';
import { JOBS, type JobName, type Queues } from '../queue/index.ts';

const BATCH = 500;

interface RelayedRow {
  id: string;
  job: string;
}

/**
 * Looks for jobs that were handed over and that Redis does not know any more (it was flushed, or restarted empty),
 * and opens their rows again; so it does with jobs that Redis calls completed while their row is open (a crash of
 * PostgreSQL took back the mark): what was done is found done. Gives how many were opened.
 */
export async function recoverLost(context: Context, queues: Queues, afterMs: number): Promise<number> {
  let total = 0;
  for (;;) {
    const { rows } = await context.db.query<RelayedRow>(
      `SELECT id, job FROM outbox WHERE done_at IS NULL AND failed_at IS NULL
         AND relayed_at < now() - make_interval(secs => $1) AND job = ANY($2) ORDER BY relayed_at LIMIT ${BATCH}`,
      [afterMs / 1000, Object.keys(JOBS)],
    );
    const states = await Promise.all(rows.map((row) => stateOf(queues, row)));
    const of = (...wanted: string[]): string[] =>
      states.filter(({ state }) => wanted.includes(state)).map(({ id }) => id);
    const open = of('unknown', 'completed');
    await context.db.query(MARK, [rows.map((row) => row.id), open, of('failed')]);
    if (open.length > 0) context.log.warn({ jobs: open.length }, 'lost jobs are handed over again');
    total += open.length;
    if (rows.length < BATCH) return total;
  }
}

/** Rows that a worker is marking at this moment are left to it. */
const MARK = `UPDATE outbox SET relayed_at = CASE WHEN id = ANY($2) THEN NULL ELSE now() END,
    failed_at = CASE WHEN id = ANY($3) THEN now() END
  WHERE (id, created_at) IN (
    SELECT id, created_at FROM outbox WHERE id = ANY($1) AND done_at IS NULL AND failed_at IS NULL FOR UPDATE SKIP LOCKED)`;

async function stateOf(queues: Queues, { id, job }: RelayedRow): Promise<{ id: string; state: string }> {
  const queue = queues[JOBS[job as JobName].queue];
  const state = await queue.getJobState(id);
  // Its place is needed by the same job.
  if (state === 'completed') await queue.remove(id);
  return { id, state };
}

/** Dead jobs are kept so long for somebody to repeat them. */
export const DEAD_DAYS = 30;

/**
 * Dead jobs stand on the queues board, which Redis keeps: after a loss of its data they are tried once more, and stand
 * there again if they must.
 */
export async function reviveDead(context: Context): Promise<void> {
  const mark = `${context.config.REDIS_PREFIX}:outbox:kept`;
  if ((await context.redis.exists(mark)) === 1) return;
  const { rowCount } = await context.db.query(
    `UPDATE outbox SET failed_at = NULL, relayed_at = NULL
     WHERE done_at IS NULL AND failed_at > now() - make_interval(days => ${DEAD_DAYS})`,
  );
  if (rowCount) context.log.warn({ jobs: rowCount }, 'dead jobs that Redis lost are tried again');
  await context.redis.set(mark, new Date().toISOString());
}
