import { userBalances } from '../ledger/index.ts';
import { AppError, parseAmount } from '../lib/index.ts';
import { findInvoiceByOrder, truthOf } from '../payments/index.ts';
import { coin, findOrder, rememberOrderMessage } from '../shop/index.ts';
import { findTicket, findTicketMessage, type Notification } from '../support/index.ts';
import type { User } from '../users/index.ts';
import type { App } from '../app.ts';
import { sayLast } from './lastWord.ts';
import {
  closedScreen,
  mergedScreen,
  orderNews,
  refundScreen,
  reopenedScreen,
  replyScreen,
  resolvedScreen,
  type Screen,
} from './screens/index.ts';
import { refundNews } from './refundNews.ts';
import { wordsFor, type Words } from './words.ts';

/** What one row does to the chat. */
export interface Message {
  /** A message of its own, which stays as it is; absent: only the payment screen changes. */
  readonly screen?: Screen | undefined;
  /** The payment screen, brought up to date first: that rings for nobody, so it is never muted. */
  readonly amend?: { readonly messageId: number; readonly screen: Screen } | undefined;
  readonly onShown?: (messageId: number) => Promise<void>;
}

/**
 * What a row of `notifications` says, in the user's language and as things stand now; undefined when what it tells is not so
 * any more.
 */
export async function render(app: App, notification: Notification, user: User): Promise<Message | undefined> {
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
      return { screen: refundScreen(await refundNews(app, notification), w) };
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

/** Decimal text of a notification's data in minor units; undefined where it is none. */
function readMoney(app: App, value: unknown): bigint | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return parseAmount(value, coin(app.config));
  } catch {
    return undefined;
  }
}
