import { AppError } from '../../lib/index.ts';
import { findTransaction, isEnabled } from '../../shop/index.ts';
import {
  findTicket,
  listTickets,
  rateTicket,
  reopenTicket,
  type TicketSubject,
} from '../../support/index.ts';
import { subjectsScreen, ticketDraftScreen, ticketScreen, ticketsScreen } from '../screens/index.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';
import { sendDraft } from './ticketDraft.ts';

export async function showSubjects(app: BotApp, turn: Turn): Promise<Reply> {
  const [enabled, tickets] = await Promise.all([
    isEnabled(app, 'tickets'),
    listTickets(app, turn.user.id, 1),
  ]);
  return { screen: subjectsScreen({ enabled, hasTickets: tickets.length > 0 }, turn.w) };
}

/** Begins a draft: the text is typed, files are sent, and a button hands it in. */
export async function startDraft(
  app: BotApp,
  turn: Turn,
  { text = '', ...about }: { subject: TicketSubject; orderId?: string; journalId?: string; text?: string },
): Promise<Reply> {
  if (!(await isEnabled(app, 'tickets'))) throw new AppError('SWITCHED_OFF', { name: 'tickets' });
  const screen = ticketDraftScreen(
    {
      subject: about.subject,
      about: about.orderId ?? about.journalId,
      text,
      files: 0,
    },
    turn.w,
  );
  return {
    screen,
    keepsDraft: true,
    onShown: async (messageId) => {
      // What is written for the user stands under the screen itself: no message of theirs holds it.
      const texts = text === '' ? [] : [{ messageId, text }];
      await app.drafts.start(turn.user.id, { name: 'ticket', ...about, texts, files: [] }, messageId);
    },
  };
}

/** A ticket about one line of the history. Errors: ORDER_UNKNOWN. */
async function startAbout(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  const found = await findTransaction(app, { userId: turn.user.id, id: uuid });
  if (!found) throw new AppError('ORDER_UNKNOWN');
  const isOrder = found.transaction.source === 'order';
  return startDraft(app, turn, {
    subject: 'payment',
    ...(isOrder ? { orderId: uuid } : { journalId: uuid }),
  });
}

export async function showTickets(app: BotApp, turn: Turn): Promise<Reply> {
  return { screen: ticketsScreen({ tickets: await listTickets(app, turn.user.id) }, turn.w) };
}

export async function showTicket(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  const ticket = await findTicket(app, uuid, turn.user.id);
  if (!ticket) throw new AppError('TICKET_UNKNOWN');
  return { screen: ticketScreen({ ticket, now: app.clock.now() }, turn.w) };
}

async function rate(
  app: BotApp,
  turn: Turn,
  { rating, uuid }: { rating: number; uuid: string },
): Promise<Reply> {
  const ticket = await rateTicket(app, { ticketId: uuid, userId: turn.user.id, rating });
  return {
    screen: ticketScreen({ ticket: { ...ticket, rating }, now: app.clock.now(), news: 'rated' }, turn.w),
    toast: turn.w.t.help.ticket.rated(rating),
  };
}

async function reopen(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  const ticket = await reopenTicket(app, { ticketId: uuid, userId: turn.user.id });
  return { screen: ticketScreen({ ticket, now: app.clock.now(), news: 'reopened' }, turn.w) };
}

export const ticketHandlers = {
  create_ticket: showSubjects,
  'ticket_subject_{subject}': (app, turn, { subject }) => startDraft(app, turn, { subject }),
  'ticket_about_{uuid}': startAbout,
  ticket_send: sendDraft,
  tickets: showTickets,
  'ticket_{uuid}': showTicket,
  'rate_{rating}_{uuid}': rate,
  'reopen_{uuid}': reopen,
} satisfies Partial<Handlers>;
