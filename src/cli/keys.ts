import type { App } from '../app.ts';
import { KeyRing, resealColumn, type SealedColumn } from '../platform/index.ts';

/** Every column that the key ring encrypts. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'staff', column: 'totp_secret' },
  { table: 'refunds', column: 'address_sealed' },
  { table: 'refunds', column: 'candidate_sealed' },
  { table: 'refund_addresses', column: 'address_sealed' },
];

/**
 * Encrypts every value that an older key encrypted again with the first key of `ENCRYPTION_KEYS`. It may be stopped
 * and repeated at any time. Exit code 1 when a value needs a key that is not in the ring.
 */
export async function rotateKeysCommand(app: Pick<App, 'config' | 'db'>): Promise<number> {
  const ring = new KeyRing(app.config.ENCRYPTION_KEYS);
  let lost = 0;
  for (const column of SEALED_COLUMNS) {
    const { resealed, unreadable } = await resealColumn(app.db, ring, column);
    lost += unreadable;
    console.log(`${column.table}.${column.column}: ${resealed} encrypted again`);
    if (unreadable > 0)
      console.error(
        `${column.table}.${column.column}: ${unreadable} cannot be decrypted with any key of the ring`,
      );
  }
  console.log(
    lost === 0
      ? 'No value is encrypted with an older key any more. Still keep the older keys in ENCRYPTION_KEYS: the hashes that compare payers’ wallets need each of them.'
      : 'Put the missing key back at the end of ENCRYPTION_KEYS and try again.',
  );
  return lost === 0 ? 0 : 1;
}
