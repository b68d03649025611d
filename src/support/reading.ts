import { isUuid } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { ONGOING_TICKETS } from './states.ts';
import { MESSAGE_COLUMNS, TICKET_COLUMNS, type Ticket, type TicketMessage } from './types.ts';

/** The ticket for a new message of the user: of the tickets that are not over, the one with the latest change. */
export async function findOpenTicket(context: Context, userId: bigint): Promise<Ticket | undefined> {
  return context.db.one<Ticket>(
    `SELECT ${TICKET_COLUMNS} FROM tickets WHERE user_id = $1 AND status = ANY ($2::text[])
     ORDER BY updated_at DESC, number DESC LIMIT 1`,
    [userId, ONGOING_TICKETS],
  );
}

/**
 * The ticket of the message with this Telegram id, from either side and in any state. The message is in the ticket, or
 * the bot told about the ticket in it. `asksForRating`: the message asks for a rating.
 */
export async function findTicketOfMessage(
  context: Context,
  userId: bigint,
  telegramMessageId: bigint,
): Promise<(Ticket & { asksForRating: boolean }) | undefined> {
  const row = await context.db.one<Ticket & { asksForRating: boolean }>(
    `SELECT ${TICKET_COLUMNS}, found."asksForRating" FROM (
       SELECT ticket_id, false AS "asksForRating" FROM ticket_messages
       WHERE user_id = $1 AND telegram_message_id = $2 AND NOT is_note
       UNION ALL SELECT subject_id::uuid, kind = 'ticket_resolved' FROM notifications
       WHERE user_id = $1 AND telegram_message_id = $2 AND kind LIKE 'ticket\\_%'
     ) found JOIN tickets ON tickets.id = found.ticket_id WHERE user_id = $1 LIMIT 1`,
    [userId, telegramMessageId],
  );
  if (!row?.mergedInto) return row;
  const ticket = await findTicket(context, row.mergedInto, userId);
  return ticket && { ...ticket, asksForRating: false };
}

/** Where the earlier messages of an album went: a ticket or (null) the kept messages. */
export async function findAlbumPlace(
  context: Context,
  userId: bigint,
  mediaGroupId: string,
): Promise<{ ticketId: string | null } | undefined> {
  return context.db.one<{ ticketId: string | null }>(
    `SELECT ticket_id AS "ticketId" FROM ticket_messages WHERE user_id = $1 AND media_group_id = $2
     UNION ALL SELECT NULL FROM inbox_messages WHERE user_id = $1 AND media_group_id = $2 LIMIT 1`,
    [userId, mediaGroupId],
  );
}

/** A user's tickets, the newest first. Merged tickets are left out, because they are part of another one. */
export async function listTickets(context: Context, userId: bigint, limit = 10): Promise<Ticket[]> {
  const { rows } = await context.db.query<Ticket>(
    `SELECT ${TICKET_COLUMNS} FROM tickets WHERE user_id = $1 AND merged_into IS NULL ORDER BY created_at DESC LIMIT $2`,
    [userId, limit],
  );
  return rows;
}

/**
 * A ticket; if `userId` is given, only for that user. For a merged one it returns the ticket that it was merged into,
 * so that links and buttons of old messages keep working.
 */
export async function findTicket(
  context: Context,
  ticketId: string,
  userId?: bigint,
): Promise<Ticket | undefined> {
  if (!isUuid(ticketId)) return undefined;
  const ticket = await context.db.one<Ticket>(
    `SELECT ${TICKET_COLUMNS} FROM tickets WHERE id = $1 AND ($2::bigint IS NULL OR user_id = $2)`,
    [ticketId, userId ?? null],
  );
  return ticket?.mergedInto ? findTicket(context, ticket.mergedInto, userId) : ticket;
}

/** The Telegram chat in which the user of a ticket waits for an answer; undefined if nothing would arrive. */
export async function findTicketChat(
  context: Pick<Context, 'db'>,
  ticketId: string,
): Promise<{ chatId: number; threadId: number | undefined } | undefined> {
  const row = await context.db.one<{ chat: bigint; thread: bigint | null }>(
    `SELECT u.telegram_id AS chat, c.thread_id AS thread FROM tickets t JOIN users u ON u.id = t.user_id
       LEFT JOIN chat_topics c ON c.user_id = t.user_id AND c.subject_id = t.id::text
     WHERE t.id = $1 AND t.status = ANY ($2::text[]) AND u.telegram_id IS NOT NULL AND u.bot_blocked_at IS NULL`,
    [ticketId, ONGOING_TICKETS],
  );
  return row && { chatId: Number(row.chat), threadId: row.thread === null ? undefined : Number(row.thread) };
}

/**
 * The latest messages of a conversation, oldest first; `beforeSeq` is for earlier pages. Notes are left out unless
 * `withNotes` is true. Never use true for a user.
 */
export async function listTicketMessages(
  context: Context,
  input: { ticketId: string; withNotes: boolean; beforeSeq?: bigint | undefined; limit: number },
): Promise<TicketMessage[]> {
  const { rows } = await context.db.query<TicketMessage>(
    `SELECT ${MESSAGE_COLUMNS} FROM ticket_messages
     WHERE ticket_id = $1 AND ($2 OR NOT is_note) AND ($3::bigint IS NULL OR seq < $3) ORDER BY seq DESC LIMIT $4`,
    [input.ticketId, input.withNotes, input.beforeSeq ?? null, input.limit],
  );
  return rows.toReversed();
}

/** One message, for sending it. */
export async function findTicketMessage(
  context: Context,
  messageId: string,
): Promise<TicketMessage | undefined> {
  return context.db.one<TicketMessage>(`SELECT ${MESSAGE_COLUMNS} FROM ticket_messages WHERE id = $1`, [
    messageId,
  ]);
}
