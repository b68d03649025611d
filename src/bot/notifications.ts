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
import { endLastWord, sayLast } from './lastWord.ts';
import {
  closedScreen,
  mergedScreen,
  orderNews,
  refundScreen,
  reopenedScreen,
  replyScreen,
  resolvedScreen,
  type RefundNewsState,
  type RefundStep,
  type Screen,
} from './screens/index.ts';
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
    // A refusal will be the same next time: it is for staff to see, not to be tried again.
    const isFinal = thrown instanceof TelegramRefusal;
    await recordDelivery(app, { notificationId, state: 'failed', error: error.message, isFinal });
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
  if (message === undefined) return recordDelivery(app, { notificationId: notification.id, state: 'muted' });
  const shown = await sender.show(chatId, message.screen, message.place);
  if (shown.outcome === 'blocked') {
    await markBotBlocked(app, user.id, true);
    return recordDelivery(app, { notificationId: notification.id, state: 'blocked' });
  }
  // What was said before is not the last word any more.
  if (shown.how === 'fresh') await endLastWord(app, user.id);
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

/** Undefined when what it tells is not so any more. */
async function render(app: App, notification: Notification, user: User): Promise<Message | undefined> {
  const w = wordsFor(app.config, user.language);
  switch (notification.kind) {
    case 'ticket_reply':
      return renderReply(app, notification, w);
    case 'ticket_resolved':
      return renderResolved(app, notification, w);
    case 'ticket_merged':
      return renderMerged(app, notification, w);
    case 'ticket_closed':
    case 'ticket_reopened':
      return renderTurn(app, notification, w);
    case 'refund_step':
      return { screen: refundScreen(refundState(app, notification), w) };
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

/** A digit that follows it is a rating. */
async function renderResolved(app: App, { subjectId }: Notification, w: Words): Promise<Message | undefined> {
  const ticket = await findTicket(app, subjectId);
  if (!ticket) throw new AppError('TICKET_UNKNOWN');
  if (ticket.status !== 'resolved') return undefined;
  return {
    screen: resolvedScreen({ ticketId: ticket.id, number: ticket.number }, w),
    onShown: (messageId) => sayLast(app, ticket.userId, { about: 'rating', ticketId: ticket.id, messageId }),
  };
}

/** The ticket ended, or goes on. */
async function renderTurn(
  app: App,
  { subjectId, kind, data }: Notification,
  w: Words,
): Promise<Message | undefined> {
  const ticket = await findTicket(app, subjectId);
  if (!ticket) throw new AppError('TICKET_UNKNOWN');
  const isClosed = ticket.status === 'closed';
  if ((kind === 'ticket_closed') !== isClosed) return undefined;
  const about = { ticketId: ticket.id, number: ticket.number };
  const answered = data['answered'] === true;
  return { screen: isClosed ? closedScreen({ ...about, answered }, w) : reopenedScreen(about, w) };
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

const REFUND_STEPS: ReadonlySet<string> = new Set<RefundStep>([
  'requested',
  'approved',
  'sent',
  'done',
  'declined',
  'failed',
  'address',
  'wait',
  'checking',
  'to_balance',
  'cancelled',
]);

function refundState(app: App, { data, subjectId }: Notification): RefundNewsState {
  const step = String(data['step']);
  const isAdjustment = data['kind'] === 'adjustment';
  if (isAdjustment && step === 'done')
    return {
      step: data['direction'] === 'debit' ? 'debited' : data['wasInSuspense'] === true ? 'found' : 'credited',
      amount: data['asset'] === 'STAR' ? undefined : readMoney(app, data['amount']),
      // Money that was found and linked has no request behind it.
      refundId: data['hasRefund'] === false ? undefined : subjectId,
      isAdjustment,
    };
  return {
    step: REFUND_STEPS.has(step) ? (step as RefundStep) : 'other',
    refundId: subjectId,
    amount: readMoney(app, data['amount']),
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
