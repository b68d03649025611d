import { HOUR_MS } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';

/** How a delivery failed: `alone` while others were delivered, `together` with the whole service, or `unclear`. */
export type Owed = 'alone' | 'together' | 'unclear';

/**
 * A message that fails alone for this long is set aside, so that it does not hold up the other messages of its chat.
 */
export const ALONE_MS = HOUR_MS;

/**
 * SQL: since when it fails alone. `owed` and `now` are names of parameters. After a real outage the time starts again.
 */
export function aloneSince(owed: string, now: string): string {
  return `CASE ${owed}::text WHEN 'alone' THEN coalesce(alone_since, ${now}::timestamptz) WHEN 'together' THEN NULL ELSE alone_since END`;
}

/** Messages that were set aside within the last day. */
export async function countSetAside({ db }: Pick<Context, 'db'>): Promise<number> {
  const row = await db.one<{ n: number }>(
    `SELECT count(*)::integer AS n FROM notifications
     WHERE state = 'failed' AND alone_since IS NOT NULL AND alone_since > now() - interval '25 hours'`,
  );
  return row?.n ?? 0;
}
