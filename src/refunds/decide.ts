import { journalIdOf, post } from '../ledger/index.ts';
import { AppError } from '../lib/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { requireAnother } from '../proposals/index.ts';
import { goneAmong } from '../payments/index.ts';
import { givenUpJournal, unclaimed } from './journals.ts';
import { requireUnlisted } from './listedAddress.ts';
import { requireMayApprove, requireMayManage, requireRightTo } from './limits.ts';
import { QUIET_MS } from './lookUpPlan.ts';
import { lockRefund, moveRefund, tellUser } from './move.ts';
import { queueExecution, startApproved } from './open.ts';
import { refusalOf } from './refusal.ts';
import { openUnclaimed } from './unclaimed.ts';
import { staffMay } from './states.ts';
import { withoutAddress, type Refund, type StoredRefund } from './types.ts';

/** A person's decision. `remark` stands in the trail. */
export interface Decision {
  readonly refundId: string;
  readonly staffId: bigint;
  readonly remark?: string | undefined;
}

/** Statuses with which the provider says that no money has been sent back. */
const NOT_SENT = ['paid', 'paid_over', 'wrong_amount', 'refund_fail'];

/** A refund after a decision. `isRepeat`: the same person had decided so before, and nothing was changed. */
export interface Decided extends Refund {
  readonly isRepeat: boolean;
}

/**
 * Approves somebody else's request. Approving again changes nothing, also when it is over by then.
 * Errors: REFUND_UNKNOWN, REFUND_OWN, FORBIDDEN, REFUND_NOT_ALLOWED, REFUND_STATE, SECOND_PERSON.
 */
export async function approveRefund(context: Context, input: Decision): Promise<Decided> {
  let isRepeat = false;
  const after = await decide(context, input, async (tx, refund) => {
    if (refund.requestedBy === input.staffId) throw new AppError('REFUND_OWN');
    await requireMayApprove(tx, input.staffId, refund.kind);
    isRepeat = refund.approvedBy === input.staffId;
    if (isRepeat) return refund;
    if (!staffMay(refund.status, 'approve'))
      throw new AppError('REFUND_STATE', { status: refund.status, to: 'approved' });
    await requireAnother(tx, input.staffId, refund.requestedBy);
    return startApproved(tx, refund, { ...step(input), approvedBy: input.staffId });
  });
  return { ...after, isRepeat };
}

/** Turns somebody else's request down. Errors as {@link approveRefund}. */
export function rejectRefund(context: Context, input: Decision): Promise<Refund> {
  return decide(context, input, async (tx, refund) => {
    if (refund.requestedBy === input.staffId) throw new AppError('REFUND_OWN');
    await requireMayApprove(tx, input.staffId, refund.kind);
    const after = await moveRefund(tx, refund, { to: 'rejected', ...step(input) });
    await tellUser(tx, after, 'declined');
    return after;
  });
}

/**
 * Takes a request back: whoever made it, while nobody decided; finance and admin, as long as no money can be on its
 * way. What was set aside goes to the user's balance, or to suspense where the user is gone. Errors: REFUND_UNKNOWN, FORBIDDEN, REFUND_NOT_ALLOWED, REFUND_STATE.
 */
export function cancelRefund(context: Context, input: Decision): Promise<Refund> {
  return decide(context, input, async (tx, refund) => {
    const isOwn = refund.requestedBy === input.staffId && staffMay(refund.status, 'takeBack');
    if (isOwn) await requireRightTo(tx, input.staffId, 'request', refund.kind);
    else await requireMayManage(tx, input.staffId, refund.kind);
    const after = await moveRefund(tx, refund, { to: 'cancelled', ...step(input) });
    const isSetAside = refund.destination === 'address' && refund.journalId !== null;
    const isGone = isSetAside && (await goneAmong(tx, [refund.userId])).size > 0;
    await tellUser(tx, after, isSetAside ? 'to_balance' : 'cancelled');
    if (!isSetAside) return after;
    const journal = givenUpJournal(refund, step(input).by);
    if (isGone) await openUnclaimed(tx, after, journalIdOf(journal.key));
    await post(tx, isGone ? unclaimed(journal, refund) : journal);
    return after;
  });
}

/**
 * Sends a refund again that failed or whose fate is unknown: always a person, never a job. An unknown one must have been
 * looked up after the last attempt, and the provider must have said that nothing was sent.
 * Errors: REFUND_UNKNOWN, FORBIDDEN, REFUND_NOT_ALLOWED, REFUND_STATE, REFUND_UNCERTAIN (`waitSeconds`, the provider's `status`),
 * REFUND_ADDRESS_LISTED (its flag is not dismissed).
 */
export function retryRefund(context: Context, input: Decision): Promise<Refund> {
  return decide(context, input, async (tx, refund) => {
    await requireMayManage(tx, input.staffId, refund.kind);
    if (!staffMay(refund.status, 'retry'))
      throw new AppError('REFUND_STATE', { status: refund.status, to: 'approved' });
    if (refund.status === 'unknown') requireCertain(context, refund);
    await requireUnlisted(context, tx, refund);
    const after = await moveRefund(tx, refund, { to: 'approved', ...step(input) });
    await queueExecution(tx, after);
    return after;
  });
}

/** Asks the user for another address, when coins could not be sent to the one given. Errors as {@link retryRefund}. */
export function askForAddress(context: Context, input: Decision): Promise<Refund> {
  return decide(context, input, async (tx, refund) => {
    await requireMayManage(tx, input.staffId, refund.kind);
    if (refund.destination !== 'address' || !staffMay(refund.status, 'askAddress'))
      throw new AppError('REFUND_STATE', { status: refund.status, to: 'awaiting_address' });
    const after = await moveRefund(tx, refund, { to: 'awaiting_address', ...step(input) });
    await tellUser(tx, after, 'address');
    return after;
  });
}

function requireCertain(context: Context, { startedAt, lookedAt, seenStatus }: StoredRefund): void {
  const quietAt = (startedAt?.getTime() ?? 0) + QUIET_MS;
  const isLooked = lookedAt !== null && lookedAt.getTime() >= quietAt;
  if (isLooked && NOT_SENT.includes(seenStatus ?? '')) return;
  throw new AppError('REFUND_UNCERTAIN', {
    status: seenStatus ?? '',
    waitSeconds: Math.max(0, Math.ceil((quietAt - context.clock.now().getTime()) / 1000)),
  });
}

function step(input: Decision): { by: string; remark: string | undefined } {
  return { by: `staff:${input.staffId}`, remark: input.remark };
}

async function decide(
  context: Context,
  input: Decision,
  work: (tx: Tx, refund: StoredRefund) => Promise<StoredRefund>,
): Promise<Refund> {
  if ((input.remark?.length ?? 0) > 2000) throw new AppError('TEXT_INVALID', { field: 'remark' });
  try {
    return await context.db.tx(async (tx) =>
      withoutAddress(await work(tx, await lockRefund(tx, input.refundId))),
    );
  } catch (error) {
    throw refusalOf(error);
  }
}
