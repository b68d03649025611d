import { journalIdOf, post } from '../ledger/index.ts';
import { AppError } from '../lib/index.ts';
import { goneAmong, type PaymentsContext } from '../payments/index.ts';
import type { Context } from '../platform/index.ts';
import { isEnabled } from '../switches/index.ts';
import { failing } from './failing.ts';
import { journalOf, unclaimed } from './journals.ts';
import { lockRefund, moveRefund, tellUser } from './move.ts';
import { sendToAddress } from './send.ts';
import { markOrder } from './markOrder.ts';
import { leavingMark } from './tries.ts';
import { closeClaimed, openUnclaimed } from './unclaimed.ts';
import { isRelease, readStored, type StoredRefund } from './types.ts';

/**
 * Carries out an approved refund; the job of a worker. It may run any number of times and be killed at any point. To
 * the balance it is one transaction. To an address, the state is written before the provider is called and after it.
 * Errors: REFUND_UNKNOWN; SWITCHED_OFF, PAYOUT_KEY_MISSING, CIRCUIT_OPEN, PROVIDER_UNAVAILABLE, PROVIDER_MISMATCH and
 * any other error before the money was sent. These are written on the refund, with `retryAfter`, and the job is tried
 * again.
 */
export async function executeRefund(context: PaymentsContext, refundId: string): Promise<void> {
  const refund = await readStored(context.db, 'id = $1', refundId);
  if (!refund) throw new AppError('REFUND_UNKNOWN');
  if (refund.status !== 'approved') return;
  await leavingMark(context, refund, () => carryOut(context, refund));
}

/** After refunds are switched on again, they go on within this time. */
const SWITCH_RETRY_S = 10;

async function carryOut(context: PaymentsContext, refund: StoredRefund): Promise<void> {
  if (!(await isEnabled(context, 'refund')))
    throw new AppError('SWITCHED_OFF', { name: 'refund', retryAfter: SWITCH_RETRY_S });
  if (refund.destination === 'address') return sendToAddress(context, refund);
  await failing(context, refund.id, () => moveToBalance(context, refund));
}

/** State, message and money change in one transaction: all of them or none. */
function moveToBalance(context: Context, approved: StoredRefund): Promise<void> {
  return context.db.tx(async (tx) => {
    // The user is locked before the refund, as a deletion does.
    const isGone = (await goneAmong(tx, [approved.userId])).size > 0;
    // A user who deleted the account could not reach the money, so do not move it there.
    if (isGone && approved.kind === 'adjustment' && approved.direction === 'credit')
      throw new AppError('USER_UNKNOWN');
    const refund = await lockRefund(tx, approved.id);
    if (refund.status !== 'approved') return;
    const journal = isGone ? unclaimed(journalOf(refund), refund) : journalOf(refund);
    const after = await moveRefund(tx, refund, {
      to: 'done',
      by: 'system',
      attempts: refund.attempts + 1,
      journalId: journalIdOf(journal.key),
    });
    await markOrder(tx, after);
    await tellUser(tx, after, 'done');
    if (isGone) await openUnclaimed(tx, after, journalIdOf(journal.key));
    if (isRelease(after)) await closeClaimed(tx, after);
    await post(tx, journal);
  });
}
