import { AppError, toAppError } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { lockRefund, noteOnRefund } from './move.ts';
import type { RefundStatus } from './states.ts';
import type { StoredRefund } from './types.ts';

const FIRST_WAIT_S = 5;
const LONGEST_WAIT_S = 900;

/** In these a worker still has something to do. */
const WORKED_ON: readonly RefundStatus[] = ['approved', 'executing', 'unknown'];

/**
 * Runs a try to send a refund, or to learn what became of it, and writes on the refund what kept it from that: the code, how
 * many tries in a row failed, and when the next one is. A refund that moved on meanwhile has
 * said more. The error tells by `retryAfter` (seconds) when to try again.
 */
export async function leavingMark(
  context: Context,
  { id: refundId, status }: Pick<StoredRefund, 'id' | 'status'>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    const error = toAppError(thrown);
    const retryAfter = await mark(context, { id: refundId, status }, error).catch((failure: unknown) => {
      context.log.error({ err: failure, refundId, code: error.code }, 'a failed try was not written down');
      return undefined;
    });
    if (retryAfter === undefined) throw thrown;
    throw new AppError(error.code, { ...error.data, retryAfter }, { message: error.message, cause: error });
  }
}

/** Gives the seconds until the next try; undefined where the refund waits for none. */
function mark(
  context: Context,
  { id: refundId, status }: Pick<StoredRefund, 'id' | 'status'>,
  error: AppError,
): Promise<number | undefined> {
  return context.db.tx(async (tx) => {
    const refund = await lockRefund(tx, refundId);
    if (refund.status !== status || !WORKED_ON.includes(status)) return undefined;
    // What people switched off does not go wrong.
    const failures = refund.failures + (error.code === 'SWITCHED_OFF' ? 0 : 1);
    const named = error.data['retryAfter'];
    const wait = typeof named === 'number' ? named : FIRST_WAIT_S * 2 ** Math.max(failures - 1, 0);
    const seconds = Math.min(wait, LONGEST_WAIT_S);
    const nextTryAt = new Date(context.clock.now().getTime() + seconds * 1000);
    const after = await noteOnRefund(tx, refund, { error: error.code, failures, nextTryAt });
    if (after.needsPerson && !refund.needsPerson)
      context.log.error({ refundId, code: error.code, failures }, 'a refund needs a person');
    return seconds;
  });
}
