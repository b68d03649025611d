import { AppError } from '../lib/index.ts';
import { isDuplicate, type Context, type Tx } from '../platform/index.ts';
import { refusalOf } from './refusal.ts';
import { readStored, withoutAddress, type Refund, type StoredRefund } from './types.ts';

/** A request as it stands now. `isRepeat`: the key was used before, so nothing was asked for anew. */
export interface Requested extends Refund {
  readonly isRepeat: boolean;
}

/** Whether a request that stands is the one that is asked for: a key names one wish of one person. */
export type IsSame = (found: StoredRefund) => boolean;

interface Asked {
  readonly staffId: bigint;
  readonly requestKey: string;
  /** Absent: what is left is found out, and not compared. */
  readonly amount?: bigint | undefined;
}

/** The request that this key made before. Errors: KEY_REUSED when that was another person's, or another wish. */
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

/** Runs the request; whoever loses the race for its key gets the winner's. */
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

/** What the database refused of a request, in our words. */
export function requestRefusal(error: unknown): unknown {
  return isDuplicate(error) ? new AppError('REFUND_BUSY', {}, { cause: error }) : refusalOf(error);
}
