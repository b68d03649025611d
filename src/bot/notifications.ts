import { userBalances } from '../ledger/index.ts';
import { AppError, parseAmount, toAppError } from '../lib/index.ts';
import { findInvoiceByOrder } from '../payments/index.ts';
import { coin, findOrder, rememberOrderMessage } from '../shop/index.ts';
import {
  findNotification,
  findTicket,
  findTicketMessage,
  NOTIFICATIONS,
  recordDelivery,
  type Notification,
} from '../support/index.ts';
import { findUser, markBotBlocked, type User } from '../users/index.ts';
import type { App } from '../app.ts';
import { TelegramRefusal } from './client.ts';
import {
  mergedScreen,
  orderNews,
  refundScreen,
  replyScreen,
  resolvedScreen,
  type Screen,
} from './screens/index.ts';
import { refundNews } from './refundNews.ts';
import type { Sender } from './send.ts';
import { wordsFor, type Words } from './words.ts';

/** What is sent: the screen, in whose place, and a short line below when the place was an old message. */
interface Message {
  readonly screen: Screen;
  readonly place?: number | undefined;
  readonly ping?: string | undefined;
  readonly onShown?: (messageId: number) => Promise<void>;
}

/**
 * Sends one row of `notifications` in the user's language and writes down what became of it. Safe to repeat: what was
 * sent is not sent again. Errors: TELEGRAM_UNAVAILABLE, CIRCUIT_OPEN and whatever else a later try can mend.
 */
export async function sendNotification(app: App, sender: Sender, notificationId: string): Promise<void> {
  const notification = await findNotification(app, notificationId);
  if (!notification || (notification.state !== 'queued' && notification.state !== 'failed')) return;
  const user = await findUser(app, notification.userId);
  const silent =
    !user || user.telegramId === null || (NOTIFICATIONS[notification.kind].mutable && !user.notifications);
  if (silent) return recordDelivery(app, { notificationId, state: 'muted' });
  try {
    await send(app, sender, { notification, user });
  } catch (thrown) {
    const error = toAppError(thrown);
    await recordDelivery(app, { notificationId, state: 'failed', error: error.message });
    // A refusal will be the same next time: it is for staff to see, not to be tried again.
    if (thrown instanceof TelegramRefusal) {
      app.log.error(
        { err: error, notificationId, kind: notification.kind },
        'telegram refused a notification',
      );
      return;
    }
    throw error;
  }
}

async function send(
  app: App,
  sender: Sender,
  { notification, user }: { notification: Notification; user: User },
): Promise<void> {
  const chatId = Number(user.telegramId);
  const message = await render(app, notification, user);
  const shown = await sender.show(chatId, message.screen, message.place);
  if (shown.outcome === 'blocked') {
    await markBotBlocked(app, user.id, true);
    return recordDelivery(app, { notificationId: notification.id, state: 'blocked' });
  }
  await message.onShown?.(shown.messageId);
  await recordDelivery(app, {
    notificationId: notification.id,
    state: 'sent',
    telegramMessageId: BigInt(shown.messageId),
  });
  // Telegram rings for new messages only, so a screen that changed above is announced; whoever saw it already is not.
  if (shown.how === 'edited' && message.ping !== undefined)
    await sender.show(chatId, { text: message.ping, buttons: [] }).catch(() => undefined);
}

async function render(app: App, notification: Notification, user: User): Promise<Message> {
  const w = wordsFor(app.config, user.language);
  switch (notification.kind) {
    case 'ticket_reply':
      return renderReply(app, notification, w);
    case 'ticket_resolved':
      return renderResolved(app, notification, w);
    case 'ticket_merged':
      return renderMerged(app, notification, w);
    case 'refund_step':
      return { screen: refundScreen(await refundNews(app, notification), w) };
    default:
      return renderOrder(app, notification, w);
  }
}

async function renderReply(app: App, { subjectId, data }: Notification, w: Words): Promise<Message> {
  const [ticket, message] = await Promise.all([
    findTicket(app, subjectId),
    findTicketMessage(app, String(data['messageId'])),
  ]);
  if (!ticket || !message) throw new AppError('TICKET_UNKNOWN');
  return {
    screen: replyScreen({ ticketId: ticket.id, number: ticket.number, text: message.body }, w),
  };
}

async function renderResolved(app: App, { subjectId }: Notification, w: Words): Promise<Message> {
  const ticket = await findTicket(app, subjectId);
  if (!ticket) throw new AppError('TICKET_UNKNOWN');
  return { screen: resolvedScreen({ ticketId: ticket.id, number: ticket.number }, w) };
}

async function renderMerged(app: App, { subjectId, data }: Notification, w: Words): Promise<Message> {
  const ticket = await findTicket(app, subjectId);
  if (!ticket) throw new AppError('TICKET_UNKNOWN');
  return {
    screen: mergedScreen({ ticketId: ticket.id, number: ticket.number, from: String(data['from']) }, w),
  };
}

async function renderOrder(app: App, notification: Notification, w: Words): Promise<Message> {
  const order = await findOrder(app, notification.subjectId);
  if (!order) throw new AppError('ORDER_UNKNOWN');
  const [invoice, balances, circuit] = await Promise.all([
    findInvoiceByOrder(app, order.id),
    userBalances(app.db, order.userId, order.asset),
    app.breakers.heleket.state(),
  ]);
  const { data, kind } = notification;
  const money = (name: string): bigint | undefined => readMoney(app, data[name]);
  const state = {
    order,
    invoice,
    ...balances,
    now: app.clock.now(),
    circuitOpen: circuit.phase === 'open',
    amlLink: typeof data['link'] === 'string' ? data['link'] : undefined,
    received: money('received'),
    credited: money('credited'),
    missing: money('missing'),
    isLate: data['state'] === 'late',
    isWaiting: data['state'] === 'waiting',
    isReturned: data['state'] === 'returned',
  };
  const { screen, inPlace } = orderNews(kind, state, w);
  const known = order.chatMessageId === null ? undefined : Number(order.chatMessageId);
  return {
    screen,
    place: inPlace ? known : undefined,
    ping:
      kind === 'order_expired'
        ? undefined
        : w.t.notices.ping[kind === 'order_paid' || kind === 'topup_paid' ? 'paid' : 'news'],
    onShown: async (messageId) => {
      if (inPlace) await rememberOrderMessage(app, order, BigInt(messageId));
    },
  };
}

/** Decimal text of a notification's data in minor units; undefined where it is none. */
function readMoney(app: App, value: unknown): bigint | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return parseAmount(value, coin(app.config));
  } catch {
    return undefined;
  }
}
