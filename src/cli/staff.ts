import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { App } from '../app.ts';
import { AppError } from '../lib/index.ts';
import { audit, createStaff, findStaffByEmail, ROLES, unlockStaff, type Role } from '../staff/index.ts';

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
  const { id } = await findStaffByEmail(app.db, email);
  const staff = await app.db.tx(async (tx) => {
    const unlocked = await unlockStaff(tx, id);
    await audit(tx, {
      // Who sits at the command line is not known to us.
      actor: { id: 0n, name: 'command line', role: 'admin' },
      action: 'staff.unlock',
      subject: { type: 'staff', id: id.toString() },
    });
    return unlocked;
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
