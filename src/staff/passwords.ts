import argon2 from 'argon2';
import { AppError } from '../lib/index.ts';

const SHORTEST = 10;
const LONGEST = 200;

/** argon2id with the parameters that OWASP gives as its first choice (19 MiB, 2 passes, 1 lane). */
const ARGON2 = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes a new password. Errors: PASSWORD_WEAK (length, or only one character repeated). */
export async function hashPassword(password: string): Promise<string> {
  if (password.length < SHORTEST || password.length > LONGEST || new Set(password).size < 5)
    throw new AppError('PASSWORD_WEAK', { shortest: SHORTEST, longest: LONGEST });
  return argon2.hash(password, ARGON2);
}

let decoy: Promise<string> | undefined;

/**
 * True when the password fits. Without a hash (no such person) the same work is done for nothing, so that the
 * time of the answer does not tell whether an account exists.
 */
export async function passwordFits(hash: string | undefined, password: string): Promise<boolean> {
  const given = password.slice(0, LONGEST);
  if (hash !== undefined) return argon2.verify(hash, given);
  decoy ??= argon2.hash('nobody has this password', ARGON2);
  await argon2.verify(await decoy, given);
  return false;
}
