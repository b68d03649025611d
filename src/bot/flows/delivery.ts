import { findDelivery } from '../../delivery/index.ts';
import { AppError } from '../../lib/index.ts';
import { deliveryScreen } from '../screens/index.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';

async function showDelivery(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  const delivery = await findDelivery(app, uuid, turn.user.id);
  if (!delivery) throw new AppError('DELIVERY_UNKNOWN');
  return { screen: deliveryScreen(delivery, turn.w) };
}

export const deliveryHandlers = {
  'delivery_{uuid}': showDelivery,
} satisfies Partial<Handlers>;
