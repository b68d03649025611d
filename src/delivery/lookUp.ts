import { AppError } from '../lib/index.ts';
import type { Tx } from '../platform/index.ts';
import { CAPABILITIES, type OrderView, type Supplier } from '../suppliers/index.ts';
import { applyPlan } from './apply.ts';
import { cancelPaymentFor, paymentOf } from './chainPayment.ts';
import { keepAnswer, lockDelivery, noteOnDelivery, queueDelivery, readDelivery } from './move.ts';
import { contradicts, nextLook, planSeen } from './plan.ts';
import { cancelOrder } from './send.ts';
import { isOver } from './states.ts';
import type { Delivery, DeliveryContext } from './types.ts';

/**
 * Asks the supplier for the state of an order, and stores the answer. Never orders anything. May run at any time. As long
 * as the delivery is open, it plans the next look. Returns the kind of the answer. Errors: DELIVERY_UNKNOWN.
 */
export async function lookUpDelivery(
  context: DeliveryContext,
  deliveryId: string,
): Promise<'found' | 'absent' | 'later' | 'nothing'> {
  const known = await readDelivery(context.db, 'id = $1', deliveryId);
  if (!known) throw new AppError('DELIVERY_UNKNOWN');
  const supplier = known.supplier === null ? undefined : context.suppliers[known.supplier];
  if (!supplier || known.supplierRef === null) return 'nothing';
  const outcome = await supplier.lookUp(known.supplierRef);
  if (outcome.is === 'found') {
    await learn(context, { deliveryId, ref: known.supplierRef, call: 'lookUp' }, outcome.view);
    return 'found';
  }
  if (isOver(known.status)) return outcome.is;
  await keepAnswer(context.db, deliveryId, {
    supplier: supplier.name,
    call: 'lookUp',
    outcome: outcome.is === 'later' ? `later: ${outcome.why}` : outcome.is,
    raw: outcome.is === 'later' ? (outcome.text ?? '') : '',
  });
  await wait(context, deliveryId, supplier);
  return outcome.is;
}

/** Handles a look without an answer: plans the next look, or gives the delivery to a person if its time is over. */
async function wait(context: DeliveryContext, deliveryId: string, supplier: Supplier): Promise<void> {
  await context.db.tx(async (tx) => {
    const delivery = await lockDelivery(tx, deliveryId);
    if (isOver(delivery.status)) return;
    const now = context.clock.now();
    const since = delivery.acceptedAt ?? delivery.askedAt ?? now;
    const isLate = now.getTime() - since.getTime() > supplier.can.finalWordMs;
    if (isLate && delivery.status === 'submitted') {
      const plan = { to: 'uncertain', changes: { error: 'SUPPLIER_NO_FINAL_WORD' }, next: 'look' } as const;
      await applyPlan(context, tx, delivery, { ...plan, by: 'system' });
      return;
    }
    await queueDelivery(tx, 'delivery.look-up', delivery, nextLook(delivery, now));
  });
}

/**
 * Applies what the supplier says about an order of ours, from a look-up or a report. The same status again changes
 * nothing. A status that contradicts the end is stored for a person, and the end stays.
 */
export async function learn(
  context: DeliveryContext,
  source: { deliveryId: string; ref: string; call: 'lookUp' | 'event' },
  view: OrderView,
): Promise<void> {
  const takeBack = await context.db.tx(async (tx) => {
    const delivery = await lockDelivery(tx, source.deliveryId);
    const { supplier } = delivery;
    if (supplier === null || delivery.supplierRef !== source.ref) return undefined;
    if (delivery.supplierStatus !== view.status || isOver(delivery.status))
      await keepAnswer(tx, delivery.id, {
        supplier,
        call: source.call,
        outcome: view.status,
        raw: view.raw,
      });
    if (isOver(delivery.status)) {
      if (contradicts(delivery, view) && delivery.contradictedAt === null) {
        await noteOnDelivery(tx, delivery, { contradictedAt: context.clock.now() });
        context.log.error(
          { deliveryId: delivery.id, status: delivery.status, said: view.status },
          'a supplier contradicts the end of a delivery',
        );
      }
      return undefined;
    }
    return applyWord(context, tx, delivery, view);
  });
  if (takeBack) await cancelOrder(context, source, takeBack);
}

/** Returns the supplier if the order must be cancelled there, because its payment can no longer be made. */
async function applyWord(
  context: DeliveryContext,
  tx: Tx,
  delivery: Delivery,
  view: OrderView,
): Promise<Supplier | undefined> {
  const { supplier } = delivery;
  if (supplier === null) return undefined;
  const { state: payment } = await paymentOf(tx, delivery.id);
  const now = context.clock.now();
  const plan = planSeen(delivery, CAPABILITIES[supplier], view, { payment, now });
  if (plan.to === 'failed') await cancelPaymentFor(tx, delivery.id);
  await applyPlan(context, tx, delivery, { ...plan, by: 'system' });
  return payment === 'unsent' && plan.next === 'look' ? context.suppliers[supplier] : undefined;
}
