import { HOUR_MS } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';

/**
 * How something that could not be delivered failed: `alone` while others were served, `together` with the service as a
 * whole, or nobody can tell.
 */
export type Owed = 'alone' | 'together' | 'unclear';

/** What fails alone for so long is set aside: it must not hold up what else there is to say in its chat. */
export const ALONE_MS = HOUR_MS;

/** SQL: since when it fails alone, where `owed` and `now` name parameters. A real outage lets the time begin anew. */
export function aloneSince(owed: string, now: string): string {
  return `CASE ${owed}::text WHEN 'alone' THEN coalesce(alone_since, ${now}::timestamptz) WHEN 'together' THEN NULL ELSE alone_since END`;
}

/** Messages that were set aside within a day. */
export async function countSetAside({ db }: Pick<Context, 'db'>): Promise<number> {
  const row = await db.one<{ n: number }>(
    `SELECT count(*)::integer AS n FROM notifications
     WHERE state = 'failed' AND alone_since IS NOT NULL AND alone_since > now() - interval '25 hours'`,
  );
  return row?.n ?? 0;
}
