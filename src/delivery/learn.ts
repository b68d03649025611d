import { AppError } from '../lib/index.ts';
import { together, type Context, type Tx, type Which } from '../platform/index.ts';
import { CAPABILITIES, type LookUpOutcome, type SupplierName } from '../suppliers/index.ts';
import { applyPlans } from './apply.ts';
import { cancelPayments, paymentsOf, type DeliveryPayment } from './chainPayment.ts';
import { lockDeliveries } from './move.ts';
import { contradicts, planSeen, planUnanswered, type Plan } from './plan.ts';
import { isOver } from './states.ts';
import { keepAnswers, type KeptAnswer } from './tell.ts';
import type { Delivery } from './types.ts';

/** The result of a look-up of an order, or a report about it that counts. */
export interface Heard {
  readonly deliveryId: string;
  readonly supplier: SupplierName;
  readonly ref: string;
  readonly call: 'lookUp' | 'event';
  readonly outcome: LookUpOutcome;
}

/** `cancel`: the order must be cancelled, because its payment can no longer be made. */
export interface Learned {
  readonly cancel: boolean;
}

/**
 * Applies what suppliers say about orders of ours, all in one transaction. Any number of workers may do so at once and in
 * any order. The same status again changes nothing. A status that contradicts the end is stored for a person, and the end
 * stays. Errors: DELIVERY_UNKNOWN, and those of the ledger.
 */
export function learnAll(context: Context, batch: readonly Heard[]): Promise<(Learned | Promise<Learned>)[]> {
  return together(context.db, batch, {
    keyOf: ({ deliveryId }) => deliveryId,
    work: (tx, items, which) => learnIn(context, tx, { items, which }),
    unknown: () => new AppError('DELIVERY_UNKNOWN'),
  });
}

async function learnIn(
  context: Context,
  tx: Tx,
  { items, which }: { items: readonly Heard[]; which: Which },
): Promise<Map<Heard, Learned>> {
  const now = context.clock.now();
  const ids = items.map(({ deliveryId }) => deliveryId);
  const locked = await lockDeliveries(tx, ids, which);
  const isOpen = (id: string): boolean => !isOver(locked.get(id)?.status ?? 'failed');
  const paymentOf = await paymentsOf(tx, ids.filter(isOpen));
  const verdicts = items.flatMap((heard) => {
    const delivery = locked.get(heard.deliveryId);
    if (!delivery) return [];
    const payment = paymentOf(delivery.id);
    return [{ heard, delivery, payment, ...verdictOf(delivery, heard, { payment, now }) }];
  });
  await keepAnswers(
    tx,
    verdicts.flatMap(({ keep }) => keep ?? []),
  );
  await cancelPayments(
    tx,
    verdicts.flatMap(({ plan, payment }) => (plan?.to === 'failed' ? [payment] : [])),
  );
  await applyPlans(
    context,
    tx,
    verdicts.flatMap(({ delivery, plan }) => (plan ? [{ ...plan, delivery, by: 'system' }] : [])),
  );
  for (const { delivery, plan, heard } of verdicts)
    if (plan?.changes.contradictedAt)
      context.log.error(
        { deliveryId: delivery.id, status: delivery.status, said: wordOf(heard.outcome) },
        'a supplier contradicts the end of a delivery',
      );
  return new Map(
    verdicts.map(({ heard, payment, plan }) => [
      heard,
      { cancel: heard.outcome.is === 'found' && payment.state === 'unsent' && plan?.next === 'look' },
    ]),
  );
}

/** Says what an answer changes, and whether it is kept for people. Pure. */
function verdictOf(
  delivery: Delivery,
  { supplier, ref, call, outcome }: Heard,
  { payment, now }: { payment: DeliveryPayment; now: Date },
): { readonly keep?: KeptAnswer; readonly plan?: Plan } {
  if (delivery.supplier !== supplier || delivery.supplierRef !== ref) return {};
  const keep = { deliveryId: delivery.id, supplier, call, outcome: wordOf(outcome), raw: rawOf(outcome) };
  const can = CAPABILITIES[supplier];
  if (outcome.is !== 'found')
    return isOver(delivery.status) ? {} : { keep, plan: planUnanswered(delivery, can, now) };
  const { view } = outcome;
  if (isOver(delivery.status)) {
    const isNews = delivery.contradictedAt === null && contradicts(delivery, view);
    return { keep, ...(isNews && { plan: { changes: { contradictedAt: now } } }) };
  }
  const plan = planSeen(delivery, can, view, { payment: payment.state, now });
  return delivery.supplierStatus === view.status ? { plan } : { keep, plan };
}

function wordOf(outcome: LookUpOutcome): string {
  if (outcome.is === 'found') return outcome.view.status;
  return outcome.is === 'later' ? `later: ${outcome.why}` : outcome.is;
}

function rawOf(outcome: LookUpOutcome): string {
  if (outcome.is === 'found') return outcome.view.raw;
  return outcome.is === 'later' ? (outcome.text ?? '') : '';
}
