import type { Supplier } from '../suppliers/index.ts';
import { keepAnswers } from './tell.ts';
import type { DeliveryContext } from './types.ts';

/** Cancels an order that we do not pay. A later look sees how it ended. */
export async function cancelOrder(
  context: DeliveryContext,
  { deliveryId, ref }: { readonly deliveryId: string; readonly ref: string },
  supplier: Supplier,
): Promise<void> {
  if (!supplier.can.cancel) return;
  const outcome = await supplier.cancel(ref);
  const raw = outcome.is === 'later' ? (outcome.text ?? '') : '';
  const kept = { deliveryId, supplier: supplier.name, call: 'cancel', outcome: outcome.is, raw } as const;
  await keepAnswers(context.db, [kept]);
}
