import argon2 from 'argon2';
import pLimit, { type LimitFunction } from 'p-limit';
import { AppError } from '../lib/index.ts';
import { LONGEST, requireGoodPassword, type Owner } from './passwordRules.ts';

/** argon2id with the parameters that OWASP gives as its first choice (19 MiB, 2 passes, 1 lane). */
const ARGON2 = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * argon2 runs on the four threads that the whole process has for files, names of hosts and new connections to
 * PostgreSQL. Three of them at most are ever busy with it, and one of these is kept for people who were here before: a flood of
 * strangers then delays neither the bot nor the staff.
 */
const LANES = {
  strangers: { run: pLimit(2), waiting: 20 },
  known: { run: pLimit(1), waiting: 20 },
} as const;
const RETRY_SECONDS = 5;

/** Does what compares or makes a password in its turn. Errors: LOGIN_BUSY with `seconds` when too many wait. */
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
 * True when the password fits. Without a hash (no such person) the same work is done for nothing, so that the
 * time of the answer does not tell whether an account exists. Only ever called in a turn.
 */
export async function passwordFits(hash: string | undefined, password: string): Promise<boolean> {
  const given = password.slice(0, LONGEST);
  // Empty: nobody has set one yet, or it was reset.
  if (hash !== undefined && hash !== '') return argon2.verify(hash, given);
  decoy ??= argon2.hash('nobody has this password', ARGON2);
  await argon2.verify(await decoy, given);
  return false;
}
