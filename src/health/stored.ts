import type { Context } from '../platform/index.ts';
import type { Sign } from './sign.ts';

/** A stored sign that nobody has seen for this long is over. Or its process is gone, and that is a sign of its own. */
const FRESH_S = 180;

/**
 * Stores a sign that only this process can see, so that every process reports it. Call it again while the sign lasts;
 * only the first time is logged, over all replicas. Never throws, because a report of trouble must not add to it.
 */
export async function raiseSign({ db, log }: Pick<Context, 'db' | 'log'>, sign: Sign): Promise<void> {
  const { name, severity, text } = sign;
  try {
    const row = await db.one<{ isNew: boolean }>(
      `WITH before AS (SELECT seen_at FROM signs WHERE name = $1)
       INSERT INTO signs (name, severity, text) VALUES ($1, $2, $3)
       ON CONFLICT (name) DO UPDATE SET severity = $2, text = $3, seen_at = now(),
         since = CASE WHEN signs.seen_at < now() - make_interval(secs => $4) THEN now() ELSE signs.since END
       RETURNING NOT EXISTS (SELECT FROM before WHERE seen_at >= now() - make_interval(secs => $4)) AS "isNew"`,
      [name, severity, text, FRESH_S],
    );
    if (row?.isNew) log[severity === 'unhealthy' ? 'error' : 'warn']({ sign: name }, text);
  } catch (error) {
    log.warn({ sign: name, err: error }, text);
  }
}

/** Deletes a sign that is over; this is logged once too. Never throws. */
export async function clearSign({ db, log }: Pick<Context, 'db' | 'log'>, name: string): Promise<void> {
  try {
    const row = await db.one<{ seconds: number }>(
      'DELETE FROM signs WHERE name = $1 RETURNING extract(epoch FROM now() - since)::integer AS seconds',
      [name],
    );
    if (row) log.info({ sign: name, seconds: row.seconds }, 'a sign of ill health is over');
  } catch {
    // The sign ends by itself when nobody sees it any more.
  }
}

export async function storedSigns({ db }: Pick<Context, 'db'>): Promise<Sign[]> {
  const { rows } = await db.query<{ name: string; severity: Sign['severity']; text: string; since: Date }>(
    'SELECT name, severity, text, since FROM signs WHERE seen_at >= now() - make_interval(secs => $1) ORDER BY name',
    [FRESH_S],
  );
  return rows;
}
