import { findTicket, listOpenTickets, type Ticket } from '../../support/index.ts';
import { tooManyScreen } from '../screens/index.ts';
import type { BotApp, Reply, Turn } from '../turn.ts';

/** Whether the user may open one more ticket. The function that opens a ticket checks it again. */
export async function hasRoom(app: BotApp, turn: Turn): Promise<boolean> {
  return (await listOpenTickets(app.db, turn.user.id)).length < app.config.MAX_OPEN_TICKETS;
}

/** Shows the open tickets instead of opening one more. If a message is kept, each of them can take it. */
export async function showTooMany(
  app: BotApp,
  turn: Turn,
  { hasWords }: { hasWords: boolean },
): Promise<Reply> {
  const tickets = await listOpenTickets(app.db, turn.user.id);
  return { screen: tooManyScreen({ tickets, max: app.config.MAX_OPEN_TICKETS, hasWords }, turn.w) };
}

export function findTicketFor(app: BotApp, turn: Turn, ticketId: string): Promise<Ticket | undefined> {
  return findTicket(app, ticketId, turn.user.id);
}
