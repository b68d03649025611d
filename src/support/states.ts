import { DAY_MS } from '../lib/index.ts';

/**
 * The life of a ticket, as data: the possible events of each state and the next state. An answer is two events: while
 * it is on its way (`staff_writes`) the shop still owes it; when it has arrived (`staff_reply`) the ticket waits for
 * the user. The resolution clock runs only in `open`, because in other states nobody waits for the shop.
 */
export const TICKET_STATUSES = ['open', 'waiting_user', 'resolved', 'closed'] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

export const TICKET_EVENTS = [
  'user_message',
  'staff_writes',
  'staff_reply',
  'resolve',
  'user_reopen',
  'staff_reopen',
  'rate',
  'close',
] as const;
export type TicketEvent = (typeof TICKET_EVENTS)[number];

export const TICKET_MOVES: Readonly<
  Record<TicketStatus, Readonly<Partial<Record<TicketEvent, TicketStatus>>>>
> = {
  open: {
    user_message: 'open',
    staff_writes: 'open',
    staff_reply: 'waiting_user',
    resolve: 'resolved',
    close: 'closed',
  },
  waiting_user: {
    user_message: 'open',
    staff_writes: 'open',
    staff_reply: 'waiting_user',
    resolve: 'resolved',
    close: 'closed',
  },
  /** Answered. The user may rate it, or reopen it for some days. */
  resolved: { user_reopen: 'open', staff_reopen: 'open', rate: 'resolved', close: 'closed' },
  /** Ended without asking the user. */
  closed: { staff_reopen: 'open' },
};

/** How long a user may open a resolved ticket again. */
export const REOPEN_DAYS = 7;

/** Whether the ticket is not over: then a message of its user is added without a change of state. */
export function goesOn({ status }: { readonly status: TicketStatus }): boolean {
  return ticketMay(status, 'user_message');
}

export const ONGOING_TICKETS: readonly TicketStatus[] = TICKET_STATUSES.filter((status) =>
  goesOn({ status }),
);

/** Whether an event is possible for a ticket in this state. */
export function ticketMay(status: TicketStatus, event: TicketEvent): boolean {
  return TICKET_MOVES[status][event] !== undefined;
}

/** Whether the user may still say that the problem is not solved. */
export function canReopen(
  { status, resolvedAt }: { readonly status: TicketStatus; readonly resolvedAt: Date | null },
  now: Date,
): boolean {
  return (
    ticketMay(status, 'user_reopen') &&
    resolvedAt !== null &&
    now.getTime() - resolvedAt.getTime() <= REOPEN_DAYS * DAY_MS
  );
}
