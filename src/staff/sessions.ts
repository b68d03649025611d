import { createHash } from 'node:crypto';
import type { Queryable } from '../platform/index.ts';

/** One log-in of a person. `id` names it, but it is not the secret in the cookie. */
export interface StaffSession {
  id: string;
  ip: string;
  userAgent: string;
  since: Date;
  expires: Date;
  current: boolean;
}

interface Row {
  sid: string;
  ip: string | null;
  user_agent: string | null;
  since: string | null;
  expire: Date;
}

/** The sessions of one person, newest first. `currentSid` marks the caller's own. */
export async function listSessions(q: Queryable, staffId: bigint, currentSid = ''): Promise<StaffSession[]> {
  const { rows } = await q.query<Row>(
    `SELECT sid, sess ->> 'ip' AS ip, sess ->> 'userAgent' AS user_agent, sess ->> 'since' AS since, expire
     FROM staff_sessions WHERE sess -> 'passport' ->> 'user' = $1 AND expire > now() ORDER BY sess ->> 'since' DESC LIMIT 200`,
    [staffId.toString()],
  );
  return rows.map((row) => ({
    id: sessionName(row.sid),
    ip: row.ip ?? '',
    userAgent: row.user_agent ?? '',
    since: new Date(row.since ?? 0),
    expires: row.expire,
    current: row.sid === currentSid,
  }));
}

/** Ends one session of the person; false if there is none with this id. */
export async function revokeSession(q: Queryable, staffId: bigint, id: string): Promise<boolean> {
  const { rowCount } = await q.query(
    `DELETE FROM staff_sessions WHERE sess -> 'passport' ->> 'user' = $1 AND left(encode(sha256(convert_to(sid, 'UTF8')), 'hex'), 16) = $2`,
    [staffId.toString(), id],
  );
  return (rowCount ?? 0) > 0;
}

/** Ends all sessions of the person except `exceptSid`. Returns how many. */
export async function endSessions(q: Queryable, staffId: bigint, exceptSid = ''): Promise<number> {
  const { rowCount } = await q.query(
    `DELETE FROM staff_sessions WHERE sess -> 'passport' ->> 'user' = $1 AND sid <> $2`,
    [staffId.toString(), exceptSid],
  );
  return rowCount ?? 0;
}

/**
 * Whether the session still exists and belongs to this person. Connections that outlive their request ask this again.
 */
export async function isSessionOpen(q: Queryable, sid: string, staffId: bigint): Promise<boolean> {
  const { rows } = await q.query(
    `SELECT FROM staff_sessions WHERE sid = $1 AND sess -> 'passport' ->> 'user' = $2 AND expire > now()`,
    [sid, staffId.toString()],
  );
  return rows.length > 0;
}

/** The name of a session, which is not the secret in its cookie. */
export function sessionName(sid: string): string {
  return createHash('sha256').update(sid).digest('hex').slice(0, 16);
}
