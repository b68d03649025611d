import { AppError } from '../../lib/index.ts';
import { isEnabled } from '../../switches/index.ts';
import {
  canReopen,
  dropInbox,
  findTicketOfMessage,
  keepMessage,
  listInbox,
  listOpenTickets,
  listTickets,
  putInboxInto,
  sendInbox,
  type Ticket,
} from '../../support/index.ts';
import { lastWord, nextAnswer } from '../lastWord.ts';
import {
  alreadySentScreen,
  droppedScreen,
  keptButton,
  keptScreen,
  notUnderstoodScreen,
  nothingKeptScreen,
  ticketSentScreen,
} from '../screens/index.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';
import type { Arrived } from './arrived.ts';
import { passedOn } from './passedOn.ts';
import { showTooMany } from './ticketRoom.ts';

/** A message in the form in which it is kept. */
function keptMessage({ content, messageId }: Arrived) {
  return { ...content, telegramMessageId: BigInt(messageId) };
}

/** Keeps a message that answers no question, and offers where it could go. It is lost only if its sender says so. */
export async function keep(app: BotApp, turn: Turn, typed: Arrived & { isEdit?: boolean }): Promise<Reply> {
  const { content } = typed;
  if (content.fileId === undefined && content.text.trim() === '')
    return { screen: notUnderstoodScreen(turn.w) };
  await keepMessage(app, turn.user.id, { ...keptMessage(typed), isEdit: typed.isEdit === true });
  return offer(app, turn, content.text);
}

/** The rest of an album is kept with its first message, and counted on the same screen. */
export async function keepRest(app: BotApp, turn: Turn, arrived: Arrived): Promise<Reply | undefined> {
  await keepMessage(app, turn.user.id, keptMessage(arrived));
  const word = await lastWord(app, turn.user.id);
  if (word?.about !== 'kept') return undefined;
  return { ...(await offer(app, turn, '')), place: word.messageId, spent: [] };
}

/** Shows what is kept, with everything that can be done with it. */
async function offer(app: BotApp, turn: Turn, said: string): Promise<Reply> {
  const userId = turn.user.id;
  const [kept, open, resolved, enabled, next] = await Promise.all([
    listInbox(app, userId),
    listOpenTickets(app.db, userId),
    lastResolved(app, turn),
    isEnabled(app, 'tickets'),
    nextAnswer(app, userId, { about: 'kept' }),
  ]);
  const isFull = open.length >= app.config.MAX_OPEN_TICKETS;
  return {
    screen: keptScreen(
      {
        kept,
        enabled,
        full: isFull ? { max: app.config.MAX_OPEN_TICKETS } : undefined,
        // A resolved ticket opens again only if there is room for it.
        tickets: isFull || open.length > 0 ? open : resolved ? [resolved] : [],
        range: numberRange(app, said),
      },
      turn.w,
    ),
    ...(next.place === undefined ? {} : { place: next.place }),
    ...(next.spent === undefined ? {} : { spent: next.spent }),
    onShown: next.shown,
  };
}

/** The resolved ticket that the message may be about. */
async function lastResolved(app: BotApp, turn: Turn): Promise<Ticket | undefined> {
  const tickets = await listTickets(app, turn.user.id);
  return tickets
    .filter((ticket) => canReopen(ticket, app.clock.now()))
    .toSorted((a, b) => Number(b.resolvedAt) - Number(a.resolvedAt))[0];
}

/** For a message that is only a number, but not a possible number of stars: the range of possible numbers. */
function numberRange({ config }: BotApp, said: string): { min: number; max: number } | undefined {
  if (!/^\d+$/.test(said.trim())) return undefined;
  return { min: config.MIN_BALANCE_PURCHASE_AMOUNT, max: config.MAX_BALANCE_PURCHASE_AMOUNT };
}

/** Shows another answer first, and adds the way to support for the sent message. */
export async function offerBeside(app: BotApp, turn: Turn, reply: Reply, typed: Arrived): Promise<Reply> {
  if (typed.content.fileId === undefined && typed.content.text.trim() === '') return reply;
  await keepMessage(app, turn.user.id, keptMessage(typed));
  const { screen } = reply;
  const ways = [keptButton(BigInt(typed.messageId), turn.w)];
  return {
    ...reply,
    screen: { ...screen, buttons: [...screen.buttons.slice(0, -1), ways, ...screen.buttons.slice(-1)] },
  };
}

/** Keeps an edit of a kept message. Returns undefined when the message is not kept. */
export async function editKept(app: BotApp, turn: Turn, typed: Arrived): Promise<Reply | undefined> {
  const kept = await listInbox(app, turn.user.id);
  if (!kept.some(({ telegramMessageId }) => telegramMessageId === BigInt(typed.messageId))) return undefined;
  return keep(app, turn, typed);
}

async function send(app: BotApp, turn: Turn, { number }: { number: string }): Promise<Reply> {
  try {
    const ticket = await sendInbox(app, { userId: turn.user.id, subject: 'other' });
    return ticket
      ? { screen: ticketSentScreen(ticket, turn.w), about: ticket.id }
      : sentBefore(app, turn, BigInt(number));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'TICKETS_TOO_MANY') throw error;
    return showTooMany(app, turn, { hasWords: true });
  }
}

async function sentBefore(app: BotApp, turn: Turn, messageId: bigint): Promise<Reply> {
  const ticket = await findTicketOfMessage(app, turn.user.id, messageId);
  if (!ticket) return { screen: nothingKeptScreen(turn.w) };
  const toast = turn.w.t.help.ticket.alreadySent(ticket.number.toString());
  return { screen: alreadySentScreen(ticket, turn.w), toast };
}

async function putInto(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  try {
    const { ticket, added, reopened } = await putInboxInto(app, { userId: turn.user.id, ticketId: uuid });
    if (!added) return { screen: nothingKeptScreen(turn.w) };
    return await passedOn(app, turn, { ticket, how: reopened ? 'reopened' : 'relayed' });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'TICKETS_TOO_MANY') throw error;
    return showTooMany(app, turn, { hasWords: true });
  }
}

async function drop(app: BotApp, turn: Turn): Promise<Reply> {
  await dropInbox(app, turn.user.id);
  return { screen: droppedScreen(turn.w) };
}

export const keptHandlers = {
  'inbox_send_{number}': send,
  'inbox_into_{uuid}': putInto,
  inbox_drop: drop,
} satisfies Partial<Handlers>;
