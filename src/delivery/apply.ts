import { post, type Journal } from '../ledger/index.ts';
import { AppError } from '../lib/index.ts';
import type { Tx } from '../platform/index.ts';
import type { PaymentDue } from '../suppliers/index.ts';
import { wantPaymentFor } from './chainPayment.ts';
import { arrivedJournal, idOf, paidJournal, returnedJournal } from './journals.ts';
import { moveDelivery, noteOnDelivery, queueDelivery, tellRecipientState } from './move.ts';
import { nextLook, type Plan } from './plan.ts';
import type { Delivery, DeliveryContext } from './types.ts';

/** Who decided, and the payment that the plan may need. */
interface Decided {
  readonly by: string;
  readonly payment?: PaymentDue | undefined;
}

/**
 * Carries out a plan on a locked delivery: state, message, jobs, and the journals last. All is in the caller's
 * transaction.
 */
export async function applyPlan(
  context: Pick<DeliveryContext, 'clock'>,
  tx: Tx,
  delivery: Delivery,
  { by, payment, ...plan }: Plan & Decided,
): Promise<Delivery> {
  const now = context.clock.now();
  const journals: Journal[] = [];
  const ended = plan.to === 'confirmed' || plan.to === 'failed';
  if (plan.changes.paidAt != null) {
    const paid = paidJournal({ ...delivery, ...plan.changes }, { fee: 0n });
    if (paid) journals.push(paid);
  }
  if (ended && delivery.holdJournalId !== null) {
    const known = { ...delivery, ...plan.changes };
    journals.push(plan.to === 'confirmed' ? arrivedJournal(known) : returnedJournal(known));
  }
  const retryAt = plan.next === 'retry' ? new Date(now.getTime() + (plan.afterMs ?? 0)) : null;
  const failures = plan.next === 'retry' ? { failures: delivery.failures + 1, nextTryAt: retryAt } : {};
  const end = journals.at(-1);
  const changes = {
    ...plan.changes,
    ...failures,
    ...(ended && end && delivery.holdJournalId !== null && { endJournalId: idOf(end) }),
  };
  const after =
    plan.to === undefined
      ? await noteOnDelivery(tx, delivery, changes)
      : await moveDelivery(tx, delivery, { to: plan.to, by, remark: plan.remark ?? '', ...changes });
  if (plan.to === 'confirmed' || plan.to === 'failed' || plan.to === 'uncertain')
    await tellRecipientState(tx, after, plan.to);
  await orderNext(context, tx, after, { ...plan, payment });
  for (const journal of journals) await post(tx, journal);
  return after;
}

async function orderNext(
  context: Pick<DeliveryContext, 'clock'>,
  tx: Tx,
  after: Delivery,
  { to, next, payment }: Plan & Pick<Decided, 'payment'>,
): Promise<void> {
  const now = context.clock.now();
  switch (next) {
    case 'pay':
      if (!payment) throw new AppError('INTERNAL', {}, { message: 'a payment without its terms' });
      await wantPaymentFor(tx, after, payment);
      return queueDelivery(tx, 'delivery.look-up', after, nextLook(after, now));
    case 'cancel':
    case 'look':
      return queueDelivery(tx, 'delivery.look-up', after, nextLook(after, now));
    case 'retry':
      // Within an attempt the job itself runs again. A new attempt needs a new job.
      if (to === 'reserved') await queueDelivery(tx, 'delivery.send', after, after.nextTryAt ?? now);
      return;
    case undefined:
  }
}
