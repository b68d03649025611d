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

/** A person's decision. The trail keeps `remark`. */
export interface Decision {
  readonly refundId: string;
  readonly staffId: bigint;
  readonly remark?: string | undefined;
}

/** Statuses by which the provider says that no money was sent back. */
const NOT_SENT = ['paid', 'paid_over', 'wrong_amount', 'refund_fail'];

/** A refund after a decision. `isRepeat`: the same person decided the same before, and nothing changed now. */
export interface Decided extends Refund {
  readonly isRepeat: boolean;
}

/**
 * Approves another person's request. Approving again changes nothing, even if the refund is over by then.
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

/** Rejects another person's request. Errors as {@link approveRefund}. */
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
 * Takes a request back. Its requester may do this while nobody has decided; finance and admin as long as no money can
 * be on its way. Money that was set aside goes to the user's balance, or to suspense if the user deleted the account.
 * Errors: REFUND_UNKNOWN, FORBIDDEN, REFUND_NOT_ALLOWED, REFUND_STATE.
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
 * Sends a refund again that failed or whose result is unknown. Only a person does this, never a job. If the result is
 * unknown, a look-up after the last attempt must have shown that the provider sent nothing.
 * Errors: REFUND_UNKNOWN, FORBIDDEN, REFUND_NOT_ALLOWED, REFUND_STATE, REFUND_UNCERTAIN (`waitSeconds`, the provider's
 * `status`), REFUND_ADDRESS_LISTED (its flag is not dismissed).
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

/** Asks the user for another address, if coins could not be sent to the first one. Errors as {@link retryRefund}. */
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
