import { findDelivery } from '../../delivery/index.ts';
import type { NotificationOf } from '../../notifications/index.ts';
import type { App } from '../../app.ts';
import { deliveryState } from '../deliveryState.ts';
import { deliveryScreen } from '../screens/index.ts';
import type { Message, Reader } from './message.ts';

/** How a delivery goes on. News that later news have overtaken are not told. */
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
