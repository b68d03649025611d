import { post } from '../ledger/index.ts';
import { paymentsOf } from './chainPayment.ts';
import { paidJournal } from './journals.ts';
import { lookUpDelivery } from './lookUp.ts';
import { lockDelivery, noteOnDelivery } from './move.ts';
import type { DeliveryContext } from './types.ts';

/**
 * Handles a change of the payment for an order at a supplier, as a job. A payment on the chain is booked once, and the
 * supplier is asked for the state of the order. May run any number of times. Errors: DELIVERY_UNKNOWN.
 */
export async function applyPayment(context: DeliveryContext, deliveryId: string): Promise<void> {
  await context.db.tx(async (tx) => {
    const delivery = await lockDelivery(tx, deliveryId);
    const { state, fee } = (await paymentsOf(tx, [deliveryId]))(deliveryId);
    if (state !== 'seen' || delivery.paidAt !== null) return;
    const after = await noteOnDelivery(tx, delivery, { paidAt: context.clock.now() });
    const journal = paidJournal(after, { fee });
    if (journal) await post(tx, journal);
  });
  await lookUpDelivery(context, deliveryId);
}
