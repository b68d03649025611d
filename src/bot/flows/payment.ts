import { AppError } from '../../lib/index.ts';
import { checkOrder, findInvoiceByOrder, openInvoice, type Invoice } from '../../payments/index.ts';
import {
  createPurchase,
  createTopup,
  findOrder,
  findPackage,
  history,
  starPrice,
  type Order,
} from '../../shop/index.ts';
import { orderScreen, type PaymentState } from '../screens/index.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';
import { balancesOf, isCircuitOpen, spend } from './standing.ts';

/** An invoice that runs out sooner is not handed out again. */
const LEAST_TIME_MS = 60_000;

/**
 * An order and its invoice for stars by payment. Whoever taps twice, or comes back, finds the open order of the
 * same stars at the same price. `key` is the key of the draft that asked for the number.
 */
export async function payForStars(
  app: BotApp,
  turn: Turn,
  want: { stars: number; key?: string },
): Promise<Reply> {
  const [sold, price] = await Promise.all([findPackage(app, want.stars), starPrice(app)]);
  const priceId = sold?.priceId ?? price.id;
  const last = await lastOrder(app, turn, 'purchase');
  const fits = last?.stars === want.stars && last.priceId === priceId;
  if (last && fits && (await isOpen(app, last))) return showInvoice(app, turn, last);
  await spend(app, turn, 'payment');
  const order = await createPurchase(app, {
    userId: turn.user.id,
    stars: want.stars,
    priceId,
    requestKey: requestKey(turn, { act: `buy_${want.stars}:${priceId}`, key: want.key, last }),
    correlationId: turn.correlationId,
  });
  return showInvoice(app, turn, order);
}

/** As {@link payForStars}, for a top-up of `amount` minor units. */
export async function payForTopup(
  app: BotApp,
  turn: Turn,
  want: { amount: bigint; key?: string },
): Promise<Reply> {
  const last = await lastOrder(app, turn, 'topup');
  if (last?.amount === want.amount && (await isOpen(app, last))) return showInvoice(app, turn, last);
  await spend(app, turn, 'payment');
  const order = await createTopup(app, {
    userId: turn.user.id,
    amount: want.amount,
    requestKey: requestKey(turn, { act: `recharge_${want.amount}`, key: want.key, last }),
    correlationId: turn.correlationId,
  });
  return showInvoice(app, turn, order);
}

/**
 * The same for taps that know of the same past: two of them at once, even on two replicas, make one order, and a
 * tap after an order has ended makes a new one.
 */
function requestKey(
  turn: Turn,
  made: { act: string; key: string | undefined; last: Order | undefined },
): string {
  const place = made.key ?? String(turn.messageId ?? 'typed');
  return ['pay', turn.user.id, place, made.act, made.last?.id ?? 'first'].join(':');
}

async function lastOrder(app: BotApp, turn: Turn, kind: 'purchase' | 'topup'): Promise<Order | undefined> {
  const [latest] = await history(app, { userId: turn.user.id, kind, limit: 1 });
  return latest && findOrder(app, latest.id, turn.user.id);
}

async function isOpen(app: BotApp, order: Order): Promise<boolean> {
  if (order.kind === 'balance_purchase') return false;
  if (order.status !== 'created' && order.status !== 'awaiting_payment') return false;
  const invoice = await findInvoiceByOrder(app, order.id);
  const end = invoice?.expiresAt?.getTime() ?? Infinity;
  return end - app.clock.now().getTime() > LEAST_TIME_MS;
}

/** Opens the invoice at the provider where that has not been done, and shows it. */
async function showInvoice(app: BotApp, turn: Turn, order: Order): Promise<Reply> {
  let invoice = await findInvoiceByOrder(app, order.id);
  if (!invoice?.url) {
    await spend(app, turn, 'api');
    invoice = await openInvoice(app, { orderId: order.id });
  }
  const current = (await findOrder(app, order.id, turn.user.id)) ?? order;
  return orderReply(app, turn, { order: current, invoice });
}

/** The screen of an order as it stands, remembered so that later news edit it. */
async function orderReply(
  app: BotApp,
  turn: Turn,
  found: { order: Order; invoice: Invoice | undefined; circuitOpen?: boolean; checkedNow?: boolean },
): Promise<Reply> {
  const [state, isPaused] = await Promise.all([
    paymentState(app, turn, found),
    found.circuitOpen ?? isCircuitOpen(app),
  ]);
  return {
    screen: orderScreen({ ...state, circuitOpen: isPaused, checkedNow: found.checkedNow === true }, turn.w),
    order: found.order,
  };
}

async function paymentState(
  app: BotApp,
  turn: Turn,
  { order, invoice }: { order: Order; invoice: Invoice | undefined },
): Promise<PaymentState> {
  const { wallet, stars } = await balancesOf(app, turn);
  return {
    order,
    invoice,
    wallet,
    stars,
    now: app.clock.now(),
    circuitOpen: false,
    amlLink: invoice?.status === 'locked' ? await questionnaire(app, invoice) : undefined,
  };
}

/** Where the payer answers the provider's questions; a provider that does not say leaves it out. */
async function questionnaire(
  app: BotApp,
  invoice: Pick<Invoice, 'providerUuid'> | undefined,
): Promise<string | undefined> {
  if (!invoice?.providerUuid) return undefined;
  const links = await app.provider.amlLinks(invoice.providerUuid).catch(() => []);
  return links[0]?.link;
}

/** "Check payment": asks the provider and shows what it says. */
async function checkPayment(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  const order = await ownOrder(app, turn, uuid);
  if (order.kind === 'balance_purchase') return orderReply(app, turn, { order, invoice: undefined });
  await spend(app, turn, 'api');
  // An order whose invoice was never made gets it now.
  const known = await findInvoiceByOrder(app, order.id);
  if (!known?.url && order.status === 'created') return showInvoice(app, turn, order);
  try {
    const invoice = await checkOrder(app, order.id);
    const now = await ownOrder(app, turn, uuid);
    const waits = now.status === 'awaiting_payment' || now.status === 'created';
    const reply = await orderReply(app, turn, { order: now, invoice, checkedNow: waits });
    return waits ? { ...reply, toast: turn.w.t.payment.notYet } : reply;
  } catch (error) {
    // Nothing is lost while the provider is away: the order is shown as it was last known.
    if (!(error instanceof AppError) || error.kind !== 'unavailable') throw error;
    const reply = await orderReply(app, turn, { order, invoice: known, circuitOpen: true });
    const words = turn.w.t.errors.codes.PROVIDER_UNAVAILABLE;
    return { ...reply, toast: `${words.what} ${words.money}`, alert: true };
  }
}

/** Shows how the order stands with us, without asking the provider. */
export async function showOrder(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  const order = await ownOrder(app, turn, uuid);
  return orderReply(app, turn, { order, invoice: await findInvoiceByOrder(app, order.id) });
}

/** Errors: ORDER_UNKNOWN. */
async function ownOrder(app: BotApp, turn: Turn, orderId: string): Promise<Order> {
  const order = await findOrder(app, orderId, turn.user.id);
  if (!order) throw new AppError('ORDER_UNKNOWN');
  return order;
}

export const paymentHandlers = {
  'check_payment_{uuid}': checkPayment,
  'check_recharge_{uuid}': checkPayment,
  'refresh_status_{uuid}': showOrder,
} satisfies Partial<Handlers>;
