import { AppError } from '../../lib/index.ts';
import { findTransaction } from '../../shop/index.ts';
import { isEnabled } from '../../switches/index.ts';
import {
  findTicket,
  goesOn,
  listTicketMessages,
  listTickets,
  rateTicket,
  reopenTicket,
  type Ticket,
  type TicketSubject,
} from '../../support/index.ts';
import { sayLast } from '../lastWord.ts';
import {
  subjectsScreen,
  TICKET_LINES,
  ticketDraftScreen,
  ticketScreen,
  ticketsScreen,
} from '../screens/index.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';
import { sendDraft } from './ticketDraft.ts';
import { hasRoom, showTooMany } from './ticketRoom.ts';

export async function showSubjects(app: BotApp, turn: Turn): Promise<Reply> {
  const [enabled, tickets, room] = await Promise.all([
    isEnabled(app, 'tickets'),
    listTickets(app, turn.user.id, 1),
    hasRoom(app, turn),
  ]);
  if (enabled && !room) return showTooMany(app, turn, { hasWords: false });
  return { screen: subjectsScreen({ enabled, hasTickets: tickets.length > 0 }, turn.w) };
}

/** Begins a draft: the user types text and sends files, and a button sends the ticket. */
export async function startDraft(
  app: BotApp,
  turn: Turn,
  {
    text = '',
    ...about
  }: { subject: TicketSubject; orderId?: string; journalId?: string; supportCode?: string; text?: string },
): Promise<Reply> {
  if (!(await isEnabled(app, 'tickets'))) throw new AppError('SWITCHED_OFF', { name: 'tickets' });
  if (!(await hasRoom(app, turn))) return showTooMany(app, turn, { hasWords: false });
  const screen = ticketDraftScreen(
    {
      subject: about.subject,
      about: about.orderId ?? about.journalId,
      supportCode: about.supportCode,
      text,
      files: 0,
    },
    turn.w,
  );
  return {
    screen,
    keepsDraft: true,
    onShown: async (messageId) => {
      // A text that the bot wrote for the user belongs to the screen itself, because no message of the user has it.
      const texts = text === '' ? [] : [{ messageId, text }];
      await app.drafts.start(turn.user.id, { name: 'ticket', ...about, texts, files: [] }, messageId);
    },
  };
}

/** A ticket about one line of the history. Errors: ORDER_UNKNOWN. */
async function startAbout(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  const found = await findTransaction(app, { userId: turn.user.id, id: uuid });
  if (!found) throw new AppError('ORDER_UNKNOWN');
  const { source, kind } = found.transaction;
  const isOrder = source === 'order';
  return startDraft(app, turn, {
    subject: kind === 'delivery' ? 'delivery' : 'payment',
    ...(isOrder ? { orderId: uuid } : { journalId: uuid }),
  });
}

export async function showTickets(app: BotApp, turn: Turn): Promise<Reply> {
  return { screen: ticketsScreen({ tickets: await listTickets(app, turn.user.id) }, turn.w) };
}

/** Shows a ticket with the end of its conversation, or with the messages before the place `number`. */
export async function showTicket(
  app: BotApp,
  turn: Turn,
  { uuid, number }: { uuid: string; number?: string },
): Promise<Reply> {
  const ticket = await findTicket(app, uuid, turn.user.id);
  if (!ticket) throw new AppError('TICKET_UNKNOWN');
  return ticketReply(app, turn, { ticket, before: number === undefined ? undefined : BigInt(number) });
}

/** Reads one message more than a page shows, to know whether there are earlier ones. */
async function ticketReply(
  app: BotApp,
  turn: Turn,
  { ticket, before, news }: { ticket: Ticket; before?: bigint | undefined; news?: 'rated' | 'reopened' },
): Promise<Reply> {
  const messages = await listTicketMessages(app, {
    ticketId: ticket.id,
    withNotes: false,
    beforeSeq: before,
    limit: TICKET_LINES + 1,
  });
  const asks = ticket.status === 'resolved' && ticket.rating === null;
  const about = goesOn(ticket) ? 'ticket' : asks ? 'rating' : undefined;
  return {
    screen: ticketScreen(
      { ticket, now: app.clock.now(), messages, isLatest: before === undefined, news },
      turn.w,
    ),
    about: ticket.id,
    onShown: async (messageId) => {
      if (about !== undefined) await sayLast(app, turn.user.id, { about, ticketId: ticket.id, messageId });
    },
  };
}

async function rate(
  app: BotApp,
  turn: Turn,
  { rating, uuid }: { rating: number; uuid: string },
): Promise<Reply> {
  const ticket = await rateTicket(app, { ticketId: uuid, userId: turn.user.id, rating });
  return {
    ...(await ticketReply(app, turn, { ticket: { ...ticket, rating }, news: 'rated' })),
    toast: turn.w.t.help.ticket.rated(rating),
  };
}

async function reopen(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  try {
    const ticket = await reopenTicket(app, { ticketId: uuid, userId: turn.user.id });
    return await ticketReply(app, turn, { ticket, news: 'reopened' });
  } catch (error) {
    if (error instanceof AppError && error.code === 'TICKETS_TOO_MANY')
      return showTooMany(app, turn, { hasWords: false });
    // A second tap, or the same tap whose answer was lost: the ticket is already open again.
    const ticket = await findTicket(app, uuid, turn.user.id);
    if (ticket?.status !== 'open') throw error;
    return ticketReply(app, turn, { ticket, news: 'reopened' });
  }
}

export const ticketHandlers = {
  create_ticket: showSubjects,
  'ticket_subject_{subject}': (app, turn, { subject }) => startDraft(app, turn, { subject }),
  'ticket_about_{uuid}': startAbout,
  'ticket_code_{code}': (app, turn, { code }) =>
    startDraft(app, turn, { subject: 'other', supportCode: code }),
  ticket_send: sendDraft,
  tickets: showTickets,
  'ticket_{uuid}': showTicket,
  'ticket_{uuid}_{number}': showTicket,
  'rate_{rating}_{uuid}': rate,
  'reopen_{uuid}': reopen,
} satisfies Partial<Handlers>;
