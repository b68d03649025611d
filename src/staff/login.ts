import { AppError } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { recordAttempt } from '../security/index.ts';
import {
  accountOf,
  clearAccount,
  countAttempt,
  countOnAccount,
  forgetAttempts,
  type AttemptKey,
} from './attempts.ts';
import { countLogin, type CountedLogin } from './loginLimits.ts';
import { inTurn, passwordFits } from './passwords.ts';
import { addressPlace, devicePlace, knownPlaces, type LoginSource } from './places.ts';
import { STAFF_COLUMNS, toStaffMember, type StaffMember, type StaffRow } from './types.ts';

type Stored = StaffRow & { password_hash: string };

/**
 * The person with this e-mail and password. A wrong pair, an unknown e-mail, a disabled and a locked account all get
 * the same answer. While an account is locked, even the right password is not confirmed. The attempt is counted before
 * it is compared.
 * Errors: LOGIN_FAILED; LOGIN_LIMITED and LOGIN_BUSY with `seconds`.
 */
export async function verifyPassword(
  context: Context,
  input: { email: string; password: string } & LoginSource,
): Promise<StaffMember> {
  const login = await countLogin(context, input);
  const staff = await inTurn(input.device === undefined ? 'strangers' : 'known', () =>
    compareCounted(context, input, login),
  ).catch(async (error: unknown) => {
    // If the queue is full or the database is away, that is not a failure of the person.
    if (!(error instanceof AppError && error.code === 'LOGIN_FAILED')) await login.takeBack();
    throw error;
  });
  await login.takeBack();
  return staff;
}

/** For an unknown e-mail, do every step as for a known one. */
async function compareCounted(
  context: Context,
  input: { email: string; password: string } & LoginSource,
  login: CountedLogin,
): Promise<StaffMember> {
  const { db, clock } = context;
  const now = clock.now();
  const email = input.email.trim().slice(0, 200);
  const row = await db.one<Stored>(
    `SELECT ${STAFF_COLUMNS}, password_hash FROM staff WHERE lower(email) = lower($1)`,
    [email],
  );
  const { key, isKnown } = await placeOf(context, { email, staffId: row?.id }, input);
  const counted = await countAttempt(db, key, now);
  if (!counted.allowed) {
    await login.takeBackFromAll();
    return refuse(context, { row, reason: 'locked', source: input });
  }
  // A place that the person has come from before may log in while strangers are kept out.
  const onAccount = isKnown ? undefined : await countOnAccount(db, row?.id, now);
  const isOpen = row !== undefined && row.disabled_at === null && onAccount?.allowed !== false;
  if (!(await passwordFits(isOpen ? row.password_hash : undefined, input.password)) || !isOpen) {
    const until = counted.lockedUntil ?? onAccount?.lockedUntil ?? null;
    const reason = row?.disabled_at
      ? 'disabled'
      : onAccount?.allowed === false && row
        ? 'locked'
        : 'password';
    if (until)
      await locked(context, { until, scope: counted.lockedUntil ? 'place' : 'account', row, source: input });
    return refuse(context, { row, reason, source: input });
  }
  await forgetAttempts(db, key);
  if (!isKnown) await clearAccount(db, row.id);
  return toStaffMember(row);
}

/**
 * The place under which an attempt is counted: the browser, if the person has logged in with it before; otherwise the
 * address.
 */
export async function placeOf(
  { db, clock }: Context,
  who: { email: string; staffId: bigint | undefined },
  source: LoginSource,
): Promise<{ key: AttemptKey; isKnown: boolean; isKnownDevice: boolean }> {
  const address = addressPlace(source.ip);
  const device = source.device === undefined ? undefined : devicePlace(source.device);
  const places = device === undefined ? [address] : [address, device];
  const known = await knownPlaces(db, who.staffId, { places, now: clock.now() });
  const isKnownDevice = device !== undefined && known.has(device);
  return {
    key: { account: accountOf(who.email), place: isKnownDevice ? device : address },
    isKnown: known.size > 0,
    isKnownDevice,
  };
}

interface Failure {
  readonly row: { id: bigint } | undefined;
  readonly source: LoginSource;
}

async function refuse(
  context: Context,
  { row, reason, source }: Failure & { reason: string },
): Promise<never> {
  await loginFailed(context, { staffId: row?.id, reason, source });
  throw new AppError('LOGIN_FAILED');
}

/** Writes the security event of one failed step of a log-in. A flood of failures does not become a flood of rows. */
export async function loginFailed(
  context: Context,
  failure: { staffId: bigint | undefined; reason: string; source: LoginSource },
): Promise<void> {
  const { staffId, reason, source } = failure;
  await recordAttempt(context, {
    kind: 'login_failed',
    ip: source.ip,
    details: { reason, ...(staffId === undefined ? {} : { staffId: staffId.toString() }) },
    correlationId: source.correlationId,
  });
}

/** Writes the security event of a lock that begins. */
export async function locked(
  context: Context,
  { until, scope, row, source }: Failure & { until: Date; scope: 'place' | 'account' | 'code' },
): Promise<void> {
  await recordAttempt(context, {
    kind: 'login_locked',
    ip: source.ip,
    details: {
      scope,
      minutes: minutesUntil(until, context.clock.now()),
      ...(row ? { staffId: row.id.toString() } : {}),
    },
    correlationId: source.correlationId,
  });
}

export function minutesUntil(until: Date, now: Date): number {
  return Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000));
}
