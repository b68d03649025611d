import { z } from 'zod';
import { AppError } from '../lib/index.ts';
import { sqlState, type Context, type Queryable } from '../platform/index.ts';
import { endRests } from './attempts.ts';
import { verifyPassword } from './login.ts';
import { hashPassword } from './passwords.ts';
import type { LoginSource } from './places.ts';
import { endSessions } from './sessions.ts';
import {
  ROLES,
  STAFF_COLUMNS,
  toStaffMember,
  type Role,
  type StaffLanguage,
  type StaffMember,
  type StaffRow,
} from './types.ts';

type Data = Pick<Context, 'db'>;

const UNIQUE_VIOLATION = '23505';
const EMAIL = z.email().max(200);

export interface NewStaff {
  email: string;
  name: string;
  role: Role;
  password: string;
  language?: StaffLanguage;
}

/** Creates an account. Errors: INPUT_INVALID (e-mail, name, role), PASSWORD_WEAK, STAFF_EXISTS. */
export async function createStaff(context: Data, input: NewStaff): Promise<StaffMember> {
  const email = EMAIL.safeParse(input.email.trim());
  const name = input.name.trim();
  if (!email.success || name.length < 1 || name.length > 100 || !ROLES.includes(input.role))
    throw new AppError('INPUT_INVALID', { fields: 'email, name, role' });
  const hash = await hashPassword(input.password);
  try {
    const { rows } = await context.db.query<StaffRow>(
      `INSERT INTO staff (email, name, role, language, password_hash) VALUES ($1, $2, $3, $4, $5) RETURNING ${STAFF_COLUMNS}`,
      [email.data, name, input.role, input.language ?? 'ru', hash],
    );
    return toStaffMember(only(rows));
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION) throw new AppError('STAFF_EXISTS', {}, { cause: error });
    throw error;
  }
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

/** Changes a role and ends the person's sessions, so that nothing of the old role stays open. Errors: STAFF_UNKNOWN. */
export async function changeRole(
  context: Data,
  input: { staffId: bigint; role: Role },
): Promise<StaffMember> {
  return change(context, input.staffId, ['role = $2', [input.role]]);
}

/** Disabling ends all sessions at once; the account's rows stay. Errors: STAFF_UNKNOWN. */
export async function disableStaff(context: Data, staffId: bigint): Promise<StaffMember> {
  return change(context, staffId, ['disabled_at = coalesce(disabled_at, now())', []]);
}

export async function enableStaff(context: Data, staffId: bigint): Promise<StaffMember> {
  return change(context, staffId, ['disabled_at = NULL', []]);
}

/** Sets a new password, which also ends a lock-out. Errors: PASSWORD_WEAK, STAFF_UNKNOWN. */
export async function setPassword(
  context: Data,
  input: { staffId: bigint; password: string },
): Promise<StaffMember> {
  const hash = await hashPassword(input.password);
  return change(context, input.staffId, ['password_hash = $2', [hash]]);
}

/**
 * Changes one's own password, which needs the current one; other sessions end, `keepSid` stays.
 * Errors: LOGIN_FAILED (current password), LOGIN_LIMITED, LOGIN_BUSY, PASSWORD_WEAK.
 */
export async function changeOwnPassword(
  context: Context,
  input: { staff: StaffMember; current: string; fresh: string; keepSid: string } & LoginSource,
): Promise<void> {
  const { staff } = input;
  await verifyPassword(context, { ...input, email: staff.email, password: input.current });
  const hash = await hashPassword(input.fresh);
  await context.db.tx(async (tx) => {
    await tx.query('UPDATE staff SET password_hash = $2 WHERE id = $1', [staff.id, hash]);
    await endSessions(tx, staff.id, input.keepSid);
  });
}

/** Takes the second factor away; it is set up anew at the next log-in. Errors: STAFF_UNKNOWN. */
export async function resetTotp(context: Data, staffId: bigint): Promise<StaffMember> {
  return change(context, staffId, [
    'totp_secret = NULL, totp_confirmed_at = NULL, totp_last_step = NULL',
    [],
  ]);
}

/** Ends every rest of an account after failed log-ins; sessions stay. Errors: STAFF_UNKNOWN. */
export async function unlockStaff(q: Queryable, staffId: bigint): Promise<StaffMember> {
  const staff = await findStaff(q, staffId);
  if (!staff) throw new AppError('STAFF_UNKNOWN');
  await endRests(q, staff);
  return staff;
}

/** Only the language of the pages: sessions stay. */
export async function setStaffLanguage(
  context: Data,
  input: { staffId: bigint; language: StaffLanguage },
): Promise<void> {
  await context.db.query('UPDATE staff SET language = $2 WHERE id = $1', [input.staffId, input.language]);
}

/** What an administrator decides about an account also ends its rests. `set` is a constant of this file, never input. */
function change(context: Data, staffId: bigint, [set, values]: [string, unknown[]]): Promise<StaffMember> {
  return context.db.tx(async (tx) => {
    const { rows } = await tx.query<StaffRow>(
      `UPDATE staff SET ${set} WHERE id = $1 RETURNING ${STAFF_COLUMNS}`,
      [staffId, ...values],
    );
    await endSessions(tx, staffId);
    const staff = toStaffMember(only(rows));
    await endRests(tx, staff);
    return staff;
  });
}

function only(rows: readonly StaffRow[]): StaffRow {
  const row = rows[0];
  if (!row) throw new AppError('STAFF_UNKNOWN');
  return row;
}
