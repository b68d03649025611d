import type { Context } from '../platform/index.ts';
import { rotateKeys } from '../security/index.ts';

/** `keys rotate`, with what became of each column. Exit code 1 when a value needs a key that is not in the ring. */
export async function rotateKeysCommand(app: Pick<Context, 'config' | 'db'>): Promise<number> {
  const rotated = await rotateKeys(app);
  for (const { table, column, resealed, unreadable } of rotated) {
    console.log(`${table}.${column}: ${resealed} encrypted again`);
    if (unreadable > 0)
      console.error(`${table}.${column}: ${unreadable} cannot be decrypted with any key of the ring`);
  }
  const isLost = rotated.some(({ unreadable }) => unreadable > 0);
  console.log(
    isLost
      ? 'Put the missing key back at the end of ENCRYPTION_KEYS and try again.'
      : 'No value is encrypted with an older key any more. Still keep the older keys in ENCRYPTION_KEYS: the hashes that compare payers’ wallets need each of them.',
  );
  return isLost ? 1 : 0;
}
