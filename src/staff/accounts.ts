import { z } from 'zod';
import { AppError } from '../lib/index.ts';
import { sqlState, type Context, type Queryable, type Tx } from '../platform/index.ts';
import { propose, type Proposal, type ProposalKind, type Wanted } from '../proposals/index.ts';
import { endRests } from './attempts.ts';
import { verifyPassword } from './login.ts';
import { hashPassword } from './passwords.ts';
import type { LoginSource } from './places.ts';
import { requireRight } from './requireRight.ts';
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

/** Who asks, and why. `by` null: the operator on the server, who needs no second person. */
export interface Asked {
  readonly by: bigint | null;
  readonly reason: string;
  readonly correlationId?: string | undefined;
}

/** The account, and who acts on it; `by` as in {@link Asked}. */
interface OnAccount extends Pick<Asked, 'by'> {
  readonly staffId: bigint;
}

export interface NewStaff extends Asked {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly language?: StaffLanguage;
}

/**
 * Asks for an account. One that moves no money is made at once; for others another administrator decides. It has no
 * password: its owner sets one with a link ({@link takeLink}).
 * Errors: INPUT_INVALID (e-mail, name, role), STAFF_EXISTS, TEXT_INVALID, FORBIDDEN, PROPOSAL_WAITS.
 */
export async function requestStaff(context: Data, input: NewStaff): Promise<Proposal> {
  const email = EMAIL.safeParse(input.email.trim());
  const name = input.name.trim();
  if (!email.success || name.length < 1 || name.length > 100 || !ROLES.includes(input.role))
    throw new AppError('INPUT_INVALID', { fields: 'email, name, role' });
  return context.db.tx(async (tx) => {
    await requireEdit(tx, input);
    const { rows } = await tx.query('SELECT 1 FROM staff WHERE lower(email) = lower($1)', [email.data]);
    if (rows.length > 0) throw new AppError('STAFF_EXISTS');
    return propose(tx, {
      kind: 'staff_create',
      subject: email.data.toLowerCase(),
      wanted: { email: email.data, name, role: input.role, language: input.language ?? 'ru' },
      reason: input.reason,
      requestedBy: input.by,
      correlationId: input.correlationId,
    }).catch((error: unknown) => {
      if (sqlState(error) === UNIQUE_VIOLATION) throw new AppError('STAFF_EXISTS', {}, { cause: error });
      throw error;
    });
  });
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
 * Asks for another role. If the old or the new role moves money, another administrator decides. Open sessions end with
 * the change. Errors: FORBIDDEN, STAFF_UNKNOWN, OWN_ACCOUNT, ALREADY_SO, TEXT_INVALID, PROPOSAL_WAITS.
 */
export function requestRole(
  context: Data,
  input: Asked & { staffId: bigint; role: Role },
): Promise<Proposal> {
  return ask(context, input, 'staff_role', ({ role }) => {
    if (role === input.role) throw new AppError('ALREADY_SO');
    return { role: input.role };
  });
}

/** Asks to enable a disabled account again. Rules and errors as {@link requestRole}. */
export function requestEnable(context: Data, input: Asked & { staffId: bigint }): Promise<Proposal> {
  return ask(context, input, 'staff_enable', ({ disabledAt }) => {
    if (disabledAt === null) throw new AppError('ALREADY_SO');
    return {};
  });
}

/**
 * Asks to remove the password: its owner sets a new one with a link. Open sessions end. Rules and errors as {@link
 * requestRole}; also STAFF_UNKNOWN for a disabled account.
 */
export function requestPasswordReset(context: Data, input: Asked & { staffId: bigint }): Promise<Proposal> {
  return ask(context, input, 'staff_password', requireEnabled);
}

/**
 * Asks for a link with which the owner removes the second factor, to set it up again. Until then the old one counts.
 * Rules and errors as {@link requestPasswordReset}; ALREADY_SO if there is no second factor.
 */
export function requestTotpReset(context: Data, input: Asked & { staffId: bigint }): Promise<Proposal> {
  return ask(context, input, 'staff_totp', (staff) => {
    if (!staff.hasTotp) throw new AppError('ALREADY_SO');
    return requireEnabled(staff);
  });
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

/** The operator has the server itself and needs no right. Errors: FORBIDDEN. */
async function requireEdit(tx: Tx, { by }: Pick<Asked, 'by'>): Promise<void> {
  if (by !== null) await requireRight(tx, by, 'edit', 'staff');
}

function requireEnabled({ disabledAt }: StaffMember): Wanted {
  if (disabledAt !== null) throw new AppError('STAFF_UNKNOWN');
  return {};
}

function ask(
  context: Data,
  input: Asked & { staffId: bigint },
  kind: ProposalKind,
  wantedOf: (staff: StaffMember) => Wanted,
): Promise<Proposal> {
  if (input.staffId === input.by) throw new AppError('OWN_ACCOUNT');
  return context.db.tx(async (tx: Tx) => {
    await requireEdit(tx, input);
    const staff = await findStaff(tx, input.staffId);
    if (!staff) throw new AppError('STAFF_UNKNOWN');
    const { email, name, role } = staff;
    return propose(tx, {
      kind,
      subject: input.staffId.toString(),
      staffId: input.staffId,
      before: { email, name, role },
      wanted: wantedOf(staff),
      reason: input.reason,
      requestedBy: input.by,
      correlationId: input.correlationId,
    });
  });
}
