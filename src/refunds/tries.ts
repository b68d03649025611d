import { AppError, toAppError } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { lockRefund, noteOnRefund } from './move.ts';
import type { RefundStatus } from './states.ts';
import type { StoredRefund } from './types.ts';

const FIRST_WAIT_S = 5;
const LONGEST_WAIT_S = 900;

/** In these states a worker still has something to do. */
const WORKED_ON: readonly RefundStatus[] = ['approved', 'executing', 'unknown'];

/**
 * Runs a try to send a refund or to look it up. If it fails, writes on the refund the error code, the number of
 * failures in a row, and the time of the next try. If the refund has moved on in the meantime, nothing is written. The
 * error's `retryAfter` (seconds) says when to try again.
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
      context.log.error(
        { err: failure, refundId, code: error.code },
        'a failed try of a refund could not be stored',
      );
      return undefined;
    });
    if (retryAfter === undefined) throw thrown;
    throw new AppError(error.code, { ...error.data, retryAfter }, { message: error.message, cause: error });
  }
}

/** Returns the seconds until the next try; undefined if the refund does not wait for one. */
function mark(
  context: Context,
  { id: refundId, status }: Pick<StoredRefund, 'id' | 'status'>,
  error: AppError,
): Promise<number | undefined> {
  return context.db.tx(async (tx) => {
    const refund = await lockRefund(tx, refundId);
    if (refund.status !== status || !WORKED_ON.includes(status)) return undefined;
    // A refund that people switched off is not a failure.
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
