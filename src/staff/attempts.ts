import { createHash } from 'node:crypto';
import type { Queryable } from '../platform/index.ts';

/**
 * After this many failures from one place the account is locked for that place. Each further failure doubles the time.
 */
const PLACE = { free: 5, restMinutes: 5, longestMinutes: 60 };
/** Failures from all unknown places together, and how long only known places may log in then. */
const ACCOUNT = { free: 20, restMinutes: 15 };

/** The key under which an attempt is counted: the account, as a hash of its e-mail, and the place. */
export interface AttemptKey {
  readonly account: string;
  readonly place: string;
}

export interface Counted {
  /** False: it is locked, and nothing may be compared. Such an attempt is not counted. */
  readonly allowed: boolean;
  /** Until when it is locked. For an allowed attempt: the lock that begins now if the attempt fails. */
  readonly lockedUntil: Date | null;
}

/** E-mails that people type are stored as a hash, so the table contains nobody's e-mail. */
export function accountOf(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('hex');
}

/**
 * Counts an attempt before anything is compared, in one statement. So however many come at once, only the free ones are
 * compared. {@link forgetAttempts} takes the count back if the attempt succeeds.
 */
export async function countAttempt(q: Queryable, key: AttemptKey, now: Date): Promise<Counted> {
  await q.query(
    `DELETE FROM login_attempts WHERE (account, place) IN (SELECT account, place FROM login_attempts
       WHERE last_at < $1::timestamptz - interval '1 day' ORDER BY last_at LIMIT 20 FOR UPDATE SKIP LOCKED)`,
    [now],
  );
  const { rows } = await q.query<{ locked_until: Date | null }>(
    `INSERT INTO login_attempts AS a (account, place, failures, last_at) VALUES ($1, $2, 1, $3::timestamptz)
     ON CONFLICT (account, place) DO UPDATE SET last_at = excluded.last_at,
       failures = CASE WHEN greatest(a.last_at, a.locked_until) < excluded.last_at - interval '1 hour' THEN 1 ELSE a.failures + 1 END,
       locked_until = CASE WHEN a.failures + 1 >= $4 AND greatest(a.last_at, a.locked_until) >= excluded.last_at - interval '1 hour'
         THEN excluded.last_at + make_interval(mins => least($6, $5 * 2 ^ least(a.failures + 1 - $4, 10))::integer) END
     WHERE a.locked_until IS NULL OR a.locked_until <= excluded.last_at RETURNING locked_until`,
    [key.account, key.place, now, PLACE.free, PLACE.restMinutes, PLACE.longestMinutes],
  );
  if (rows[0]) return { allowed: true, lockedUntil: rows[0].locked_until };
  const { rows: rest } = await q.query<{ locked_until: Date | null }>(
    'SELECT locked_until FROM login_attempts WHERE account = $1 AND place = $2',
    [key.account, key.place],
  );
  return { allowed: false, lockedUntil: rest[0]?.locked_until ?? null };
}

export async function forgetAttempts(q: Queryable, key: AttemptKey): Promise<void> {
  await q.query('DELETE FROM login_attempts WHERE account = $1 AND place = $2', [key.account, key.place]);
}

/** The counted failures are from the last 15 minutes, and no lock has ended since. */
const GOES_ON = 'locked_until IS NULL AND failed_since >= $2::timestamptz - make_interval(mins => $4)';

/** Counts an attempt from an unknown place on the whole account. If there is no such account, counts nothing. */
export async function countOnAccount(q: Queryable, staffId: bigint | undefined, now: Date): Promise<Counted> {
  const { rows } = await q.query<{ locked_until: Date | null }>(
    `UPDATE staff SET
       failed_logins = CASE WHEN ${GOES_ON} THEN failed_logins + 1 ELSE 1 END,
       failed_since = CASE WHEN ${GOES_ON} THEN failed_since ELSE $2::timestamptz END,
       locked_until = CASE WHEN ${GOES_ON} AND failed_logins + 1 >= $3 THEN $2::timestamptz + make_interval(mins => $4) END
     WHERE id = $1 AND (locked_until IS NULL OR locked_until <= $2::timestamptz) RETURNING locked_until`,
    [staffId ?? 0n, now, ACCOUNT.free, ACCOUNT.restMinutes],
  );
  return rows[0]
    ? { allowed: true, lockedUntil: rows[0].locked_until }
    : { allowed: false, lockedUntil: null };
}

/** The accounts that are locked now, from some place or from all unknown ones. */
export async function lockedStaff(q: Queryable, now: Date): Promise<bigint[]> {
  const { rows } = await q.query<{ id: bigint }>(
    `SELECT s.id FROM staff s WHERE s.disabled_at IS NULL AND (s.locked_until > $1 OR encode(sha256(convert_to(lower(s.email), 'UTF8')), 'hex')
       IN (SELECT account FROM login_attempts WHERE locked_until > $1)) ORDER BY s.id`,
    [now],
  );
  return rows.map(({ id }) => id);
}

/** Sets the count of the whole account to zero. */
export async function clearAccount(q: Queryable, staffId: bigint): Promise<void> {
  await q.query(
    'UPDATE staff SET failed_logins = 0, failed_since = NULL, locked_until = NULL WHERE id = $1 AND failed_logins > 0',
    [staffId],
  );
}

/** Ends every lock of the account, for every place, of the password and of the code. */
export async function endRests(q: Queryable, staff: { id: bigint; email: string }): Promise<void> {
  await clearAccount(q, staff.id);
  await q.query('DELETE FROM login_attempts WHERE account = $1', [accountOf(staff.email)]);
}
