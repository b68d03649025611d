import type { Supplier } from '../suppliers/index.ts';
import { readDelivery } from './move.ts';
import { keepAnswers } from './tell.ts';
import type { DeliveryContext } from './types.ts';

/** Cancels an order that we do not pay. A later look sees how it ended. */
export async function cancelOrder(
  context: DeliveryContext,
  deliveryId: string,
  supplier: Supplier,
): Promise<void> {
  const delivery = await readDelivery(context.db, 'id = $1', deliveryId);
  if (delivery?.supplierRef == null || !supplier.can.cancel) return;
  const outcome = await supplier.cancel(delivery.supplierRef);
  const raw = outcome.is === 'later' ? (outcome.text ?? '') : '';
  const kept = { deliveryId, supplier: supplier.name, call: 'cancel', outcome: outcome.is, raw } as const;
  await keepAnswers(context.db, [kept]);
}
