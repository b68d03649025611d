import { AppError, newId, storable } from '../lib/index.ts';
import type { Context, InTx, Tx } from '../platform/index.ts';
import { findOrder } from '../shop/index.ts';
import { isEnabled } from '../switches/index.ts';
import { noteMessage } from './attendance.ts';
import { startClocks } from './clocks.ts';
import { requireRoom } from './room.ts';
import { canReopen, goesOn, REOPEN_DAYS, ticketMay } from './states.ts';
import { clockColumns, insertUserMessage, lockTicket, moveTicket } from './store.ts';
import { MESSAGE_MAX, requireText } from './text.ts';
import { TICKET_COLUMNS, type Ticket, type TicketSubject, type UserContent } from './types.ts';

export interface NewTicket {
  readonly userId: bigint;
  readonly subject: TicketSubject;
  readonly text: string;
  readonly orderId?: string | undefined;
  /** The transaction that it is about, if that is not an order. */
  readonly journalId?: string | undefined;
  readonly telegramMessageId?: bigint | undefined;
  readonly attachments?: readonly UserContent[];
  /** Made when the draft was begun, so a second tap on "send" finds the first ticket. */
  readonly requestKey?: string | undefined;
  /** The code of the error from which it was begun. */
  readonly supportCode?: string | undefined;
}

/**
 * Opens a ticket with its first messages. The same Telegram message, or the same `requestKey`, returns the ticket that
 * it opened before.
 * Errors: SWITCHED_OFF, TEXT_INVALID (neither text nor attachment, or too long), ORDER_UNKNOWN, USER_UNKNOWN,
 * TICKETS_TOO_MANY with `max`.
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
  const opened = await context.db.tx(async (tx) => {
    // One opening at a time per user, so that a redelivered message finds the ticket that it opened.
    const { rowCount } = await tx.query(
      'SELECT FROM users WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE',
      [input.userId],
    );
    if (rowCount !== 1) throw new AppError('USER_UNKNOWN');
    const before = await openedBefore(tx, input, contents);
    if (before) return before.mergedInto === null ? before : lockTicket(tx, before.id, input.userId);
    await requireRoom(context, tx, input.userId);
    const ticket = await insertTicket(context, tx, input);
    for (const content of contents) await insertUserMessage(tx, ticket, content);
    return ticket;
  });
  await noteMessage(context, opened.id);
  return opened;
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

export async function insertTicket(
  context: Pick<Context, 'config' | 'clock'>,
  tx: Tx,
  input: Omit<NewTicket, 'text'>,
): Promise<Ticket> {
  const now = context.clock.now();
  const row = {
    id: newId(),
    user_id: input.userId,
    subject: input.subject,
    order_id: input.orderId ?? null,
    journal_id: input.journalId ?? null,
    request_key: input.requestKey ?? null,
    support_code: input.supportCode ?? null,
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
 * Adds a message of the user to an open ticket. Each message of an album is its own row. If the first message of the
 * album is in the ticket (`isAlbumRest`), the rest is added too, whatever happened to the ticket in the meantime. With
 * `reopens` a resolved ticket opens again. A message that Telegram delivers twice changes nothing (`repeated`).
 * Errors: TICKET_UNKNOWN, TICKET_STATE (closed, or resolved too long ago), TEXT_INVALID, TICKETS_TOO_MANY.
 */
export async function addUserMessage(
  context: Context,
  input: UserContent & { ticketId: string; userId: bigint; reopens?: boolean; isAlbumRest?: boolean },
): Promise<{ ticket: Ticket; messageId: string | undefined; repeated: boolean; reopened: boolean }> {
  const text = input.fileId === undefined ? requireText(input.text, MESSAGE_MAX) : storable(input.text);
  const added = await context.db.tx(async (tx) => {
    // Lock the user before the ticket, as all code does that counts open tickets.
    if (input.reopens) await tx.query('SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE', [input.userId]);
    const ticket = await lockTicket(tx, input.ticketId, input.userId);
    const messageId = await insertUserMessage(tx, ticket, { ...input, text });
    if (messageId === undefined) return { ticket, messageId, repeated: true, reopened: false };
    const goesAlong = input.isAlbumRest === true && !goesOn(ticket);
    if (goesAlong) return { ticket, messageId, repeated: false, reopened: false };
    return {
      ...(await hear(context, tx, { ticket, reopens: input.reopens === true })),
      messageId,
      repeated: false,
    };
  });
  await noteMessage(context, added.ticket.id);
  return added;
}

/**
 * Records in a locked ticket that the user wrote something, so that the ticket waits for the shop. Errors:
 * TICKET_STATE, TICKETS_TOO_MANY.
 */
export async function hear(
  context: InTx,
  tx: Tx,
  { ticket, reopens }: { ticket: Ticket; reopens: boolean },
): Promise<{ ticket: Ticket; reopened: boolean }> {
  if (!reopens || !ticketMay(ticket.status, 'user_reopen'))
    return { ticket: await moveTicket(context, tx, { ticket, event: 'user_message' }), reopened: false };
  return { ticket: await reopen(context, tx, ticket), reopened: true };
}

/** Opens a locked ticket again for its user. */
async function reopen(context: InTx, tx: Tx, ticket: Ticket): Promise<Ticket> {
  if (ticketMay(ticket.status, 'user_reopen') && !canReopen(ticket, context.clock.now()))
    throw new AppError('TICKET_STATE', { status: ticket.status, tooLate: REOPEN_DAYS });
  const moved = await moveTicket(context, tx, { ticket, event: 'user_reopen' });
  await requireRoom(context, tx, ticket.userId, 1);
  return moved;
}

/**
 * The user says that the problem is not solved. Errors: TICKET_UNKNOWN, TICKETS_TOO_MANY; TICKET_STATE if it is not
 * resolved, or with `tooLate` (days) if it was resolved too long ago.
 */
export async function reopenTicket(
  context: Context,
  input: { ticketId: string; userId: bigint },
): Promise<Ticket> {
  return context.db.tx(async (tx) => {
    await tx.query('SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE', [input.userId]);
    const ticket = await lockTicket(tx, input.ticketId, input.userId);
    // The user's ticket was merged into one that is not over, so there is nothing to reopen.
    if (ticket.id !== input.ticketId && ticket.status !== 'resolved') return ticket;
    return reopen(context, tx, ticket);
  });
}

/**
 * Stores a rating from 1 (bad) to 5 (good); a later one replaces it. Errors: INPUT_INVALID, TICKET_UNKNOWN,
 * TICKET_STATE.
 */
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
