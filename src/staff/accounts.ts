import { AppError } from '../lib/index.ts';
import type { Context, Queryable, Tx } from '../platform/index.ts';
import { endRests } from './attempts.ts';
import { verifyPassword } from './login.ts';
import { hashPassword } from './passwords.ts';
import type { LoginSource } from './places.ts';
import { endSessions } from './sessions.ts';
import {
  STAFF_COLUMNS,
  toStaffMember,
  type StaffLanguage,
  type StaffMember,
  type StaffRow,
} from './types.ts';
import { type Data, type Asked, requireEdit } from './requireEdit.ts';

/** The account, and who acts on it; `by` as in {@link Asked}. */
interface OnAccount extends Pick<Asked, 'by'> {
  readonly staffId: bigint;
}

export async function findStaff(q: Queryable, staffId: bigint): Promise<StaffMember | undefined> {
  const { rows } = await q.query<StaffRow>(`SELECT ${STAFF_COLUMNS} FROM staff WHERE id = $1`, [staffId]);
  return rows[0] && toStaffMember(rows[0]);
}

export async function findStaffByEmail(q: Queryable, email: string): Promise<StaffMember | undefined> {
  const { rows } = await q.query<StaffRow>(
    `SELECT ${STAFF_COLUMNS} FROM staff WHERE lower(email) = lower($1)`,
    [email.trim()],
  );
  return rows[0] && toStaffMember(rows[0]);
}

/**
 * Disables an account and ends all its sessions and links at once; its rows stay. One person may do this alone. Errors:
 * FORBIDDEN, STAFF_UNKNOWN.
 */
export function disableStaff(context: Data, { staffId, by }: OnAccount): Promise<StaffMember> {
  return context.db.tx(async (tx) => {
    await requireEdit(tx, { by });
    const { rows } = await tx.query<StaffRow>(
      `UPDATE staff SET disabled_at = coalesce(disabled_at, now()) WHERE id = $1 RETURNING ${STAFF_COLUMNS}`,
      [staffId],
    );
    const [row] = rows;
    if (!row) throw new AppError('STAFF_UNKNOWN');
    await endSessions(tx, staffId);
    return toStaffMember(row);
  });
}

/**
 * Changes one's own password; the current one is required. Other sessions end, `keepSid` stays.
 * Errors: LOGIN_FAILED (current password), LOGIN_LIMITED, LOGIN_BUSY, PASSWORD_WEAK.
 */
export async function changeOwnPassword(
  context: Context,
  input: { staff: StaffMember; current: string; fresh: string; keepSid: string } & LoginSource,
): Promise<void> {
  const { staff } = input;
  await verifyPassword(context, { ...input, email: staff.email, password: input.current });
  const hash = await hashPassword(input.fresh, staff);
  await context.db.tx(async (tx) => {
    await tx.query('UPDATE staff SET password_hash = $2 WHERE id = $1', [staff.id, hash]);
    await endSessions(tx, staff.id, input.keepSid);
  });
}

/** Ends every lock of an account after failed log-ins; sessions stay. Errors: FORBIDDEN, STAFF_UNKNOWN. */
export async function unlockStaff(tx: Tx, { staffId, by }: OnAccount): Promise<StaffMember> {
  await requireEdit(tx, { by });
  const staff = await findStaff(tx, staffId);
  if (!staff) throw new AppError('STAFF_UNKNOWN');
  await endRests(tx, staff);
  return staff;
}

/** Signs a person out everywhere. Returns how many sessions ended. Errors: FORBIDDEN. */
export function closeSessions(context: Data, { staffId, by }: OnAccount): Promise<number> {
  return context.db.tx(async (tx) => {
    await requireEdit(tx, { by });
    return endSessions(tx, staffId);
  });
}

/** Changes only the language of the pages, so sessions stay. */
export async function setStaffLanguage(
  context: Data,
  input: { staffId: bigint; language: StaffLanguage },
): Promise<void> {
  await context.db.query('UPDATE staff SET language = $2 WHERE id = $1', [input.staffId, input.language]);
}
