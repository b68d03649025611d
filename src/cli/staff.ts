import { parseArgs } from 'node:util';
import type { App } from '../app.ts';
import { AppError } from '../lib/index.ts';
import {
  auditOperator,
  findStaffByEmail,
  requestEnable,
  requestPasswordReset,
  requestRole,
  requestStaff,
  requestTotpReset,
  ROLES,
  takeLink,
  unlockStaff,
  type Asked,
  type Role,
  type StaffMember,
} from '../staff/index.ts';

/** The usage lines, which `commands.ts` prints. */
export const STAFF_CREATE_USAGE =
  'staff create --email <e-mail> --name <name> --role <support|finance|admin|auditor> [--language ru|en]';
export const STAFF_RESET_USAGE = 'staff reset --email <e-mail> [--second-factor]';
export const STAFF_ROLE_USAGE = 'staff role --email <e-mail> --role <support|finance|admin|auditor>';
export const STAFF_ENABLE_USAGE = 'staff enable --email <e-mail>';

/** The operator controls the server, so no second person is needed. The audit log records every act. */
const OPERATOR: Asked = { by: null, reason: 'by the operator, on the server' };

const TEXT = { type: 'string' } as const;
const OPTIONS = {
  email: TEXT,
  name: TEXT,
  role: TEXT,
  language: TEXT,
  'second-factor': { type: 'boolean' },
} as const;

/**
 * Creates a back-office account and prints a one-time link, where its owner sets the password. The owner sets up the
 * second factor at the first log-in. Errors: INPUT_INVALID, STAFF_EXISTS. Returns the exit code.
 */
export async function createStaffCommand(app: App, args: readonly string[]): Promise<number> {
  const { email, name, role, language = 'ru' } = read(args, STAFF_CREATE_USAGE);
  const isKnown = language === 'ru' || language === 'en';
  if (!email || !name || !role || !isKnown) throw wrongCall(STAFF_CREATE_USAGE);
  const made = await requestStaff(app, { ...OPERATOR, email, name, role, language });
  if (made.staffId === null) throw new AppError('STAFF_UNKNOWN');
  console.log(`${name} <${email}>, ${role}`);
  await record(app, made.staffId, 'staff.created', { email, name, role });
  return printLink(app, made.staffId);
}

/** Removes the password (or the second factor) of an account and prints a one-time link to set a new one. */
export async function resetStaffCommand(app: App, args: readonly string[]): Promise<number> {
  const given = read(args, STAFF_RESET_USAGE);
  const { id } = await person(app, given.email, STAFF_RESET_USAGE);
  const isTotp = given['second-factor'] === true;
  await (isTotp ? requestTotpReset : requestPasswordReset)(app, { ...OPERATOR, staffId: id });
  await record(app, id, isTotp ? 'staff.resetTotp' : 'staff.password', {});
  return printLink(app, id);
}

/** Changes the role of an account. */
export async function staffRoleCommand(app: App, args: readonly string[]): Promise<number> {
  const { email, role } = read(args, STAFF_ROLE_USAGE);
  const { id, role: before } = await person(app, email, STAFF_ROLE_USAGE);
  if (!role) throw wrongCall(STAFF_ROLE_USAGE);
  await requestRole(app, { ...OPERATOR, staffId: id, role });
  await record(app, id, 'staff.role', { role, before });
  console.log(`${email}: ${before} -> ${role}`);
  return 0;
}

/** Enables a disabled account. */
export async function enableStaffCommand(app: App, args: readonly string[]): Promise<number> {
  const { email } = read(args, STAFF_ENABLE_USAGE);
  const { id } = await person(app, email, STAFF_ENABLE_USAGE);
  await requestEnable(app, { ...OPERATOR, staffId: id });
  await record(app, id, 'staff.enable', {});
  console.log(`${email} may log in again`);
  return 0;
}

export const STAFF_UNLOCK_USAGE = 'staff unlock <e-mail>';

/**
 * Ends every wait after failed log-ins, for a person who is locked out while no administrator can help.
 * Sessions, password and second factor stay. Errors: INPUT_INVALID, STAFF_UNKNOWN. Returns the exit code.
 */
export async function unlockStaffCommand(app: App, [email, ...rest]: readonly string[]): Promise<number> {
  if (email === undefined || rest.length > 0)
    throw new AppError('INPUT_INVALID', {}, { message: `Usage: ${STAFF_UNLOCK_USAGE}` });
  const staff = await findStaffByEmail(app.db, email);
  if (!staff) throw new AppError('STAFF_UNKNOWN');
  await app.db.tx(async (tx) => {
    await unlockStaff(tx, { staffId: staff.id, by: null });
    await auditOperator(tx, { action: 'staff.unlock', subject: { type: 'staff', id: staff.id.toString() } });
  });
  console.log(`${staff.name} <${staff.email}> can log in again`);
  return 0;
}

async function printLink(app: App, staffId: bigint): Promise<number> {
  const { token, purpose, expiresAt } = await takeLink(app, { staffId, by: null });
  await record(app, staffId, 'staff.link', { purpose, expiresAt });
  console.log(`one-time link: ${app.config.adminOrigin}/access/${token}`);
  console.log(
    `it works only once, and until ${expiresAt.toISOString()}; give it to the owner of the account in person`,
  );
  return 0;
}

async function record(app: App, staffId: bigint, action: string, after: object): Promise<void> {
  await auditOperator(app.db, { action, subject: { type: 'staff', id: staffId.toString() }, after });
}

async function person(app: App, email: string | undefined, usage: string): Promise<StaffMember> {
  if (!email) throw wrongCall(usage);
  const staff = await findStaffByEmail(app.db, email);
  if (!staff) throw new AppError('STAFF_UNKNOWN');
  return staff;
}

function read(
  args: readonly string[],
  usage: string,
): {
  email?: string;
  name?: string;
  language?: string;
  role: Role | undefined;
  'second-factor'?: boolean;
} {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    return { ...values, role: ROLES.find((known) => known === values.role) };
  } catch (error) {
    throw wrongCall(usage, error);
  }
}

function wrongCall(usage: string, cause?: unknown): AppError {
  return new AppError('INPUT_INVALID', {}, { message: `Usage: ${usage}`, cause });
}
