import { AppError, newId } from '../lib/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { findOrder, isEnabled } from '../shop/index.ts';
import { startClocks } from './clocks.ts';
import { REOPEN_DAYS } from './states.ts';
import { clockColumns, insertUserMessage, lockTicket, moveTicket } from './store.ts';
import { MESSAGE_MAX, requireText, storable } from './text.ts';
import { TICKET_COLUMNS, type Ticket, type TicketSubject, type UserContent } from './types.ts';

export interface NewTicket {
  readonly userId: bigint;
  readonly subject: TicketSubject;
  readonly text: string;
  readonly orderId?: string | undefined;
  /** The transaction that it is about, where that is no order. */
  readonly journalId?: string | undefined;
  readonly telegramMessageId?: bigint | undefined;
  readonly attachments?: readonly UserContent[];
  /** Made when the draft was begun: a second tap on "send" finds the first ticket. */
  readonly requestKey?: string | undefined;
}

/**
 * Opens a ticket with its first messages. The same Telegram message, or the same `requestKey`, gives the ticket
 * that it opened before.
 * Errors: SWITCHED_OFF, TEXT_INVALID (neither text nor attachment, or too long), ORDER_UNKNOWN, USER_UNKNOWN.
 */
export async function openTicket(context: Context, input: NewTicket): Promise<Ticket> {
  if (!(await isEnabled(context, 'tickets'))) throw new AppError('SWITCHED_OFF', { name: 'tickets' });
  const attachments = input.attachments ?? [];
  const text = attachments.length > 0 && input.text.trim() === '' ? '' : requireText(input.text, MESSAGE_MAX);
  const contents: UserContent[] = [
    ...(text === '' ? [] : [{ kind: 'text', text, telegramMessageId: input.telegramMessageId } as const]),
    ...attachments,
  ];
  if (input.orderId !== undefined && !(await findOrder(context, input.orderId, input.userId)))
    throw new AppError('ORDER_UNKNOWN');
  return context.db.tx(async (tx) => {
    // One opening at a time per user, so that a redelivered message finds the ticket that it opened.
    const { rowCount } = await tx.query(
      'SELECT FROM users WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE',
      [input.userId],
    );
    if (rowCount !== 1) throw new AppError('USER_UNKNOWN');
    const before = await openedBefore(tx, input, contents);
    if (before) return before.mergedInto === null ? before : lockTicket(tx, before.id, input.userId);
    const ticket = await insertTicket(context, tx, input);
    for (const content of contents) await insertUserMessage(tx, ticket, content);
    return ticket;
  });
}

async function openedBefore(
  tx: Tx,
  input: NewTicket,
  contents: readonly UserContent[],
): Promise<Ticket | undefined> {
  const messageIds = contents.flatMap(({ telegramMessageId }) => telegramMessageId ?? []);
  const { rows } = await tx.query<Ticket>(
    `SELECT ${TICKET_COLUMNS} FROM tickets WHERE user_id = $1 AND (request_key = $2 OR id IN (
       SELECT ticket_id FROM ticket_messages
       WHERE user_id = $1 AND author = 'user' AND telegram_message_id = ANY($3::bigint[]))) LIMIT 1`,
    [input.userId, input.requestKey ?? null, messageIds],
  );
  return rows[0];
}

async function insertTicket(context: Context, tx: Tx, input: NewTicket): Promise<Ticket> {
  const now = context.clock.now();
  const row = {
    id: newId(),
    user_id: input.userId,
    subject: input.subject,
    order_id: input.orderId ?? null,
    journal_id: input.journalId ?? null,
    request_key: input.requestKey ?? null,
    created_at: now,
    updated_at: now,
    ...clockColumns(context, startClocks(now), { priority: 'normal' }),
  };
  const places = Object.keys(row).map((_column, index) => `$${index + 1}`);
  const { rows } = await tx.query<Ticket>(
    `INSERT INTO tickets (${Object.keys(row).join(', ')}) VALUES (${places.join(', ')}) RETURNING ${TICKET_COLUMNS}`,
    Object.values(row),
  );
  const [ticket] = rows;
  if (!ticket) throw new AppError('INTERNAL', {}, { message: 'an inserted ticket gave no row' });
  return ticket;
}

