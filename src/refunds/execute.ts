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
 * Carries out what was approved; the job of a worker. May run any number of times and be killed anywhere: to the balance
 * it is one transaction, to an address the state is written before the provider is called and after it.
 * Errors: REFUND_UNKNOWN; SWITCHED_OFF, PAYOUT_KEY_MISSING, CIRCUIT_OPEN, PROVIDER_UNAVAILABLE, PROVIDER_MISMATCH and
 * whatever else happens before anything was sent: written on the refund, with `retryAfter`, and the job is tried again.
 */
export async function executeRefund(context: PaymentsContext, refundId: string): Promise<void> {
  const refund = await readStored(context.db, 'id = $1', refundId);
  if (!refund) throw new AppError('REFUND_UNKNOWN');
  if (refund.status !== 'approved') return;
  await leavingMark(context, refund, () => carryOut(context, refund));
}

/** So soon it goes on after refunds are switched on again. */
const SWITCH_RETRY_S = 10;

async function carryOut(context: PaymentsContext, refund: StoredRefund): Promise<void> {
  if (!(await isEnabled(context, 'refund')))
    throw new AppError('SWITCHED_OFF', { name: 'refund', retryAfter: SWITCH_RETRY_S });
  if (refund.destination === 'address') return sendToAddress(context, refund);
  await failing(context, refund.id, () => moveToBalance(context, refund));
}

/** State, message and money in one transaction: all of it happens, or nothing. */
function moveToBalance(context: Context, approved: StoredRefund): Promise<void> {
  return context.db.tx(async (tx) => {
    // The user is locked before the refund, as a deletion does.
    const isGone = (await goneAmong(tx, [approved.userId])).size > 0;
    // What has not moved yet does not go where nobody can reach it.
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
