import { AppError } from '../../lib/index.ts';
import {
  checkOrder,
  findInvoiceByOrder,
  giveUpOrder,
  openInvoice,
  payToOf,
  questionnaireFor,
  truthOf,
  walletText,
  type Asking,
  type Invoice,
} from '../../payments/index.ts';
import { findOrder, type Order } from '../../shop/index.ts';
import { statusOf } from '../../users/index.ts';
import { goesTo } from '../goesTo.ts';
import { qrPng } from '../qr.ts';
import { checkToast, movedScreen, orderScreen, qrScreen, type PaymentState } from '../screens/index.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';
import { countCall, isCircuitOpen } from './providerCalls.ts';

interface Found {
  readonly order: Order;
  readonly invoice: Invoice | undefined;
  readonly asking?: Asking;
  readonly nextLookAt?: Date | undefined;
}

/** Opens the invoice at the provider, if that has not been done, and shows it. */
export async function showInvoice(
  app: BotApp,
  turn: Turn,
  order: Order,
  { isCounted = false } = {},
): Promise<Reply> {
  const known = await findInvoiceByOrder(app, order.id);
  if (!known?.url && !isCounted) await countCall(app, turn, 'api');
  const invoice = known?.url ? known : await openInvoice(app, { orderId: order.id });
  const current = (await findOrder(app, order.id, turn.user.id)) ?? order;
  return orderReply(app, turn, { order: current, invoice });
}

/**
 * Makes the screen of an order in its present state. It is remembered, so that later news change it. The screen before
 * it says where it went.
 */
async function orderReply(app: BotApp, turn: Turn, found: Found): Promise<Reply> {
  const { order } = found;
  const state = await paymentState(app, turn, found);
  return {
    screen: orderScreen(state, turn.w),
    order,
    stale: otherScreens(turn, [order]).map((messageId) => ({
      messageId,
      screen: movedScreen(order, turn.w),
    })),
    ...checkToast(state, found.nextLookAt, turn.w),
  };
}

/** Messages, other than the pressed one, in which one of these orders offers a payment. */
export function otherScreens(turn: Turn, orders: readonly Order[]): number[] {
  return orders
    .filter(({ status }) => status === 'created' || status === 'awaiting_payment')
    .flatMap(({ chatMessageId }) => (chatMessageId === null ? [] : [Number(chatMessageId)]))
    .filter((messageId) => messageId !== turn.messageId);
}

/** The true state of an order, as this person may see it. */
export async function paymentState(
  app: BotApp,
  { user }: Pick<Turn, 'user'>,
  { order, invoice, asking = 'not' }: Found,
): Promise<PaymentState> {
  const now = app.clock.now();
  const [circuitOpen, to, person, questionnaire] = await Promise.all([
    isCircuitOpen(app),
    goesTo(app, order, user),
    statusOf(app, user.id),
    invoice?.providerUuid
      ? questionnaireFor(app, { uuid: invoice.providerUuid, status: invoice.status })
      : undefined,
  ]);
  const truth = truthOf({ order, invoice, now, asking, questionnaire, person });
  return { order, truth, now, circuitOpen, payTo: payToOf(app.config, invoice, truth), goesTo: to };
}

/** "Check payment": asks the provider, shows the answer, and says whether the provider was asked. */
async function checkPayment(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  const order = await ownOrder(app, turn, uuid);
  const known = await findInvoiceByOrder(app, order.id);
  if (order.kind === 'balance_purchase') return orderReply(app, turn, { order, invoice: undefined });
  // If the invoice of an order was never made, makes it now.
  if (!known?.url && order.status === 'created') return showInvoice(app, turn, order);
  if (!known) return orderReply(app, turn, { order, invoice: known });
  const looked = await lookAt(app, turn, order.id);
  const current = await ownOrder(app, turn, uuid);
  return orderReply(app, turn, { order: current, invoice: looked.invoice ?? known, ...looked });
}

/**
 * If anything fails while asking, shows the order as it was last known. Its buyer may have paid, so no error may say
 * that nothing was taken.
 */
async function lookAt(
  app: BotApp,
  turn: Turn,
  orderId: string,
): Promise<{ asking: Asking; invoice?: Invoice; nextLookAt?: Date | undefined }> {
  try {
    await countCall(app, turn, 'api');
    const { asked, nextLookAt, ...invoice } = await checkOrder(app, orderId, turn.correlationId);
    return { asking: asked ? 'answered' : 'recently', invoice, nextLookAt };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'RATE_LIMITED') {
      const waitMs = Number(error.data['retryAfter']) * 1000;
      return { asking: 'recently', nextLookAt: new Date(app.clock.now().getTime() + waitMs) };
    }
    if (error.code === 'DATABASE_UNAVAILABLE') throw error;
    app.log.warn(
      { err: error, orderId, correlationId: turn.correlationId },
      'the provider could not be asked about a payment',
    );
    return { asking: 'unreachable' };
  }
}

/** Shows the state of the order that we know, without asking the provider. */
async function showOrder(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  const order = await ownOrder(app, turn, uuid);
  return orderReply(app, turn, { order, invoice: await findInvoiceByOrder(app, order.id) });
}

/** Sends a QR code of the payment: for a wallet if the address is known, else of the provider's page. */
async function showQr(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  const order = await ownOrder(app, turn, uuid);
  const found = { order, invoice: await findInvoiceByOrder(app, order.id) };
  const [reply, state] = await Promise.all([orderReply(app, turn, found), paymentState(app, turn, found)]);
  const pay = state.truth.acts.find((act) => act.do === 'pay');
  if (!pay) return reply;
  const png = qrPng(state.payTo ? walletText(state.payTo) : pay.url);
  return { ...reply, photo: { png, screen: qrScreen(state, turn.w) } };
}

/** Cancels an order that has received nothing. An order with money is only shown. */
async function cancelOrder(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  const order = await ownOrder(app, turn, uuid);
  const done =
    order.kind !== 'balance_purchase' && (await giveUpOrder(app, { orderId: order.id, to: 'cancelled' }));
  const reply = await showOrder(app, turn, { uuid });
  return done ? { ...reply, toast: turn.w.t.payment.cancelDone } : reply;
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
  'cancel_order_{uuid}': cancelOrder,
  'qr_{uuid}': showQr,
} satisfies Partial<Handlers>;
