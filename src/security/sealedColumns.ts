import { MINUTE_MS } from '../lib/index.ts';
import { KeyRing, resealColumn, type Context, type SealedColumn } from '../platform/index.ts';

/** Every column that the key ring encrypts. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'staff', column: 'totp_secret' },
  { table: 'refunds', column: 'address_sealed' },
  { table: 'refunds', column: 'candidate_sealed' },
  { table: 'refund_addresses', column: 'address_sealed' },
];

/** What became of one column: how many values were encrypted anew, and how many no key of the ring can decrypt. */
export interface Rotated extends SealedColumn {
  readonly resealed: number;
  readonly unreadable: number;
}

/**
 * Encrypts every value that an older key encrypted again with the first key of `ENCRYPTION_KEYS`. It may be stopped and
 * repeated at any time, and done by several processes at once.
 */
export async function rotateKeys({
  config,
  db,
}: Pick<Context, 'config' | 'db'>): Promise<readonly Rotated[]> {
  const ring = new KeyRing(config.ENCRYPTION_KEYS);
  const rotated: Rotated[] = [];
  for (const column of SEALED_COLUMNS) rotated.push({ ...column, ...(await resealColumn(db, ring, column)) });
  return rotated;
}

/** Node waits no longer than this. */
const LONGEST_MS = 2 ** 31 - 1;
/** By then the other processes have been restarted with the new key too; until then they could not read what it sealed. */
const FIRST_MS = 10 * MINUTE_MS;

/**
 * Does the same in the background: ten minutes after the start, so that a new first key is soon used for everything, and
 * then each `ENCRYPTION_KEY_ROTATION_INTERVAL`. Returns the function that ends it.
 */
export function keepKeysRotated(context: Context, firstMs = FIRST_MS): () => Promise<void> {
  const everyMs = Math.min(context.config.ENCRYPTION_KEY_ROTATION_INTERVAL * 1000, LONGEST_MS);
  let running = Promise.resolve();
  let timer: NodeJS.Timeout;
  const again = (afterMs: number): void => {
    timer = setTimeout(() => {
      running = rotateQuietly(context);
      again(everyMs);
    }, afterMs);
  };
  again(Math.min(firstMs, everyMs));
  return async () => {
    clearTimeout(timer);
    await running;
  };
}

async function rotateQuietly(context: Context): Promise<void> {
  const { log } = context;
  try {
    for (const { table, column, resealed, unreadable } of await rotateKeys(context)) {
      const what = { column: `${table}.${column}` };
      if (resealed > 0) log.info({ ...what, resealed }, 'values were encrypted with the newest key');
      if (unreadable > 0)
        log.error(
          { ...what, unreadable },
          'no key of ENCRYPTION_KEYS decrypts these values; put the missing key back',
        );
    }
  } catch (error) {
    log.warn({ err: error }, 'values could not be encrypted with the newest key; it is tried again');
  }
}
