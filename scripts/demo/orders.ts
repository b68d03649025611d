import { journalIdOf, post, type AccountRef } from '../../src/ledger/index.ts';
import { formatAmount } from '../../src/lib/index.ts';
import {
  createSettler,
  giveUpOrder,
  openInvoice,
  pollInvoice,
  type PaymentsContext,
} from '../../src/payments/index.ts';
import type { Context } from '../../src/platform/index.ts';
import {
  buyFromBalance,
  coin,
  createPurchase,
  createTopup,
  moveOrder,
  type Order,
} from '../../src/shop/index.ts';
import { createDemoProvider, type DemoProvider, type Fate } from './provider.ts';

/** One order of the demo: its user (index of the demo user), its goods, its end, and how many hours ago it was made. */
interface Plan {
  readonly user: number;
  /** A top-up in whole coins. */
  readonly buy: { readonly stars: number } | { readonly topup: bigint };
  /** Absent: no invoice was opened. */
  readonly fate?: Fate;
  readonly refunded?: true;
  readonly givenUp?: 'cancelled' | 'replaced';
  readonly hoursAgo: number;
}

const paid: Fate = { status: 'paid', percent: 100n };
const ORDERS: readonly Plan[] = [
  { user: 0, buy: { stars: 100 }, fate: paid, hoursAgo: 300 },
  { user: 0, buy: { topup: 500n }, fate: paid, hoursAgo: 290 },
  { user: 0, buy: { stars: 500 }, fate: paid, hoursAgo: 120 },
  { user: 0, buy: { stars: 250 }, fate: { status: 'check', percent: 0n }, hoursAgo: 0 },
  { user: 1, buy: { topup: 100n }, fate: paid, hoursAgo: 250 },
  { user: 1, buy: { stars: 250 }, fate: { status: 'wrong_amount', percent: 60n }, hoursAgo: 90 },
  { user: 1, buy: { stars: 100 }, fate: { status: 'cancel', percent: 0n }, hoursAgo: 60 },
  { user: 2, buy: { stars: 1000 }, fate: { status: 'paid_over', percent: 125n }, hoursAgo: 200 },
  { user: 2, buy: { stars: 500 }, fate: paid, refunded: true, hoursAgo: 170 },
  { user: 3, buy: { stars: 250 }, fate: { status: 'locked', percent: 100n }, hoursAgo: 30 },
  { user: 3, buy: { topup: 50n }, fate: paid, hoursAgo: 150 },
  { user: 4, buy: { stars: 100 }, fate: { status: 'fail', percent: 0n }, hoursAgo: 75 },
  { user: 4, buy: { topup: 10n }, hoursAgo: 70 },
  { user: 5, buy: { stars: 250 }, fate: paid, hoursAgo: 44 },
  { user: 6, buy: { topup: 1000n }, fate: paid, hoursAgo: 26 },
  { user: 6, buy: { stars: 1000 }, fate: paid, hoursAgo: 20 },
  { user: 7, buy: { stars: 37 }, fate: paid, hoursAgo: 12 },
  { user: 8, buy: { stars: 100 }, fate: { status: 'check', percent: 0n }, hoursAgo: 0 },
  { user: 9, buy: { topup: 500n }, fate: paid, hoursAgo: 6 },
  { user: 5, buy: { stars: 100 }, fate: { status: 'check', percent: 0n }, givenUp: 'replaced', hoursAgo: 45 },
  {
    user: 7,
    buy: { topup: 50n },
    fate: { status: 'check', percent: 0n },
    givenUp: 'cancelled',
    hoursAgo: 14,
  },
];

const FROM_BALANCE: readonly { user: number; stars: number; hoursAgo: number }[] = [
  { user: 0, stars: 250, hoursAgo: 280 },
  { user: 1, stars: 10, hoursAgo: 240 },
  { user: 3, stars: 42, hoursAgo: 140 },
  { user: 6, stars: 500, hoursAgo: 24 },
  // A top-up that is spent at once, because a fraud rule looks for that.
  { user: 9, stars: 480, hoursAgo: 6 },
];

