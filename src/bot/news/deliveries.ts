import { findDelivery } from '../../delivery/index.ts';
import type { NotificationOf } from '../../notifications/index.ts';
import type { App } from '../../app.ts';
import { deliveryState } from '../deliveryState.ts';
import { deliveryScreen } from '../screens/index.ts';
import type { Message, Reader } from './message.ts';

/** Draws the news of a delivery. If the delivery has moved on since then, there is no message. */
export async function renderDelivery(
  app: App,
  { data, subjectId, userId }: NotificationOf<'delivery_step'>,
  { w }: Reader,
): Promise<Message | undefined> {
  const delivery = await findDelivery(app, subjectId, userId);
  if (!delivery) return undefined;
  const isNow =
    data.step === 'review'
      ? delivery.status === 'reserved' && delivery.reviewSince !== null
      : delivery.status === data.step;
  return isNow ? { screen: deliveryScreen(await deliveryState(app, delivery), w) } : undefined;
}
