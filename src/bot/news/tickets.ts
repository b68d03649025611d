import { AppError } from '../../lib/index.ts';
import type { NotificationOf } from '../../notifications/index.ts';
import { findTicket, findTicketMessage, type Ticket } from '../../support/index.ts';
import type { App } from '../../app.ts';
import { sayLast } from '../lastWord.ts';
import { closedScreen, mergedScreen, reopenedScreen, replyScreen, resolvedScreen } from '../screens/index.ts';
import type { Message, Reader } from './message.ts';

/** The ticket of the news, as its screens name it. */
async function ticketOf(app: App, ticketId: string): Promise<Ticket & { readonly ticketId: string }> {
  const ticket = await findTicket(app, ticketId);
  if (!ticket) throw new AppError('TICKET_UNKNOWN');
  return { ...ticket, ticketId: ticket.id };
}

export async function renderReply(
  app: App,
  { subjectId, data }: NotificationOf<'ticket_reply'>,
  { w }: Reader,
): Promise<Message> {
  const [ticket, message] = await Promise.all([
    ticketOf(app, subjectId),
    findTicketMessage(app, data.messageId),
  ]);
  if (!message) throw new AppError('TICKET_UNKNOWN');
  return { screen: replyScreen({ ...ticket, text: message.body }, w) };
}

/** A digit after this message is a rating. */
export async function renderResolved(
  app: App,
  { subjectId }: NotificationOf<'ticket_resolved'>,
  { w }: Reader,
): Promise<Message | undefined> {
  const ticket = await ticketOf(app, subjectId);
  if (ticket.status !== 'resolved') return undefined;
  return {
    screen: resolvedScreen(ticket, w),
    onShown: (messageId) => sayLast(app, ticket.userId, { about: 'rating', ticketId: ticket.id, messageId }),
  };
}

export async function renderClosed(
  app: App,
  { subjectId, data }: NotificationOf<'ticket_closed'>,
  { w }: Reader,
): Promise<Message | undefined> {
  const ticket = await ticketOf(app, subjectId);
  return ticket.status === 'closed' ? { screen: closedScreen({ ...ticket, ...data }, w) } : undefined;
}

export async function renderReopened(
  app: App,
  { subjectId }: NotificationOf<'ticket_reopened'>,
  { w }: Reader,
): Promise<Message | undefined> {
  const ticket = await ticketOf(app, subjectId);
  return ticket.status === 'closed' ? undefined : { screen: reopenedScreen(ticket, w) };
}

export async function renderMerged(
  app: App,
  { subjectId, data }: NotificationOf<'ticket_merged'>,
  { w }: Reader,
): Promise<Message> {
  const ticket = await ticketOf(app, subjectId);
  return { screen: mergedScreen({ ...ticket, ...data }, w) };
}
