import { addBreakEvent, showBooked, type Resolution } from '../breaks/index.ts';
import { AppError } from '../lib/index.ts';
import type { Context, InTx, Tx } from '../platform/index.ts';
import { propose, type Proposal } from '../proposals/index.ts';
import { givingNeedsSecond } from '../refunds/index.ts';
import { coin } from '../shop/index.ts';
import { requireRight } from '../staff/index.ts';
import { carryOut } from './carryOut.ts';
import type { Carried, Decision, ResolveInput } from './decision.ts';
import { lockBreak } from './lockBreak.ts';
import { movementOf } from './movement.ts';
import type { Side } from './resolutions.ts';

/**
 * Ends a break by a decision of staff and, if money moves, posts its journal, once. A decision about money counts only
 * for the break as the person saw it. If more was booked in the meantime, by rule or through another break, the
 * decision would give that money twice.
 *
 * Money for a user's balance follows the limits of adjustments. If it is more than the person may give alone, the break
 * stays open, and the proposal that waits for a second person is returned.
 * Errors: FORBIDDEN, BREAK_UNKNOWN, BREAK_STATE (resolved already), BREAK_CHANGED (money was booked in the meantime:
 * look again), TEXT_INVALID (no reason), INPUT_INVALID with `fields`, AMOUNT_OUT_OF_RANGE (more than may have come, or
 * than is booked), REFUND_NOT_ALLOWED (more than the person may ask for), PROPOSAL_WAITS, USER_UNKNOWN, REFUND_UNKNOWN,
 * and those of the ledger.
 */
export async function resolveBreak(context: Context, input: ResolveInput): Promise<Proposal | undefined> {
  const note = input.note.trim();
  if (note.length < 3 || note.length > 1000) throw new AppError('TEXT_INVALID');
  const outcome = await context.db.tx(async (tx) => {
    await requireRight(tx, input.staffId, 'resolve', 'breaks');
    const found = await lockBreak(tx, input.breakId);
    const movement = await movementOf(context, tx, { found, input });
    if (movement && found.booked !== found.seenBooked) {
      await showBooked(tx, input.breakId, found.booked);
      return 'changed';
    }
    const decision = { found, input: { ...input, note }, movement };
    if (await needsSecond(context, tx, decision)) return askForBreak(tx, decision);
    await carryOut(tx, decision);
    return undefined;
  });
  if (outcome === 'changed') throw new AppError('BREAK_CHANGED');
  return outcome;
}

/**
 * Ends a break as requested, after another person approved. Errors: as {@link resolveBreak}; BREAK_CHANGED also if
 * something was booked after the request.
 */
export async function applyBreak(context: InTx, tx: Tx, proposal: Proposal): Promise<void> {
  const { subject: breakId, requestedBy, decidedBy, reason: note, wanted } = proposal;
  // Only people may request these, and only people may approve them.
  if (requestedBy === null || decidedBy === null) throw new AppError('FORBIDDEN');
  await requireRight(tx, requestedBy, 'resolve', 'breaks');
  const input: Carried = {
    breakId,
    staffId: requestedBy,
    approvedBy: decidedBy,
    resolution: wanted['resolution'] as Resolution,
    note,
    amount: BigInt(String(wanted['amount'])),
    side: wanted['side'] as Side,
    userId: BigInt(String(wanted['userId'])),
  };
  const found = await lockBreak(tx, breakId);
  const movement = await movementOf(context, tx, { found, input });
  const isAsSeen = found.booked === found.seenBooked && found.booked.toString() === wanted['booked'];
  if (!isAsSeen || movement?.userId?.toString() !== wanted['userId']) throw new AppError('BREAK_CHANGED');
  await needsSecond(context, tx, { found, input, movement });
  await carryOut(tx, { found, input, movement });
}

/** Records in the trail that a request was not carried out. */
export async function breakDeclined(
  tx: Tx,
  { subject, status, decidedBy, requestedBy, remark }: Proposal,
): Promise<void> {
  await addBreakEvent(tx, {
    breakId: subject,
    actor: `staff:${decidedBy ?? requestedBy ?? ''}`,
    action: 'declined',
    note: `${status}: ${remark}`,
  });
}

async function needsSecond(context: InTx, tx: Tx, { input, movement }: Decision): Promise<boolean> {
  if (movement?.userId === undefined) return false;
  const { userId, asset, amount } = movement;
  const { staffId } = input;
  return givingNeedsSecond(tx, { staffId, userId, asset, amount, coin: coin(context.config).code });
}

async function askForBreak(tx: Tx, { found, input, movement }: Decision): Promise<Proposal> {
  const { breakId, staffId, resolution, note } = input;
  const proposal = await propose(tx, {
    kind: 'break',
    subject: breakId,
    before: { class: found.class, asset: movement?.asset ?? null },
    wanted: {
      resolution,
      side: movement?.side,
      amount: movement?.amount.toString(),
      asset: movement?.asset,
      userId: movement?.userId?.toString(),
      booked: found.booked.toString(),
    },
    reason: note,
    requestedBy: staffId,
    correlationId: input.correlationId,
  });
  await addBreakEvent(tx, {
    breakId,
    actor: `staff:${staffId}`,
    action: 'asked',
    note: `${resolution}: ${note}`,
  });
  return proposal;
}
