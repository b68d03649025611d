import { AppError } from '../lib/index.ts';
import { isDuplicate, type Context, type Tx } from '../platform/index.ts';
import { refusalOf } from './refusal.ts';
import { readStored, withoutAddress, type Refund, type StoredRefund } from './types.ts';

/** A request as it is now. `isRepeat`: the key was used before, so no new request was made. */
export interface Requested extends Refund {
  readonly isRepeat: boolean;
}

/** Whether an existing request equals the new one. A key stands for one request of one person. */
export type IsSame = (found: StoredRefund) => boolean;

interface Asked {
  readonly staffId: bigint;
  readonly requestKey: string;
  /** Absent: all that is left. Then the amount is not compared. */
  readonly amount?: bigint | undefined;
}

/** Returns the request that this key made before. Errors: KEY_REUSED if it was another person's, or another request. */
export async function findByKey(
  context: Context,
  { staffId, requestKey, amount }: Asked,
  isSame: IsSame,
): Promise<Requested | undefined> {
  const found = await readStored(context.db, 'request_key = $1', requestKey);
  if (!found) return undefined;
  const isOwn = found.requestedBy === staffId && (amount === undefined || amount === found.amount);
  if (!isOwn || !isSame(found)) throw new AppError('KEY_REUSED');
  return { ...withoutAddress(found), isRepeat: true };
}

/** Runs the request. If another call with the same key was faster, returns that call's request. */
export async function insertOnce(
  context: Context,
  { input, isSame }: { input: Asked; isSame: IsSame },
  work: (tx: Tx) => Promise<StoredRefund>,
): Promise<Requested> {
  try {
    return { ...withoutAddress(await context.db.tx(work)), isRepeat: false };
  } catch (error) {
    const won = await findByKey(context, input, isSame);
    if (won) return won;
    throw requestRefusal(error);
  }
}

/** Translates a refusal of the database about a request into our error. */
export function requestRefusal(error: unknown): unknown {
  return isDuplicate(error) ? new AppError('REFUND_BUSY', {}, { cause: error }) : refusalOf(error);
}
