import { AppError, isUuid, newId } from '../lib/index.ts';
import type { Queryable, Tx } from '../platform/index.ts';
import { TICKET_MOVES, type TicketEvent } from './states.ts';
import { storable } from './text.ts';
import { TICKET_COLUMNS, type Ticket, type UserContent } from './types.ts';

/** The ticket, locked until the transaction ends; for its own user only when `userId` is given. Errors: TICKET_UNKNOWN. */
export async function lockTicket(tx: Tx, ticketId: string, userId?: bigint): Promise<Ticket> {
  if (!isUuid(ticketId)) throw new AppError('TICKET_UNKNOWN');
  const { rows } = await tx.query<Ticket>(
    `SELECT ${TICKET_COLUMNS} FROM tickets WHERE id = $1 AND ($2::bigint IS NULL OR user_id = $2) FOR NO KEY UPDATE`,
    [ticketId, userId ?? null],
  );
  const [ticket] = rows;
  if (!ticket) throw new AppError('TICKET_UNKNOWN');
  return ticket;
}

const MOVE = `
UPDATE tickets SET status = $2, updated_at = $3,
  clock_stopped_at = CASE WHEN $2 <> 'open' THEN coalesce(clock_stopped_at, $3) END,
  clock_stopped_ms = clock_stopped_ms + CASE WHEN $2 = 'open' AND clock_stopped_at IS NOT NULL
    THEN greatest(0, (extract(epoch FROM $3 - clock_stopped_at) * 1000)::bigint) ELSE 0 END,
  first_reply_at = CASE WHEN $4 = 'staff_reply' THEN coalesce(first_reply_at, $3) ELSE first_reply_at END,
  resolved_at = CASE WHEN $4 = 'resolve' THEN $3 WHEN $2 = 'open' THEN NULL ELSE resolved_at END,
  resolutions = resolutions + CASE WHEN $4 = 'resolve' THEN 1 ELSE 0 END,
  owner_id = coalesce(owner_id, $5)
WHERE id = $1 RETURNING ${TICKET_COLUMNS}`;

/**
 * Lets an event happen to a locked ticket and gives the ticket after it. With `staffId` a ticket without owner
 * becomes that agent's. Errors: TICKET_STATE with the `status` that does not know the event.
 */
export async function moveTicket(
  tx: Tx,
  ticket: Ticket,
  event: TicketEvent,
  by: { now: Date; staffId?: bigint | undefined },
): Promise<Ticket> {
  const status = TICKET_MOVES[ticket.status][event];
  if (status === undefined) throw new AppError('TICKET_STATE', { status: ticket.status });
  const { rows } = await tx.query<Ticket>(MOVE, [ticket.id, status, by.now, event, by.staffId ?? null]);
  const [moved] = rows;
  if (!moved) throw new AppError('TICKET_UNKNOWN');
  return moved;
}

/** Stores what the user sent; undefined when that Telegram message is stored already. */
export async function insertUserMessage(
  tx: Queryable,
  ticket: { id: string; userId: bigint },
  content: UserContent,
): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO ticket_messages (id, ticket_id, user_id, author, kind, body, file_id, file_name, media_group_id, telegram_message_id)
     VALUES ($1, $2, $3, 'user', $4, $5, $6, $7, $8, $9)
     ON CONFLICT (user_id, telegram_message_id) WHERE author = 'user' DO NOTHING RETURNING id`,
    [
      newId(),
      ticket.id,
      ticket.userId,
      content.kind,
      storable(content.text),
      content.fileId ?? null,
      content.fileName === undefined ? null : storable(content.fileName),
      content.mediaGroupId ?? null,
      content.telegramMessageId ?? null,
    ],
  );
  return rows[0]?.id;
}

/** Stores what an agent wrote; undefined when its `requestKey` is stored already. */
export async function insertStaffMessage(
  tx: Queryable,
  ticket: Ticket,
  message: { staffId: bigint; text: string; isNote: boolean; requestKey: string | undefined },
): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO ticket_messages (id, ticket_id, user_id, author, staff_id, is_note, body, delivery, request_key)
     VALUES ($1, $2, $3, 'staff', $4, $5, $6, CASE WHEN $5 THEN 'none' ELSE 'queued' END, $7)
     ON CONFLICT (request_key) DO NOTHING RETURNING id`,
    [
      newId(),
      ticket.id,
      ticket.userId,
      message.staffId,
      message.isNote,
      message.text,
      message.requestKey ?? null,
    ],
  );
  return rows[0]?.id;
}