/** Makes demo orders in every state, through the same use cases as real orders, so that every balance has its journals. */
export async function seedOrders(context: Context, userIds: readonly bigint[]): Promise<Order[]> {
  const paying = { ...context, provider: createDemoProvider(), settler: createSettler(context) };
  const orders: Order[] = [];
  for (const [index, plan] of ORDERS.entries()) {
    const userId = userIds[plan.user];
    if (userId !== undefined) orders.push(await seedOrder(paying, index, { ...plan, userId }));
  }
  for (const [index, { user, stars, hoursAgo }] of FROM_BALANCE.entries()) {
    const userId = userIds[user];
    if (userId === undefined) continue;
    const { order } = await buyFromBalance(context, {
      userId,
      stars,
      requestKey: `demo:balance:${index}`,
      correlationId: 'demo',
    });
    await backdate(context, order.id, hoursAgo);
    orders.push(order);
  }
  return orders;
}

async function seedOrder(
  context: PaymentsContext & { provider: DemoProvider },
  index: number,
  plan: Plan & { userId: bigint },
): Promise<Order> {
  const shared = { userId: plan.userId, requestKey: `demo:order:${index}`, correlationId: 'demo' };
  const order =
    'stars' in plan.buy
      ? await createPurchase(context, { ...shared, stars: plan.buy.stars })
      : await createTopup(context, { ...shared, amount: plan.buy.topup * oneCoin(context) });
  if (plan.fate) {
    const invoice = await openInvoice(context, { orderId: order.id });
    const name = { orderId: invoice.id.replaceAll('-', ''), currency: invoice.asset };
    context.provider.decide(
      { ...name, amount: formatAmount(invoice.amount, coin(context.config)) },
      plan.fate,
    );
    await pollInvoice(context, invoice.id);
    // The sandbox does not know this invoice. So it must not be polled, and no sweep may report it as missing.
    await context.db.query('UPDATE invoices SET next_check_at = NULL, provider_uuid = NULL WHERE id = $1', [
      invoice.id,
    ]);
  }
  if (plan.givenUp) await giveUpOrder(context, { orderId: order.id, to: plan.givenUp });
  if (plan.refunded) await refund(context, order);
  await backdate(context, order.id, plan.hoursAgo);
  return order;
}

/** One whole coin of the shop in minor units. */
export function oneCoin({ config }: Pick<Context, 'config'>): bigint {
  return 10n ** BigInt(coin(config).exponent);
}

/** Refunds a delivered purchase in full to the balance. */
async function refund(context: Context, order: Order): Promise<void> {
  const { rows } = await context.db.query<{ journalId: string }>(
    'SELECT journal_id AS "journalId" FROM orders WHERE id = $1 AND journal_id IS NOT NULL',
    [order.id],
  );
  const originalId = rows[0]?.journalId;
  if (originalId === undefined) return;
  const user = (account: 'wallet' | 'stars', asset: string): AccountRef => ({
    user: order.userId,
    account,
    asset,
  });
  const stars = BigInt(order.stars + order.bonusStars);
  await context.db.tx(async (tx) => {
    await moveOrder(tx, { orderId: order.id, to: 'refunded' });
    const key = `demo-refund:${order.id}`;
    await post(tx, {
      key,
      kind: 'refund',
      reason: 'Покупатель передумал',
      actor: 'system',
      lines: [
        {
          debit: { house: 'refunds', asset: order.asset },
          credit: user('wallet', order.asset),
          amount: order.amount,
        },
        { debit: user('stars', 'STAR'), credit: { house: 'star_stock', asset: 'STAR' }, amount: stars },
      ],
      links: { orderId: order.id, refundId: journalIdOf(key) },
      originalId,
      correlationId: 'demo',
    });
  });
}

/** Spreads the demo over the last days, so that lists and charts show more than one moment. The ledger keeps its times. */
async function backdate(context: Context, orderId: string, hoursAgo: number): Promise<void> {
  await context.db.query(
    `UPDATE orders SET created_at = now() - make_interval(hours => $2),
       paid_at = CASE WHEN paid_at IS NOT NULL THEN now() - make_interval(hours => $2) + interval '4 minutes' END WHERE id = $1`,
    [orderId, hoursAgo],
  );
  await context.db.query(
    `UPDATE invoices SET created_at = now() - make_interval(hours => $2),
       expires_at = now() - make_interval(hours => $2) + interval '1 hour' WHERE order_id = $1`,
    [orderId, hoursAgo],
  );
}
