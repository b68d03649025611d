import { AppError } from '../lib/index.ts';
import type { Context, Queryable } from '../platform/index.ts';
import { recordSecurityEvent } from '../risk/index.ts';
import { passwordFits } from './passwords.ts';
import { STAFF_COLUMNS, toStaffMember, type StaffMember, type StaffRow } from './types.ts';

/** Failures in a row until the account rests; each further failure doubles the rest. */
const FREE_FAILURES = 5;
const FIRST_REST_MINUTES = 5;
const LONGEST_REST_MINUTES = 24 * 60;

/** Where a log-in comes from. */
export interface LoginSource {
  ip: string | null;
  correlationId?: string;
}

type Stored = StaffRow & { password_hash: string; locked_until: Date | null };

/**
 * The person whose e-mail and password these are. A wrong pair, an unknown e-mail, a disabled and a locked account
 * all answer alike after the same work: during the lock-out even the right password is not confirmed.
 * Errors: LOGIN_FAILED.
 */
export async function verifyPassword(
  context: Context,
  input: { email: string; password: string } & LoginSource,
): Promise<StaffMember> {
  const row = await context.db.one<Stored>(
    `SELECT ${STAFF_COLUMNS}, password_hash, locked_until FROM staff WHERE lower(email) = lower($1)`,
    [input.email.trim().slice(0, 200)],
  );
  const locked = row?.locked_until != null && row.locked_until > context.clock.now();
  const fits = await passwordFits(locked ? undefined : row?.password_hash, input.password);
  if (!row || !fits || row.disabled_at) {
    const reason = locked ? 'locked' : row?.disabled_at ? 'disabled' : 'password';
    await loginFailed(context, { staffId: locked ? undefined : row?.id, reason, source: input });
    throw new AppError('LOGIN_FAILED');
  }
  if (row.totp_confirmed_at === null) await clearFailures(context.db, row.id);
  return toStaffMember(row);
}

/** Counts one failed step of a log-in (password or code), locks the account after too many, writes the security event. */
export async function loginFailed(
  context: Context,
  failure: { staffId: bigint | undefined; reason: string; source: LoginSource },
): Promise<void> {
  const { staffId, reason, source } = failure;
  await context.db.tx(async (tx) => {
    if (staffId !== undefined)
      await tx.query(
        `UPDATE staff SET failed_logins = failed_logins + 1,
           locked_until = CASE WHEN failed_logins + 1 < $2 THEN locked_until
             ELSE now() + make_interval(mins => least($4, $3 * 2 ^ least(failed_logins + 1 - $2, 10))::integer) END
         WHERE id = $1`,
        [staffId, FREE_FAILURES, FIRST_REST_MINUTES, LONGEST_REST_MINUTES],
      );
    await recordSecurityEvent(tx, {
      kind: 'login_failed',
      ip: source.ip,
      details: { reason, ...(staffId === undefined ? {} : { staffId: staffId.toString() }) },
      ...(source.correlationId === undefined ? {} : { correlationId: source.correlationId }),
    });
  });
}

export async function clearFailures(q: Queryable, staffId: bigint): Promise<void> {
  await q.query(
    'UPDATE staff SET failed_logins = 0, locked_until = NULL WHERE id = $1 AND failed_logins > 0',
    [staffId],
  );
}

export function refuseWhenLocked(lockedUntil: Date | null, now: Date): void {
  if (lockedUntil !== null && lockedUntil > now)
    throw new AppError('LOGIN_LOCKED', {
      minutes: Math.ceil((lockedUntil.getTime() - now.getTime()) / 60_000),
    });
}
