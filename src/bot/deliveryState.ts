import { stepsOf, type Delivery } from '../delivery/index.ts';
import { CAPABILITIES } from '../suppliers/index.ts';
import { findOrder } from '../shop/index.ts';
import type { App } from '../app.ts';
import type { DeliveryState } from './screens/index.ts';

/** Reads what the screen of a delivery shows now. */
export async function deliveryState(app: App, delivery: Delivery): Promise<DeliveryState> {
  const [steps, order] = await Promise.all([
    stepsOf(app, delivery.id),
    delivery.orderId === null ? undefined : findOrder(app, delivery.orderId, delivery.userId),
  ]);
  const canForward = delivery.supplier === null || !CAPABILITIES[delivery.supplier].carriesNote;
  return { delivery, steps, order, canForward, now: app.clock.now() };
}
