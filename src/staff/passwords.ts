import argon2 from 'argon2';
import pLimit, { type LimitFunction } from 'p-limit';
import { AppError } from '../lib/index.ts';
import { LONGEST, requireGoodPassword, type Owner } from './passwordRules.ts';

/** argon2id with the first parameters that OWASP recommends (19 MiB, 2 passes, 1 lane). */
const ARGON2 = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * argon2 uses the four threads that the whole process has for files, host names and new connections to PostgreSQL. It
 * takes at most three of them, and one of these is reserved for people who were here before. So a flood of strangers
 * delays neither the bot nor the staff.
 */
const LANES = {
  strangers: { run: pLimit(2), waiting: 20 },
  known: { run: pLimit(1), waiting: 20 },
} as const;
const RETRY_SECONDS = 5;

/** Compares or makes a password when its turn comes. Errors: LOGIN_BUSY with `seconds` if too many wait. */
export async function inTurn<T>(lane: keyof typeof LANES, work: () => Promise<T>): Promise<T> {
  const { run, waiting }: { run: LimitFunction; waiting: number } = LANES[lane];
  if (run.pendingCount >= waiting) throw new AppError('LOGIN_BUSY', { seconds: RETRY_SECONDS });
  return run(work);
}

/** Hashes a new password of this person. Errors: PASSWORD_WEAK, LOGIN_BUSY. */
export async function hashPassword(password: string, owner: Owner): Promise<string> {
  requireGoodPassword(password, owner);
  return inTurn('known', () => argon2.hash(password, ARGON2));
}

let decoy: Promise<string> | undefined;

/**
 * Whether the password fits. Without a hash (no such person) it does the same work, so that the time of the answer does
 * not show whether an account exists. Always call it inside {@link inTurn}.
 */
export async function passwordFits(hash: string | undefined, password: string): Promise<boolean> {
  const given = password.slice(0, LONGEST);
  // Empty: nobody has set a password yet, or it was reset.
  if (hash !== undefined && hash !== '') return argon2.verify(hash, given);
  decoy ??= argon2.hash('nobody has this password', ARGON2);
  await argon2.verify(await decoy, given);
  return false;
}
