import { MINUTE_MS } from '../../lib/index.ts';
import { findInvoicesByOrders, giveUpOrder, truthOf, type Headline } from '../../payments/index.ts';
import { moveOrder, type Order } from '../../shop/index.ts';
import { movedScreen } from '../screens/index.ts';
import type { BotApp, Reply, Turn } from '../turn.ts';
import { otherScreens, showInvoice } from './payment.ts';

/** An invoice that expires sooner is not shown again. */
const LEAST_TIME_MS = MINUTE_MS;

const USABLE: ReadonlySet<Headline> = new Set<Headline>(['preparing', 'awaiting', 'part', 'seen']);

/** The orders that can be shown again as they are. A replaced order with a link is as good as before. */
export async function stillUsable(app: BotApp, orders: readonly Order[]): Promise<Order[]> {
  const invoices = await findInvoicesByOrders(
    app,
    orders.map(({ id }) => id),
  );
  const now = app.clock.now();
  return orders.filter((order) => {
    const invoice = invoices.get(order.id);
    if (order.status === 'replaced' && !invoice?.url) return false;
    const asOpen = { ...order, status: 'awaiting_payment' as const };
    const { headline, until } = truthOf({ order: asOpen, invoice, now });
    const leftMs = until === undefined ? Infinity : until.getTime() - now.getTime();
    return USABLE.has(headline) && leftMs > LEAST_TIME_MS;
  });
}

export async function chooseAgain(
  app: BotApp,
  turn: Turn,
  { same, known }: { same: Order; known: readonly Order[] },
): Promise<Reply> {
  const order =
    same.status === 'replaced'
      ? ((await moveOrder(app.db, { orderId: same.id, to: 'awaiting_payment' })) ?? same)
      : same;
  const reply = await showInvoice(app, turn, order);
  const stale = await replaceOthers(app, turn, { order, known });
  return { ...reply, stale: [...(reply.stale ?? []), ...stale] };
}

/** Ends the other orders of the kind that have received nothing. Returns their screens that still offer a payment. */
export async function replaceOthers(
  app: BotApp,
  turn: Turn,
  { order, known }: { order: Order; known: readonly Order[] },
): Promise<NonNullable<Reply['stale']>> {
  const replaced: Order[] = [];
  for (const other of known) {
    if (other.id === order.id || other.status === 'replaced') continue;
    if (await giveUpOrder(app, { orderId: other.id, to: 'replaced' })) replaced.push(other);
  }
  return replaced.flatMap((other) =>
    otherScreens(turn, [other]).map((messageId) => ({ messageId, screen: movedScreen(order, turn.w) })),
  );
}
