import { deliveryOfOrder, MIN_DELIVERY } from '../delivery/index.ts';
import { CAPABILITIES } from '../suppliers/index.ts';
import type { Order } from '../shop/index.ts';
import type { KnownUser } from '../users/index.ts';
import type { App } from '../app.ts';
import type { GoesTo } from './screens/index.ts';

/** Whether anything about sending stars is shown. */
export function canSend({ config }: Pick<App, 'config'>): boolean {
  return config.DELIVERY !== 'off';
}

/** Whether a friend sees the buyer's note together with the stars. */
export function carriesNote({ config }: Pick<App, 'config'>): boolean {
  return CAPABILITIES[config.DELIVERY === 'supplier' ? config.DELIVERY_SUPPLIER : 'manual'].carriesNote;
}

/** The name of the person's own account, if stars can go to it. */
export function ownName({ username }: Pick<KnownUser, 'username'>): string | undefined {
  const name = username?.toLowerCase();
  return name !== undefined && /^[a-z0-9_]{4,32}$/.test(name) ? name : undefined;
}

/** The account that the stars of a purchase go to. Undefined: they stay on the balance. */
export async function goesTo(app: App, order: Order, user: KnownUser): Promise<GoesTo | undefined> {
  if (order.kind === 'topup' || !order.wantsDelivery) return undefined;
  const delivery = await deliveryOfOrder(app, order.id);
  const hasBegun = delivery !== undefined && delivery.status !== 'requested';
  if (delivery?.status === 'failed' || (!canSend(app) && !hasBegun)) return undefined;
  if (delivery)
    return delivery.recipient === null
      ? undefined
      : {
          name: delivery.recipient,
          isSelf: delivery.isSelf,
          note: delivery.note,
          deliveryId: delivery.id,
          hasArrived: delivery.status === 'confirmed',
        };
  const name = ownName(user);
  return name === undefined || order.stars + order.bonusStars < MIN_DELIVERY
    ? undefined
    : { name, isSelf: true };
}
