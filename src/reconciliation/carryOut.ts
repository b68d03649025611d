import { endBreak } from '../breaks/index.ts';
import { journalIdOf, post, type Journal } from '../ledger/index.ts';
import { AppError } from '../lib/index.ts';
import { bookByHand } from '../payments/index.ts';
import type { Tx } from '../platform/index.ts';
import { findRefund } from '../refunds/index.ts';
import { closeHeld } from './closeHeld.ts';
import type { Decision, OpenBreak, ResolveInput } from './decision.ts';
import { kindOf, lineOf, type Movement } from './resolutions.ts';
import { tellCredited } from './tellCredited.ts';

/**
 * Carries out a decision: changes the break, its order, its invoice and the messages to its buyer, and posts the
 * journal last.
 */
export async function carryOut(tx: Tx, { found, input, movement }: Decision): Promise<void> {
  const journal = movement && journalOf(movement, { found, input });
  const change = movement === undefined ? 0n : movement.side === 'came' ? movement.amount : -movement.amount;
  const refund = await refundOf(tx, { found, input });
  const given = movement?.userId === undefined ? undefined : { ...movement, userId: movement.userId };
  await endBreak(tx, {
    breakId: input.breakId,
    resolution: input.resolution,
    note: input.note,
    by: `staff:${input.staffId}`,
    actor: `staff:${input.approvedBy ?? input.staffId}`,
    journalId: journal ? journalIdOf(journal.key) : refund?.journalId,
    refundId: refund?.id,
    booked: found.booked + change,
    given: given && { ...given, by: input.staffId, approvedBy: input.approvedBy },
  });
  if (!given) await closeHeld(tx, { ...input, orderId: found.orderId });
  if (!movement || !journal) return;
  if (found.invoiceId !== null)
    await bookByHand(tx, { invoiceId: found.invoiceId, change, credited: given?.amount ?? 0n });
  if (given) await tellCredited(tx, { ...input, ...given, orderId: found.orderId });
  await post(tx, journal);
}

/** The named refund. Errors: REFUND_UNKNOWN (not a refund of this order, or one that sent nothing). */
async function refundOf(
  tx: Tx,
  { found, input }: { found: OpenBreak; input: ResolveInput },
): Promise<{ id: string; journalId: string | null } | undefined> {
  if (input.resolution !== 'refund' || input.refundId === undefined) return undefined;
  const refund = await findRefund({ db: tx }, input.refundId);
  const isOfThis = refund?.kind === 'refund' && refund.orderId === found.orderId;
  if (!refund || !isOfThis || ['rejected', 'cancelled'].includes(refund.status))
    throw new AppError('REFUND_UNKNOWN');
  return refund;
}

function journalOf(movement: Movement, { found, input }: { found: OpenBreak; input: ResolveInput }): Journal {
  return {
    key: `break:${input.breakId}`,
    kind: kindOf(movement),
    reason: input.note,
    actor: `staff:${input.staffId}`,
    lines: [lineOf(movement)],
    links: {
      ...(found.orderId === null ? {} : { orderId: found.orderId }),
      ...(found.invoiceId === null ? {} : { invoiceId: found.invoiceId }),
    },
    ...(input.correlationId === undefined ? {} : { correlationId: input.correlationId }),
  };
}
