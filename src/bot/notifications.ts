import { userBalances } from '../ledger/index.ts';
import { AppError, parseAmount, toAppError } from '../lib/index.ts';
import { findInvoiceByOrder, truthOf } from '../payments/index.ts';
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
  type RefundNewsState,
  type RefundStep,
  type Screen,
} from './screens/index.ts';
import type { Sender } from './send.ts';
import { wordsFor, type Words } from './words.ts';

/** What one row does to the chat. */
interface Message {
  /** A message of its own, which stays as it is; absent: only the payment screen changes. */
  readonly screen?: Screen | undefined;
  /** The payment screen, brought up to date first: that rings for nobody, so it is never muted. */
  readonly amend?: { readonly messageId: number; readonly screen: Screen } | undefined;
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
  if (!user || user.telegramId === null) return recordDelivery(app, { notificationId, state: 'muted' });
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
  const { amend, screen } = message;
  const done = (state: 'sent' | 'blocked' | 'muted', messageId?: number): Promise<void> =>
    recordDelivery(app, {
      notificationId: notification.id,
      state,
      telegramMessageId: messageId === undefined ? undefined : BigInt(messageId),
    });
  const blocked = async (): Promise<void> => {
    await markBotBlocked(app, user.id, true);
    await done('blocked');
  };
  if (amend && (await sender.amend(chatId, amend.messageId, amend.screen)).outcome === 'blocked')
    return blocked();
  if (NOTIFICATIONS[notification.kind].mutable && !user.notifications) return done('muted');
  if (!screen) return done('sent');
  const shown = await sender.show(chatId, screen);
  if (shown.outcome === 'blocked') return blocked();
  await message.onShown?.(shown.messageId);
  await done('sent', shown.messageId);
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
      return { screen: refundScreen(refundState(app, notification), w) };
    default:
      return renderOrder(app, notification, user);
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

async function renderOrder(app: App, notification: Notification, user: User): Promise<Message> {
  const w = wordsFor(app.config, user.language);
  const order = await findOrder(app, notification.subjectId);
  if (!order) throw new AppError('ORDER_UNKNOWN');
  const [invoice, balances, circuit] = await Promise.all([
    findInvoiceByOrder(app, order.id),
    userBalances(app.db, order.userId, order.asset),
    app.breakers.heleket.state(),
  ]);
  const { data, kind } = notification;
  const now = app.clock.now();
  const questionnaire = typeof data['link'] === 'string' ? data['link'] : undefined;
  const known = order.chatMessageId === null ? undefined : Number(order.chatMessageId);
  const { said, screen, goesOn } = orderNews(
    kind,
    {
      order,
      truth: truthOf({ order, invoice, now, questionnaire, person: user.status }),
      now,
      circuitOpen: circuit.phase === 'open',
      ...balances,
      received: readMoney(app, data['received']),
      credited: readMoney(app, data['credited']),
      isLate: data['state'] === 'late',
      isReturned: data['state'] === 'returned',
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
