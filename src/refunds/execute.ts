import { journalIdOf, post } from '../ledger/index.ts';
import { AppError } from '../lib/index.ts';
import type { PaymentsContext } from '../payments/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { isEnabled } from '../shop/index.ts';
import { failing } from './failing.ts';
import { journalOf } from './journals.ts';
import { lockRefund, moveRefund, tellUser } from './move.ts';
import { sendToAddress } from './send.ts';
import { markOrder } from './settled.ts';
import { leavingMark } from './tries.ts';
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
  await leavingMark(context, refundId, () => carryOut(context, refund));
}

async function carryOut(context: PaymentsContext, refund: StoredRefund): Promise<void> {
  if (!(await isEnabled(context, 'refund')))
    throw new AppError('SWITCHED_OFF', { name: 'refund', retryAfter: 60 });
  if (refund.destination === 'address') return sendToAddress(context, refund);
  await failing(context, refund.id, () => moveToBalance(context, refund));
}

/** State, message and money in one transaction: all of it happens, or nothing. */
function moveToBalance(context: Context, approved: StoredRefund): Promise<void> {
  return context.db.tx(async (tx) => {
    if (isRelease(approved)) await requireReachable(tx, approved.userId);
    const refund = await lockRefund(tx, approved.id);
    if (refund.status !== 'approved') return;
    const journal = journalOf(refund);
    const after = await moveRefund(tx, refund, {
      to: 'done',
      by: 'system',
      attempts: refund.attempts + 1,
      journalId: journalIdOf(journal.key),
    });
    await markOrder(tx, after);
    await tellUser(tx, after, 'done');
    await post(tx, journal);
  });
}

/**
 * Money in suspense waits for its owner, so it does not go where nobody can reach it: the account may have been deleted
 * since it was asked for, and cannot be meanwhile. The user is locked before the refund, as a deletion does.
 * Errors: USER_UNKNOWN.
 */
async function requireReachable(tx: Tx, userId: bigint): Promise<void> {
  const { rowCount } = await tx.query(
    'SELECT 1 FROM users WHERE id = $1 AND deleted_at IS NULL FOR KEY SHARE',
    [userId],
  );
  if (rowCount !== 1) throw new AppError('USER_UNKNOWN');
}
