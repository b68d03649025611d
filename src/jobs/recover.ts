import type { Context } from '../platform/index.ts';
import { JOBS, type JobName, type Queues } from '../queue/index.ts';

const BATCH = 500;

interface RelayedRow {
  id: string;
  job: string;
}

/**
 * Finds jobs that were handed over but that Redis has lost (it was flushed, or restarted empty), and opens their rows
 * again. Does the same with jobs that Redis calls completed while their row is open, because a crash of PostgreSQL
 * undid the mark. Work that was done is recognized as done. Returns how many rows were opened.
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

/** Rows that a worker is marking at this moment are skipped. */
const MARK = `UPDATE outbox SET relayed_at = CASE WHEN id = ANY($2) THEN NULL ELSE now() END,
    failed_at = CASE WHEN id = ANY($3) THEN now() END
  WHERE (id, created_at) IN (
    SELECT id, created_at FROM outbox WHERE id = ANY($1) AND done_at IS NULL AND failed_at IS NULL FOR UPDATE SKIP LOCKED)`;

async function stateOf(queues: Queues, { id, job }: RelayedRow): Promise<{ id: string; state: string }> {
  const queue = queues[JOBS[job as JobName].queue];
  const state = await queue.getJobState(id);
  // Remove the completed job, because the repeated job needs the same id.
  if (state === 'completed') await queue.remove(id);
  return { id, state };
}

/** Dead jobs are kept this long, so that a person can repeat them. */
export const DEAD_DAYS = 30;

/**
 * The queues board shows dead jobs from Redis. After a loss of its data they are tried once more, and appear there
 * again if they fail again.
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
