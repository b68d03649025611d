import { z } from 'zod';
import { AppError } from '../lib/index.ts';
import { sqlState, type Tx } from '../platform/index.ts';
import { propose, type Proposal, type ProposalKind, type Wanted } from '../proposals/index.ts';
import { ROLES, type Role, type StaffLanguage, type StaffMember } from './types.ts';
import { findStaff } from './accounts.ts';
import { type Data, type Asked, requireEdit } from './requireEdit.ts';

const UNIQUE_VIOLATION = '23505';
const EMAIL = z.email().max(200);

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
