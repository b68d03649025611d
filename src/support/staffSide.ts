import { AppError } from '../lib/index.ts';
import { notify } from '../notifications/index.ts';
import type { Context } from '../platform/index.ts';
import { findOrder } from '../shop/index.ts';
import { hasRight } from '../staff/index.ts';
import { replyKey } from './answers.ts';
import { changeTicket, clockColumns, insertStaffMessage, lockTicketToWork, moveTicket } from './store.ts';
import { MESSAGE_MAX, REPLY_MAX, requireText } from './text.ts';
import { clocksOf, type Ticket, type TicketPriority } from './types.ts';

export interface StaffText {
  readonly ticketId: string;
  readonly staffId: bigint;
  readonly text: string;
  /** Made when the form was drawn. A second click writes and sends nothing. */
  readonly requestKey?: string | undefined;
  readonly correlationId?: string | undefined;
}

/** A ticket after a change. `messageId` is undefined if the request had been carried out before. */
export interface Written {
  readonly ticket: Ticket;
  readonly messageId: string | undefined;
}

/**
 * Answers the user. The message and the order to send it commit together. The ticket waits for the shop until the
 * answer has arrived. An agent who answers a ticket without an owner becomes its owner. Errors: FORBIDDEN,
 * TICKET_UNKNOWN, TICKET_STATE, TICKET_MERGED, TEXT_INVALID with `max`.
 */
export async function replyToTicket(context: Context, input: StaffText): Promise<Written> {
  const text = requireText(input.text, REPLY_MAX);
  return context.db.tx(async (tx) => {
    const ticket = await lockTicketToWork(tx, input, 'reply');
    const messageId = await insertStaffMessage(tx, ticket, {
      staffId: input.staffId,
      text,
      isNote: false,
      requestKey: input.requestKey,
    });
    if (messageId === undefined) return { ticket, messageId };
    const moved = await moveTicket(context, tx, { ticket, event: 'staff_writes', staffId: input.staffId });
    await notify(tx, {
      userId: ticket.userId,
      kind: 'ticket_reply',
      subjectId: ticket.id,
      key: replyKey(messageId),
      data: { messageId },
      correlationId: input.correlationId,
    });
    return { ticket: moved, messageId };
  });
}

/** Writes an internal note, in any state; the user never sees it. Errors: FORBIDDEN, TICKET_UNKNOWN, TEXT_INVALID. */
export async function noteOnTicket(context: Context, input: StaffText): Promise<Written> {
  const text = requireText(input.text, MESSAGE_MAX);
  return context.db.tx(async (tx) => {
    const ticket = await lockTicketToWork(tx, input, 'note');
    const note = { staffId: input.staffId, text, isNote: true, requestKey: input.requestKey };
    return { ticket, messageId: await insertStaffMessage(tx, ticket, note) };
  });
}

/**
 * Makes the agent its owner. Errors: FORBIDDEN, TICKET_UNKNOWN; TICKET_TAKEN with the `ownerId` of the agent who was
 * faster.
 */
export async function takeTicket(
  context: Context,
  input: { ticketId: string; staffId: bigint },
): Promise<Ticket> {
  return context.db.tx(async (tx) => {
    const ticket = await lockTicketToWork(tx, input, 'take');
    if (ticket.ownerId !== null && ticket.ownerId !== input.staffId)
      throw new AppError('TICKET_TAKEN', { ownerId: String(ticket.ownerId) });
    return changeTicket(tx, ticket, { now: context.clock.now(), change: { owner_id: input.staffId } });
  });
}

/**
 * Gives it to another agent, or (null) back to the queue. A person who could not answer it must not own it.
 * Errors: FORBIDDEN, TICKET_UNKNOWN, STAFF_UNKNOWN.
 */
export async function assignTicket(
  context: Context,
  input: { ticketId: string; staffId: bigint; ownerId: bigint | null },
): Promise<Ticket> {
  return context.db.tx(async (tx) => {
    const ticket = await lockTicketToWork(tx, input, 'take');
    if (input.ownerId !== null && !(await hasRight(tx, input.ownerId, 'reply', 'tickets')))
      throw new AppError('STAFF_UNKNOWN');
    return changeTicket(tx, ticket, { now: context.clock.now(), change: { owner_id: input.ownerId } });
  });
}

/**
 * Sets the priority. A more important ticket is due sooner, because its clocks are measured by another target. Errors:
 * FORBIDDEN, TICKET_UNKNOWN.
 */
export async function setTicketPriority(
  context: Context,
  input: { ticketId: string; staffId: bigint; priority: TicketPriority },
): Promise<Ticket> {
  return context.db.tx(async (tx) => {
    const ticket = await lockTicketToWork(tx, input, 'take');
    const { priority } = input;
    const due = clockColumns(context, clocksOf(ticket), { priority, before: ticket });
    return changeTicket(tx, ticket, { now: context.clock.now(), change: { priority, ...due } });
  });
}

/** Says which order of its user the ticket is about. Errors: FORBIDDEN, TICKET_UNKNOWN, ORDER_UNKNOWN. */
export async function linkTicketToOrder(
  context: Context,
  input: { ticketId: string; staffId: bigint; orderId: string },
): Promise<Ticket> {
  return context.db.tx(async (tx) => {
    const ticket = await lockTicketToWork(tx, input, 'take');
    if (!(await findOrder({ db: tx }, input.orderId, ticket.userId))) throw new AppError('ORDER_UNKNOWN');
    return changeTicket(tx, ticket, { now: context.clock.now(), change: { order_id: input.orderId } });
  });
}
