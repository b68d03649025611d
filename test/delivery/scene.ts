import { findDelivery, requestDelivery, type Delivery } from '../../src/delivery/index.ts';
import { checkLedger, userBalances } from '../../src/ledger/index.ts';
import type { User } from '../../src/users/index.ts';
import { playAt } from '../kit/play.ts';
import { eventually } from '../kit/eventually.ts';
import { buy, openShop, pay, stateOf, type Shop } from '../kit/shop.ts';

/** The product with a supplier of stars, and people who have stars. */
export interface DeliveryStage extends Shop {
  /** Somebody with so many bought stars, and the bonus that came with them. */
  readonly owner: (stars?: number) => Promise<User>;
  /** Asks for stars to be sent to a name. */
  readonly send: (user: User, recipient: string, stars?: number) => Promise<Delivery>;
  readonly now: (delivery: Pick<Delivery, 'id'>) => Promise<Delivery>;
  /** Waits until the delivery is in this state. */
  readonly until: (delivery: Pick<Delivery, 'id'>, status: Delivery['status']) => Promise<Delivery>;
  readonly starsOf: (user: User) => Promise<{ stars: bigint; delivery: bigint }>;
  readonly supplier: <T = Record<string, unknown>>(path: string, body?: unknown) => Promise<T>;
  /** What must hold at the end of every story. */
  readonly invariants: () => Promise<unknown>;
}

export async function createDeliveryStage(environment: Record<string, string> = {}): Promise<DeliveryStage> {
  const shop = await openShop({ DELIVERY: 'supplier', ...environment });
  const { app } = shop;
  const name = app.config.DELIVERY_SUPPLIER;
  let keys = 0;
  const now: DeliveryStage['now'] = async ({ id }) => {
    const delivery = await findDelivery(app, id);
    if (!delivery) throw new Error('a delivery is gone');
    return delivery;
  };
  return {
    ...shop,
    now,
    owner: async (stars = 100) => {
      const buying = await buy(app, stars);
      await pay(shop, buying);
      await eventually(async () => (await stateOf(app, buying)).order === 'paid');
      return buying.user;
    },
    send: (user, recipient, stars = 100) =>
      requestDelivery(app, {
        userId: user.id,
        recipient,
        isSelf: false,
        stars,
        requestKey: `${recipient}-${++keys}`,
      }),
    until: async (delivery, status) => {
      await eventually(async () => (await now(delivery)).status === status);
      return now(delivery);
    },
    starsOf: async (user) => {
      const { stars, delivery } = await userBalances(app.db, user.id);
      return { stars, delivery };
    },
    supplier: (path, body) => playAt(`${shop.sandbox.url}/play/${name}${path}`, body),
    invariants: () => checkInvariants(shop),
  };
}

/**
 * What must hold whatever happened: the ledger is whole, the stars that are set aside are those of open deliveries, and
 * those that left are those of confirmed ones.
 */
async function checkInvariants({ app }: Shop): Promise<unknown> {
  const sums = await app.db.one<{ aside: boolean; left: boolean }>(
    `SELECT coalesce((SELECT sum(balance) FROM ledger.balances WHERE kind = 'delivery'), 0)
         = coalesce((SELECT sum(stars) FROM deliveries WHERE status IN ('reserved', 'submitted', 'uncertain')), 0) AS aside,
       coalesce((SELECT sum(balance) FROM ledger.house_balances WHERE kind = 'delivered'), 0)
         = coalesce((SELECT sum(stars) FROM deliveries WHERE status = 'confirmed'), 0) AS left`,
  );
  return { ledger: await checkLedger(app), ...sums };
}

export const WHOLE = { ledger: [], aside: true, left: true };
