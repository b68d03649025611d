import { postAll, type Journal } from '../ledger/index.ts';
import { AppError } from '../lib/index.ts';
import type { Tx } from '../platform/index.ts';
import { enqueueAll, type NewJob } from '../queue/index.ts';
import type { PaymentDue } from '../suppliers/index.ts';
import { wantPaymentsFor } from './chainPayment.ts';
import { arrivedJournal, idOf, paidJournal, returnedJournal } from './journals.ts';
import { noteOf, stepOf, writeDeliveries, type Write } from './move.ts';
import { nextLook, type Plan } from './plan.ts';
import { jobOf, tellRecipientStates, type ToldStep } from './tell.ts';
import type { Delivery, DeliveryContext } from './types.ts';

/** A plan for a locked delivery, who decided, and the payment that the plan may need. */
export interface Decided extends Plan {
  readonly delivery: Delivery;
  readonly by: string;
  readonly payment?: PaymentDue | undefined;
}

/**
 * Carries out plans on locked deliveries, each in its own row: states, messages, payments, jobs, and the journals last.
 * Each kind is written in one statement. All is in the caller's transaction. Returns the deliveries as they are now.
 */
export async function applyPlans(
  { clock }: Pick<DeliveryContext, 'clock'>,
  tx: Tx,
  decided: readonly Decided[],
): Promise<Delivery[]> {
  const now = clock.now();
  const effects = decided.map((one) => effectOf(one, now));
  const after = await writeDeliveries(
    tx,
    effects.map(({ write }) => write),
  );
  const done = decided.map((one, i) => ({ ...one, delivery: after[i] ?? one.delivery }));
  await tellRecipientStates(
    tx,
    done.flatMap(({ delivery, to }) => (isTold(to) ? [{ delivery, step: to }] : [])),
  );
  await wantPaymentsFor(
    tx,
    done.flatMap(({ delivery, next, payment }) => {
      if (next !== 'pay') return [];
      if (!payment) throw new AppError('INTERNAL', {}, { message: 'a payment without its terms' });
      return [{ delivery, payment }];
    }),
  );
  await enqueueAll(
    tx,
    done.flatMap((one) => nextJob(one, now)),
  );
  await postAll(
    tx,
    effects.flatMap(({ journals }) => journals),
  );
  return after;
}

/** {@link applyPlans} for one. */
export async function applyPlan(
  context: Pick<DeliveryContext, 'clock'>,
  tx: Tx,
  delivery: Delivery,
  plan: Omit<Decided, 'delivery'>,
): Promise<Delivery> {
  const [after] = await applyPlans(context, tx, [{ ...plan, delivery }]);
  return after ?? delivery;
}

/** What a plan writes into the row of its delivery, and what it posts. */
function effectOf(
  { delivery, by, ...plan }: Decided,
  now: Date,
): { readonly write: Write; readonly journals: readonly Journal[] } {
  const known = { ...delivery, ...plan.changes };
  const paid = plan.changes.paidAt == null ? undefined : paidJournal(known, { fee: 0n });
  const ended = delivery.holdJournalId !== null && endJournal(plan.to, known);
  const retryAt = new Date(now.getTime() + (plan.afterMs ?? 0));
  const changes = {
    ...plan.changes,
    ...(plan.next === 'retry' && {
      failures: delivery.failures + (plan.isQueued ? 0 : 1),
      nextTryAt: retryAt,
    }),
    ...(ended && { endJournalId: idOf(ended) }),
  };
  const { to, remark = '' } = plan;
  return {
    write: to === undefined ? noteOf(delivery, changes) : stepOf(delivery, { to, by, remark, ...changes }),
    journals: [paid ?? [], ended || []].flat(),
  };
}

function endJournal(to: Plan['to'], known: Delivery): Journal | undefined {
  if (to === 'confirmed') return arrivedJournal(known);
  return to === 'failed' ? returnedJournal(known) : undefined;
}

function isTold(to: Plan['to']): to is ToldStep & Plan['to'] {
  return to === 'confirmed' || to === 'failed' || to === 'uncertain';
}

function nextJob({ delivery, to, next }: Decided, now: Date): NewJob[] {
  if (next === undefined) return [];
  if (next !== 'retry') return [jobOf('delivery.look-up', delivery, nextLook(delivery, now))];
  // Within an attempt the job itself runs again. A new attempt needs a new job.
  return to === 'reserved' ? [jobOf('delivery.send', delivery, delivery.nextTryAt ?? now)] : [];
}
