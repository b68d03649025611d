import { userBalances } from '../../ledger/index.ts';
import { AppError } from '../../lib/index.ts';
import type { NotificationOf } from '../../notifications/index.ts';
import { findInvoiceByOrder, payToOf, truthOf } from '../../payments/index.ts';
import { findOrder, rememberOrderMessage } from '../../shop/index.ts';
import type { App } from '../../app.ts';
import { canSend, goesTo } from '../goesTo.ts';
import { asksScreen, orderNews, type OrderNewsKind } from '../screens/index.ts';
import type { Message, Reader } from './message.ts';

/** Asks again for a purchase that was not made by itself. */
export async function renderAsks(
  _app: App,
  { data }: NotificationOf<'purchase_asks'>,
  { w }: Reader,
): Promise<Message> {
  return { screen: asksScreen(data.stars, w) };
}

/** Draws news of money that came, is missing, or waits. */
export async function renderOrder(
  app: App,
  notification: NotificationOf<OrderNewsKind>,
  { user, w }: Reader,
): Promise<Message> {
  const order = await findOrder(app, notification.subjectId);
  if (!order) throw new AppError('ORDER_UNKNOWN');
  const [invoice, balances, circuit, to] = await Promise.all([
    findInvoiceByOrder(app, order.id),
    userBalances(app.db, order.userId, order.asset),
    app.breakers.heleket.state(),
    goesTo(app, order, user),
  ]);
  const now = app.clock.now();
  const questionnaire = notification.kind === 'payment_locked' ? notification.data.link : undefined;
  const known = order.chatMessageId === null ? undefined : Number(order.chatMessageId);
  const truth = truthOf({ order, invoice, now, questionnaire, person: user.status });
  const { said, screen, goesOn } = orderNews(
    notification,
    {
      order,
      truth,
      now,
      payTo: payToOf(app.config, invoice, truth),
      circuitOpen: circuit.phase === 'open',
      ...balances,
      goesTo: to,
      canSend: canSend(app),
      hasScreen: known !== undefined,
    },
    w,
  );
  return {
    screen: said,
    amend: known === undefined ? undefined : { messageId: known, screen },
    onShown: async (messageId) => {
      if (goesOn) await rememberOrderMessage(app, order, BigInt(messageId));
    },
  };
}
