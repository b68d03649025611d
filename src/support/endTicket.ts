import { notify, takeBack } from '../notifications/index.ts';
import type { Context } from '../platform/index.ts';
import { lockTicketToWork, moveTicket } from './store.ts';
import type { Ticket } from './types.ts';

/** Resolves the ticket and asks the user for a rating. Errors: FORBIDDEN, TICKET_UNKNOWN, TICKET_STATE. */
export async function resolveTicket(
  context: Context,
  input: { ticketId: string; staffId: bigint; correlationId?: string | undefined },
): Promise<Ticket> {
  return context.db.tx(async (tx) => {
    const ticket = await lockTicketToWork(tx, input, 'resolve');
    const moved = await moveTicket(context, tx, { ticket, event: 'resolve', staffId: input.staffId });
    await notify(tx, {
      userId: moved.userId,
      kind: 'ticket_resolved',
      subjectId: moved.id,
      key: `ticket_resolved:${moved.id}:${moved.resolutions}`,
      data: {},
      correlationId: input.correlationId,
    });
    return moved;
  });
}

/**
 * Opens a resolved or closed ticket again, at any time. A user who was told about the end is told about this too.
 * Errors: FORBIDDEN, TICKET_UNKNOWN, TICKET_STATE.
 */
export async function reopenTicketByStaff(
  context: Context,
  input: { ticketId: string; staffId: bigint; correlationId?: string | undefined },
): Promise<Ticket> {
  return context.db.tx(async (tx) => {
    const ticket = await lockTicketToWork(tx, input, 'reopen');
    const moved = await moveTicket(context, tx, { ticket, event: 'staff_reopen', staffId: input.staffId });
    // The message about the end was not sent yet, so no second message is needed.
    if (await takeBack(tx, { subjectId: ticket.id, kinds: ['ticket_resolved', 'ticket_closed'] }))
      return moved;
    await notify(tx, {
      userId: moved.userId,
      kind: 'ticket_reopened',
      subjectId: moved.id,
      key: `ticket_reopened:${moved.id}:${moved.updatedAt.toISOString()}`,
      data: {},
      correlationId: input.correlationId,
    });
    return moved;
  });
}

/**
 * Ends a ticket without asking for a rating (spam, or a copy of another). The user is told. Errors: FORBIDDEN,
 * TICKET_UNKNOWN, TICKET_STATE.
 */
export async function closeTicket(
  context: Context,
  input: { ticketId: string; staffId: bigint; correlationId?: string | undefined },
): Promise<Ticket> {
  return context.db.tx(async (tx) => {
    const ticket = await lockTicketToWork(tx, input, 'resolve');
    const moved = await moveTicket(context, tx, { ticket, event: 'close', staffId: input.staffId });
    await notify(tx, {
      userId: moved.userId,
      kind: 'ticket_closed',
      subjectId: moved.id,
      key: `ticket_closed:${moved.id}:${moved.updatedAt.toISOString()}`,
      data: { answered: moved.firstReplyAt !== null },
      correlationId: input.correlationId,
    });
    return moved;
  });
}
