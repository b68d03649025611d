import { HOUR_MS } from '../lib/index.ts';
import type { Context, Queryable } from '../platform/index.ts';
import { SCHEDULES, type ScheduleName } from '../queue/index.ts';
import type { Sign } from './sign.ts';

type Log = Pick<Context, 'db'>;

/** A schedule is overdue this long after its period. A long run may take a part of the next period. */
const LEAST_GRACE_MS = 30_000;
const MOST_GRACE_MS = HOUR_MS;
/** A failure that the next runs make up for is not reported. */
const FAILING_S = 900;

export async function noteStart(q: Queryable, name: ScheduleName): Promise<void> {
  await q.query('UPDATE schedules SET started_at = now() WHERE name = $1', [name]);
}

/** A run ended; `error` says why it did not succeed. */
export async function noteEnd(q: Queryable, name: ScheduleName, error?: string): Promise<void> {
  await q.query(
    `UPDATE schedules SET ended_at = now(), error = $2::text,
       failing_since = CASE WHEN $2::text IS NULL THEN NULL ELSE coalesce(failing_since, now()) END WHERE name = $1`,
    [name, error?.slice(0, 300) ?? null],
  );
}

/** Records the schedules in the code of this process. Returns those that were known before. */
export async function noteKnown(q: Queryable): Promise<ReadonlySet<string>> {
  const all = Object.entries(SCHEDULES);
  const { rows } = await q.query<{ name: string }>(
    `WITH before AS (SELECT name FROM schedules)
     INSERT INTO schedules (name, every_ms) SELECT * FROM unnest($1::text[], $2::integer[])
     ON CONFLICT (name) DO UPDATE SET every_ms = excluded.every_ms, known_at = now()
     RETURNING (SELECT b.name FROM before b WHERE b.name = schedules.name) AS name`,
    [all.map(([name]) => name), all.map(([, { everyMs }]) => everyMs)],
  );
  return new Set(rows.map(({ name }) => name));
}

/** Of all processes that want to put a schedule back at the same moment, returns true for one. */
export async function claimRevival(q: Queryable, name: ScheduleName): Promise<boolean> {
  const { rowCount } = await q.query(
    `UPDATE schedules SET revived_at = clock_timestamp()
     WHERE name = $1 AND (revived_at IS NULL OR revived_at < clock_timestamp() - interval '5 seconds')`,
    [name],
  );
  return rowCount === 1;
}

/** Whether another process, of a newer version, reported this schedule a moment ago. */
export async function isKnownElsewhere(q: Queryable, name: string): Promise<boolean> {
  const { rows } = await q.query(
    `SELECT FROM schedules WHERE name = $1 AND known_at > now() - interval '5 minutes'`,
    [name],
  );
  return rows.length > 0;
}

export interface ScheduleState {
  name: string;
  everyMs: number;
  /** Seconds since its last run ended, or since it became known. */
  idleSeconds: number;
  error: string | null;
  failingSeconds: number | null;
}

export async function readSchedules({ db }: Log): Promise<ScheduleState[]> {
  const { rows } = await db.query<ScheduleState>(
    `SELECT name, every_ms AS "everyMs", extract(epoch FROM now() - coalesce(ended_at, created_at))::integer AS "idleSeconds",
       error, extract(epoch FROM now() - failing_since)::integer AS "failingSeconds"
     FROM schedules WHERE name = ANY($1) ORDER BY name`,
    [Object.keys(SCHEDULES)],
  );
  return rows;
}

/** The last run proves that a schedule works, whatever Redis holds. */
export async function scheduleSigns(context: Log): Promise<Sign[]> {
  return (await readSchedules(context)).flatMap(({ name, everyMs, idleSeconds, error, failingSeconds }) => {
    const graceMs = Math.min(Math.max(LEAST_GRACE_MS, everyMs / 2), MOST_GRACE_MS);
    const every = Math.round(everyMs / 1000);
    if (idleSeconds * 1000 > everyMs + graceMs)
      return {
        name: `schedule.${name}`,
        severity: 'unhealthy' as const,
        text: `the schedule ${name} did not run for ${idleSeconds} s; it runs every ${every} s`,
      };
    if (error === null || (failingSeconds ?? 0) < FAILING_S) return [];
    return {
      name: `schedule.${name}`,
      severity: 'degraded' as const,
      text: `the schedule ${name} fails again and again: ${error}`,
    };
  });
}
