import { generateSecret, generateSync, generateURI, verifySync } from 'otplib';
import { AppError } from '../lib/index.ts';
import { KeyRing, type Context } from '../platform/index.ts';
import { countAttempt, forgetAttempts } from './attempts.ts';
import { locked, loginFailed, minutesUntil, placeOf } from './login.ts';
import type { LoginSource } from './places.ts';

const ISSUER = 'Starboard';
/** A telephone's clock may be off by one step of 30 s either way. */
const TOLERANCE_SECONDS = 30;

interface Stored {
  email: string;
  totp_secret: string | null;
  totp_confirmed_at: Date | null;
  totp_last_step: bigint | null;
}

/** The input of an authenticator app: the URI (also as a QR code) and the secret for typing. */
export interface TotpEnrolment {
  uri: string;
  secret: string;
}

/**
 * The secret that the person puts into the app. Until it is confirmed, every call returns the same one, so a reloaded
 * page does not spoil a code that was just scanned. Errors: STAFF_UNKNOWN, TOTP_STATE (already set up).
 */
export async function beginTotp(context: Context, staffId: bigint): Promise<TotpEnrolment> {
  const ring = new KeyRing(context.config.ENCRYPTION_KEYS);
  return context.db.tx(async (tx) => {
    const { rows } = await tx.query<Stored>(`${SELECT} FOR UPDATE`, [staffId]);
    const stored = rows[0];
    if (!stored) throw new AppError('STAFF_UNKNOWN');
    if (stored.totp_confirmed_at) throw new AppError('TOTP_STATE');
    const secret = stored.totp_secret === null ? generateSecret() : ring.decrypt(stored.totp_secret);
    if (stored.totp_secret === null)
      await tx.query('UPDATE staff SET totp_secret = $2 WHERE id = $1', [staffId, ring.encrypt(secret)]);
    return { secret, uri: generateURI({ issuer: ISSUER, label: stored.email, secret }) };
  });
}

/**
 * Checks a code; the first correct one confirms the set-up. A code counts once. An attempt is counted before it is
 * compared. All attempts count together, whatever their address, except those from a browser that the person has used
 * before.
 * Errors: TOTP_INVALID, LOGIN_LOCKED, TOTP_STATE (nothing set up).
 */
export async function verifyTotp(
  context: Context,
  input: { staffId: bigint; code: string } & LoginSource,
): Promise<void> {
  const { staffId } = input;
  const { db, clock } = context;
  const known = await db.one<Stored>(SELECT, [staffId]);
  if (!known?.totp_secret) throw new AppError('TOTP_STATE');
  const place = await placeOf(context, { email: known.email, staffId }, input);
  const key = { ...place.key, place: place.isKnownDevice ? `code ${place.key.place}` : 'code' };
  const counted = await countAttempt(db, key, clock.now());
  if (!counted.allowed)
    throw new AppError('LOGIN_LOCKED', {
      minutes: minutesUntil(counted.lockedUntil ?? clock.now(), clock.now()),
    });
  const accepted = await db.tx(async (tx) => {
    const { rows } = await tx.query<Stored>(`${SELECT} FOR UPDATE`, [staffId]);
    const stored = rows[0];
    if (!stored?.totp_secret) throw new AppError('TOTP_STATE');
    const step = stepOf(context, stored.totp_secret, input.code);
    if (step === undefined || (stored.totp_last_step !== null && step <= stored.totp_last_step)) return false;
    await tx.query(
      'UPDATE staff SET totp_confirmed_at = coalesce(totp_confirmed_at, now()), totp_last_step = $2 WHERE id = $1',
      [staffId, step],
    );
    await forgetAttempts(tx, key);
    return true;
  });
  if (accepted) return;
  const row = { id: staffId };
  if (counted.lockedUntil)
    await locked(context, { until: counted.lockedUntil, scope: 'code', row, source: input });
  await loginFailed(context, { staffId, reason: 'code', source: input });
  throw new AppError('TOTP_INVALID');
}

/** The code that is valid now: for the hint on the sandbox's log-in page and for tests, never for production. */
export async function currentCode(context: Context, staffId: bigint): Promise<string> {
  const stored = await context.db.one<Stored>(SELECT, [staffId]);
  if (!stored?.totp_secret) throw new AppError('TOTP_STATE');
  return generateSync({
    secret: new KeyRing(context.config.ENCRYPTION_KEYS).decrypt(stored.totp_secret),
    epoch: seconds(context),
  });
}

const SELECT = 'SELECT email, totp_secret, totp_confirmed_at, totp_last_step FROM staff WHERE id = $1';

function stepOf(context: Context, encrypted: string, code: string): bigint | undefined {
  const token = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const secret = new KeyRing(context.config.ENCRYPTION_KEYS).decrypt(encrypted);
  const result = verifySync({ secret, token, epoch: seconds(context), epochTolerance: TOLERANCE_SECONDS });
  return result.valid && 'timeStep' in result ? BigInt(result.timeStep) : undefined;
}

function seconds(context: Context): number {
  return Math.floor(context.clock.now().getTime() / 1000);
}
