import { recordDelivery } from '../../src/notifications/index.ts';
import type { Context } from '../../src/platform/index.ts';
import type { Order } from '../../src/shop/index.ts';
import {
  addUserMessage,
  closeTicket,
  editUserMessage,
  followAnswers,
  noteOnTicket,
  openTicket,
  rateTicket,
  replyToTicket,
  resolveTicket,
  setTicketPriority,
  takeTicket,
  type TicketSubject,
} from '../../src/support/index.ts';

interface Seed {
  readonly context: Context;
  readonly userIds: readonly bigint[];
  readonly orders: readonly Order[];
  readonly agent: bigint;
}

const LAST = 'demo:ticket:last';

/** The last ticket. If it exists, the demo is complete. */
export async function isSeeded(context: Context): Promise<boolean> {
  return (await context.db.one('SELECT FROM tickets WHERE request_key = $1', [LAST])) !== undefined;
}

/** Makes tickets in every state of a conversation, with photos, an edit, an album and a note. */
export async function seedTickets(seed: Seed): Promise<void> {
  for (const conversation of [paidButNothing, paidTooLittle, underReview, paidTooMuch])
    await conversation(seed);
}

/** Makes a spam ticket that is closed without asking its author. It marks the demo as complete. */
export async function seedLastTicket(seed: Seed): Promise<void> {
  const ticket = await open(seed, {
    user: 4,
    subject: 'other',
    text: 'BUY <b>CHEAP</b> FOLLOWERS http://spam.example',
    key: LAST,
  });
  if (ticket) await closeTicket(seed.context, { ticketId: ticket.id, staffId: seed.agent });
}

async function paidButNothing(seed: Seed): Promise<void> {
  const ticket = await open(seed, {
    user: 0,
    subject: 'payment',
    text: 'Оплатил счёт, но звёзды не пришли. Хеш: 7f3a…',
  });
  if (!ticket) return;
  await say(seed, ticket, { kind: 'photo', text: 'чек', fileId: 'demo-photo-1', mediaGroupId: 'demo-album' });
  await say(seed, ticket, { kind: 'photo', text: '', fileId: 'demo-photo-2', mediaGroupId: 'demo-album' });
  await setTicketPriority(seed.context, {
    ticketId: ticket.id,
    staffId: seed.agent,
    priority: 'high',
  });
}

async function paidTooLittle(seed: Seed): Promise<void> {
  const ticket = await open(seed, {
    user: 1,
    subject: 'payment',
    text: 'Я перевёл 135 вместо 225, что теперь?',
  });
  if (!ticket) return;
  await editUserMessage(seed.context, {
    userId: ticket.userId,
    telegramMessageId: FIRST_MESSAGE,
    text: `Я перевёл 135 ${seed.context.config.PAYMENT_ASSET_LABEL} вместо 225, что теперь с деньгами?`,
  });
}

async function underReview(seed: Seed): Promise<void> {
  const ticket = await open(seed, { user: 3, subject: 'payment', text: 'Пишет, что платёж на проверке' });
  if (!ticket) return;
  const agent = { ticketId: ticket.id, staffId: seed.agent };
  await takeTicket(seed.context, agent);
  await noteOnTicket(seed.context, { ...agent, text: 'AML-проверка у провайдера, анкета отправлена.' });
  await reply(
    seed,
    ticket,
    'Здравствуйте! Заполните, пожалуйста, анкету по ссылке в боте, и платёж продолжится.',
  );
}

async function paidTooMuch(seed: Seed): Promise<void> {
  const ticket = await open(seed, {
    user: 2,
    subject: 'delivery',
    text: 'I paid more than the invoice asked for. Where is the rest?',
  });
  if (!ticket) return;
  await reply(
    seed,
    ticket,
    `Hello! The rest is on your ${seed.context.config.PAYMENT_ASSET_LABEL} balance: you can spend it on stars at any time.`,
  );
  await say(seed, ticket, { kind: 'text', text: 'Got it, thank you!' });
  await resolveTicket(seed.context, { ticketId: ticket.id, staffId: seed.agent, correlationId: 'demo' });
  await rateTicket(seed.context, { ticketId: ticket.id, userId: ticket.userId, rating: 5 });
}

interface Opened {
  readonly id: string;
  readonly userId: bigint;
  /** Telegram's id for the next message of this user. */
  nextMessageId: bigint;
}

const FIRST_MESSAGE = 1n;

/** Opens a ticket about the user's latest order. Undefined if an earlier run did it. */
async function open(
  { context, userIds, orders }: Seed,
  plan: { user: number; subject: TicketSubject; text: string; key?: string },
): Promise<Opened | undefined> {
  const { user, subject, text, key = `demo:ticket:${user}` } = plan;
  if (await context.db.one('SELECT FROM tickets WHERE request_key = $1', [key])) return undefined;
  const userId = userIds[user] ?? 0n;
  const order = subject === 'other' ? undefined : orders.findLast((candidate) => candidate.userId === userId);
  const { id } = await openTicket(context, {
    userId,
    subject,
    text,
    telegramMessageId: FIRST_MESSAGE,
    orderId: order?.id,
    requestKey: key,
  });
  return { id, userId, nextMessageId: FIRST_MESSAGE + 1n };
}

async function say(
  { context }: Seed,
  ticket: Opened,
  content: { kind: 'text' | 'photo'; text: string; fileId?: string; mediaGroupId?: string },
): Promise<void> {
  const telegramMessageId = ticket.nextMessageId++;
  await addUserMessage(context, {
    ...content,
    ticketId: ticket.id,
    userId: ticket.userId,
    telegramMessageId,
  });
}

async function reply({ context, agent }: Seed, ticket: Opened, text: string): Promise<void> {
  const { messageId } = await replyToTicket(context, {
    ticketId: ticket.id,
    staffId: agent,
    text,
    correlationId: 'demo',
  });
  // Store the message as if the bot had received it, because the demo's users are not in Telegram yet.
  const sent = await context.db.one<{ id: string }>('SELECT id FROM notifications WHERE key = $1', [
    `ticket_reply:${messageId}`,
  ]);
  if (sent) await recordDelivery(context, { notificationId: sent.id, state: 'sent' }, followAnswers(context));
}
