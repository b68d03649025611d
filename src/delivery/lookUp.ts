import { AppError } from '../lib/index.ts';
import type { LookUpOutcome } from '../suppliers/index.ts';
import { batchesOf } from './batches.ts';
import { cancelOrder } from './cancel.ts';
import type { Heard } from './learn.ts';
import type { DeliveryContext } from './types.ts';

/**
 * Asks the supplier for the state of an order, and stores the answer. Never orders anything. May run at any time. As long
 * as the delivery is open, it plans the next look. Returns the kind of the answer. Errors: DELIVERY_UNKNOWN.
 */
export async function lookUpDelivery(
  context: DeliveryContext,
  deliveryId: string,
): Promise<LookUpOutcome['is'] | 'nothing'> {
  const known = await batchesOf(context).findOrder(deliveryId);
  if (!known) throw new AppError('DELIVERY_UNKNOWN');
  const supplier = known.supplier === null ? undefined : context.suppliers[known.supplier];
  if (!supplier || known.supplierRef === null) return 'nothing';
  const outcome = await supplier.lookUp(known.supplierRef);
  await learn(context, {
    deliveryId,
    supplier: supplier.name,
    ref: known.supplierRef,
    call: 'lookUp',
    outcome,
  });
  return outcome.is;
}

/** Applies what a supplier says about an order of ours, together with others of this moment. */
export async function learn(context: DeliveryContext, heard: Heard): Promise<void> {
  const { cancel } = await batchesOf(context).learn(heard);
  const supplier = context.suppliers[heard.supplier];
  if (cancel && supplier) await cancelOrder(context, heard, supplier);
}
