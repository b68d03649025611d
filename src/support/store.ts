import { AppError, isUuid, newId, storable } from '../lib/index.ts';
import type { Context, Queryable, Tx } from '../platform/index.ts';
import { requireRight, type Action } from '../staff/index.ts';
import { dueOf, turnClocks, type Clocks, type Due } from './clocks.ts';
import { TICKET_MOVES, type TicketEvent } from './states.ts';
import { MESSAGE_MAX } from './text.ts';
import { clocksOf, TICKET_COLUMNS, type Ticket, type TicketPriority, type UserContent } from './types.ts';

/**
 * The ticket, locked until the transaction ends. If `userId` is given: only for that user, and for a merged one the
 * ticket that it was merged into, because the user may press or answer an old message. Errors: TICKET_UNKNOWN.
 */
export async function lockTicket(tx: Tx, ticketId: string, userId?: bigint): Promise<Ticket> {
  if (!isUuid(ticketId)) throw new AppError('TICKET_UNKNOWN');
  const { rows } = await tx.query<Ticket>(
    `SELECT ${TICKET_COLUMNS} FROM tickets WHERE id = $1 AND ($2::bigint IS NULL OR user_id = $2) FOR NO KEY UPDATE`,
    [ticketId, userId ?? null],
  );
  const [ticket] = rows;
  if (!ticket) throw new AppError('TICKET_UNKNOWN');
  if (userId === undefined || ticket.mergedInto === null) return ticket;
  return lockTicket(tx, ticket.mergedInto, userId);
}

/**
 * Locks a ticket for a member of staff with the right to `act`. A merged ticket is an error here, because the text
 * belongs in the other one.
 * Errors: FORBIDDEN, TICKET_UNKNOWN, TICKET_MERGED.
 */
export async function lockTicketToWork(
  tx: Tx,
  { ticketId, staffId }: { ticketId: string; staffId: bigint },
  act: Action,
): Promise<Ticket> {
  await requireRight(tx, staffId, act, 'tickets');
  const ticket = await lockTicket(tx, ticketId);
  if (ticket.mergedInto !== null) throw new AppError('TICKET_MERGED', { into: ticket.mergedInto });
  return ticket;
}

type ChangedColumn =
  | 'status'
  | 'priority'
  | 'owner_id'
  | 'order_id'
  | 'journal_id'
  | 'rating'
  | 'merged_into'
  | 'resolved_at'
  | 'resolutions'
  | 'clock_started_at'
  | 'first_reply_at'
  | 'clock_stopped_at'
  | 'clock_stopped_ms'
  | 'first_reply_due_at'
  | 'resolution_due_at';

/** Writes columns of a locked ticket and returns the ticket after that. */
export async function changeTicket(
  tx: Tx,
  ticket: { id: string },
  { now, change }: { now: Date; change: Partial<Record<ChangedColumn, unknown>> },
): Promise<Ticket> {
  const assignments = Object.keys(change).map((column, index) => `${column} = $${index + 3}`);
  const { rows } = await tx.query<Ticket>(
    `UPDATE tickets SET ${['updated_at = $2', ...assignments].join(', ')} WHERE id = $1 RETURNING ${TICKET_COLUMNS}`,
    [ticket.id, now, ...Object.values(change)],
  );
  const [changed] = rows;
  if (!changed) throw new AppError('TICKET_UNKNOWN');
  return changed;
}

/** The clocks in the form of the row, with the due times for a ticket of this priority. */
export function clockColumns(
  { config }: Pick<Context, 'config'>,
  clocks: Clocks,
  { priority, before }: { priority: TicketPriority; before?: Due },
): Partial<Record<ChangedColumn, unknown>> {
  const target = {
    firstReply: config.TICKET_FIRST_REPLY_MINUTES[priority],
    resolution: config.TICKET_RESOLUTION_MINUTES[priority],
  };
  const due = dueOf(clocks, target, before);
  return {
    clock_started_at: clocks.startedAt,
    first_reply_at: clocks.firstReplyAt,
    clock_stopped_at: clocks.stoppedAt,
    clock_stopped_ms: clocks.stoppedMs,
    first_reply_due_at: due.firstReplyDueAt,
    resolution_due_at: due.resolutionDueAt,
  };
}

/**
 * Applies an event to a locked ticket and returns the ticket after it. With `staffId`, a ticket without an owner
 * becomes that agent's. Errors: TICKET_STATE with the `status` in which the event is not possible.
 */
export async function moveTicket(
  context: Pick<Context, 'config' | 'clock'>,
  tx: Tx,
  { ticket, event, staffId }: { ticket: Ticket; event: TicketEvent; staffId?: bigint },
): Promise<Ticket> {
  const status = TICKET_MOVES[ticket.status][event];
  if (status === undefined) throw new AppError('TICKET_STATE', { status: ticket.status });
  const now = context.clock.now();
  const clocks = turnClocks(clocksOf(ticket), {
    at: now,
    runs: status === 'open',
    isReply: event === 'staff_reply',
  });
  return changeTicket(tx, ticket, {
    now,
    change: {
      status,
      ...clockColumns(context, clocks, { priority: ticket.priority, before: ticket }),
      ...(event === 'resolve' ? { resolved_at: now, resolutions: ticket.resolutions + 1 } : {}),
      ...(status === 'open' ? { resolved_at: null } : {}),
      owner_id: ticket.ownerId ?? staffId ?? null,
    },
  });
}

/** Stores a message of the user; undefined if that Telegram message is stored already. */
export async function insertUserMessage(
  tx: Queryable,
  ticket: { id: string; userId: bigint },
  content: UserContent,
): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO ticket_messages (id, ticket_id, user_id, author, kind, body, file_id, file_unique_id, file_name, file_size,
       media_group_id, telegram_message_id)
     VALUES ($1, $2, $3, 'user', $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (user_id, telegram_message_id) WHERE author = 'user' DO NOTHING RETURNING id`,
    [newId(), ticket.id, ticket.userId, ...contentColumns(content)],
  );
  return rows[0]?.id;
}

/** Kind, body, the file's four columns, album and Telegram's id, as both tables of messages have them. */
export function contentColumns(content: UserContent): unknown[] {
  return [
    content.kind,
    storable(content.text).slice(0, MESSAGE_MAX),
    content.fileId ?? null,
    content.fileUniqueId ?? null,
    content.fileName === undefined ? null : storable(content.fileName),
    content.fileSize ?? null,
    content.mediaGroupId ?? null,
    content.telegramMessageId ?? null,
  ];
}

/**
 * Stores a message of an agent; undefined if it is stored already under its `requestKey`.
 * Errors: KEY_REUSED (the key belongs to another text, person or ticket).
 */
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
  if (rows[0]) return rows[0].id;
  const { rowCount } = await tx.query(
    `SELECT 1 FROM ticket_messages WHERE request_key = $1 AND (ticket_id = $2 OR merged_from = $2) AND staff_id = $3
       AND is_note = $4 AND body = $5`,
    [message.requestKey, ticket.id, message.staffId, message.isNote, message.text],
  );
  if (rowCount !== 1) throw new AppError('KEY_REUSED');
  return undefined;
}