/**
 * Adds what the user sent to an open ticket; each message of an album is a row of its own.
 * A message that Telegram delivers twice changes nothing (`repeated`).
 * Errors: TICKET_UNKNOWN, TICKET_STATE (resolved or closed), TEXT_INVALID.
 */
export async function addUserMessage(
  context: Context,
  input: UserContent & { ticketId: string; userId: bigint },
): Promise<{ ticket: Ticket; messageId: string | undefined; repeated: boolean }> {
  const text = input.fileId === undefined ? requireText(input.text, MESSAGE_MAX) : storable(input.text);
  return context.db.tx(async (tx) => {
    const ticket = await lockTicket(tx, input.ticketId, input.userId);
    const messageId = await insertUserMessage(tx, ticket, { ...input, text });
    if (messageId === undefined) return { ticket, messageId, repeated: true };
    const moved = await moveTicket(context, tx, { ticket, event: 'user_message' });
    return { ticket: moved, messageId, repeated: false };
  });
}

/** Earlier texts that one message keeps; beyond that the first text and the latest ones stay. */
const EDITS_KEPT = 50;

/**
 * The user edited a message in Telegram: the new text is shown, the earlier one is kept. Gives the ticket that it
 * belongs to, or undefined when the message is in no ticket or its text is the same.
 */
export async function editUserMessage(
  context: Context,
  input: { userId: bigint; telegramMessageId: bigint; text: string },
): Promise<{ ticketId: string; messageId: string } | undefined> {
  return context.db.one<{ ticketId: string; messageId: string }>(
    `UPDATE ticket_messages SET body = $3, edited_at = $4,
       edits = CASE WHEN jsonb_array_length(edits) >= ${EDITS_KEPT} THEN edits - 1 ELSE edits END
         || jsonb_build_array(jsonb_build_object('text', body, 'at', $5::text))
     WHERE user_id = $1 AND telegram_message_id = $2 AND author = 'user' AND body <> $3
     RETURNING ticket_id AS "ticketId", id AS "messageId"`,
    [
      input.userId,
      input.telegramMessageId,
      storable(input.text).slice(0, MESSAGE_MAX),
      context.clock.now(),
      context.clock.now().toISOString(),
    ],
  );
}

/**
 * The user says that the matter is not settled. Errors: TICKET_UNKNOWN; TICKET_STATE when it is not resolved, or
 * `tooLate` (days) when it was resolved too long ago.
 */
export async function reopenTicket(
  context: Context,
  input: { ticketId: string; userId: bigint },
): Promise<Ticket> {
  return context.db.tx(async (tx) => {
    const ticket = await lockTicket(tx, input.ticketId, input.userId);
    const now = context.clock.now();
    if (ticket.resolvedAt && now.getTime() - ticket.resolvedAt.getTime() > REOPEN_DAYS * 86_400_000)
      throw new AppError('TICKET_STATE', { status: ticket.status, tooLate: REOPEN_DAYS });
    // The ticket that theirs was merged into goes on already.
    if (ticket.id !== input.ticketId && ticket.status !== 'resolved') return ticket;
    return moveTicket(context, tx, { ticket, event: 'user_reopen' });
  });
}

/** 1 (bad) to 5 (good); a later rating replaces the earlier one. Errors: INPUT_INVALID, TICKET_UNKNOWN, TICKET_STATE. */
export async function rateTicket(
  context: Context,
  input: { ticketId: string; userId: bigint; rating: number },
): Promise<Ticket> {
  if (!Number.isInteger(input.rating) || input.rating < 1 || input.rating > 5)
    throw new AppError('INPUT_INVALID', { field: 'rating' });
  return context.db.tx(async (tx) => {
    const ticket = await lockTicket(tx, input.ticketId, input.userId);
    await tx.query('UPDATE tickets SET rating = $2 WHERE id = $1', [ticket.id, input.rating]);
    return moveTicket(context, tx, { ticket, event: 'rate' });
  });
}
