import argon2 from 'argon2';
import { LONGEST, requireGoodPassword, type Owner } from './passwordRules.ts';

/** argon2id with the parameters that OWASP gives as its first choice (19 MiB, 2 passes, 1 lane). */
const ARGON2 = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes a new password of this person. Errors: PASSWORD_WEAK. */
export async function hashPassword(password: string, owner: Owner): Promise<string> {
  requireGoodPassword(password, owner);
  return argon2.hash(password, ARGON2);
}

let decoy: Promise<string> | undefined;

/**
 * True when the password fits. Without a hash (no such person) the same work is done for nothing, so that the
 * time of the answer does not tell whether an account exists.
 */
export async function passwordFits(hash: string | undefined, password: string): Promise<boolean> {
  const given = password.slice(0, LONGEST);
  // Empty: nobody has set one yet, or it was reset.
  if (hash !== undefined && hash !== '') return argon2.verify(hash, given);
  decoy ??= argon2.hash('nobody has this password', ARGON2);
  await argon2.verify(await decoy, given);
  return false;
}
