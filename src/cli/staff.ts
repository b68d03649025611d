import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { App } from '../app.ts';
import { AppError } from '../lib/index.ts';
import {
  auditOperator,
  createStaff,
  findStaffByEmail,
  ROLES,
  unlockStaff,
  type Role,
} from '../staff/index.ts';

/** How the command is called; `commands.ts` prints it. */
export const STAFF_CREATE_USAGE =
  'staff create --email <e-mail> --name <name> --role <support|finance|admin|auditor> [--language ru|en]';

/**
 * Creates an account of the back office with a password made here, which is printed once. The second factor is set
 * up at the first log-in. Errors: INPUT_INVALID, STAFF_EXISTS. Gives the exit code.
 */
export async function createStaffCommand(app: App, args: readonly string[]): Promise<number> {
  const { email, name, role, language } = read(args);
  const password = randomBytes(15).toString('base64url');
  const staff = await createStaff(app, { email, name, role, language, password });
  console.log(`${staff.name} <${staff.email}>, ${staff.role}`);
  console.log(`password: ${password}`);
  console.log(`log in at ${app.config.adminOrigin}/login and change it under "my access"`);
  return 0;
}

export const STAFF_UNLOCK_USAGE = 'staff unlock <e-mail>';

/**
 * Ends every rest of an account after failed log-ins: for somebody who is locked out while no administrator is
 * in. Sessions, password and second factor stay. Errors: INPUT_INVALID, STAFF_UNKNOWN. Gives the exit code.
 */
export async function unlockStaffCommand(app: App, [email, ...rest]: readonly string[]): Promise<number> {
  if (email === undefined || rest.length > 0)
    throw new AppError('INPUT_INVALID', {}, { message: `Usage: ${STAFF_UNLOCK_USAGE}` });
  const staff = await findStaffByEmail(app.db, email);
  if (!staff) throw new AppError('STAFF_UNKNOWN');
  await app.db.tx(async (tx) => {
    await unlockStaff(tx, staff.id);
    await auditOperator(tx, { action: 'staff.unlock', subject: { type: 'staff', id: staff.id.toString() } });
  });
  console.log(`${staff.name} <${staff.email}> can log in again`);
  return 0;
}

function read(args: readonly string[]): { email: string; name: string; role: Role; language: 'ru' | 'en' } {
  const option = { type: 'string' } as const;
  const { values } = parsed(() =>
    parseArgs({ args: [...args], options: { email: option, name: option, role: option, language: option } }),
  );
  const role = ROLES.find((known) => known === values.role);
  const language = values.language ?? 'ru';
  if (!values.email || !values.name || !role || (language !== 'ru' && language !== 'en')) throw wrongCall();
  return { email: values.email, name: values.name, role, language };
}

function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw wrongCall(error);
  }
}

function wrongCall(cause?: unknown): AppError {
  return new AppError('INPUT_INVALID', {}, { message: `Usage: ${STAFF_CREATE_USAGE}`, cause });
}
