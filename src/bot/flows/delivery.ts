import { findDelivery, listDeliveries, type Delivery } from '../../delivery/index.ts';
import { AppError } from '../../lib/index.ts';
import { canSend } from '../goesTo.ts';
import { deliveriesScreen, deliveryScreen } from '../screens/index.ts';
import { deliveryState } from '../deliveryState.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';

/** Shows a delivery in its present state. */
export async function deliveryReply(app: BotApp, turn: Turn, delivery: Delivery): Promise<Reply> {
  return { screen: deliveryScreen(await deliveryState(app, delivery), turn.w), about: delivery.id };
}

async function showDelivery(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  const delivery = await findDelivery(app, uuid, turn.user.id);
  if (!delivery) throw new AppError('DELIVERY_UNKNOWN');
  return deliveryReply(app, turn, delivery);
}

async function showDeliveries(app: BotApp, turn: Turn): Promise<Reply> {
  const deliveries = await listDeliveries(app, { userId: turn.user.id, isReal: true });
  return { screen: deliveriesScreen({ deliveries, canSend: canSend(app) }, turn.w) };
}

export const deliveryHandlers = {
  'delivery_{uuid}': showDelivery,
  deliveries: showDeliveries,
} satisfies Partial<Handlers>;
