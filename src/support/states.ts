import { DAY_MS } from '../lib/index.ts';

/**
 * The life of a ticket, as data: what may happen in each state and where it leads. An answer is two events: while it is
 * on its way (`staff_writes`) the shop still owes it, once it arrived (`staff_reply`) the user is waited for.
 * The resolution clock runs in `open` only: elsewhere nobody waits for the shop.
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
  /** Answered: the user may rate it, or open it again for a while. */
  resolved: { user_reopen: 'open', staff_reopen: 'open', rate: 'resolved', close: 'closed' },
  /** Ended without asking the user. */
  closed: { staff_reopen: 'open' },
};

/** How long a user may open a resolved ticket again. */
export const REOPEN_DAYS = 7;

/** Whether the ticket goes on: a message of its user comes into it as it stands. Otherwise it is over. */
export function goesOn({ status }: { readonly status: TicketStatus }): boolean {
  return ticketMay(status, 'user_message');
}

export const ONGOING_TICKETS: readonly TicketStatus[] = TICKET_STATUSES.filter((status) =>
  goesOn({ status }),
);

/** What the user or the shop may do with a ticket in its state. */
export function ticketMay(status: TicketStatus, event: TicketEvent): boolean {
  return TICKET_MOVES[status][event] !== undefined;
}

/** Whether the user may still say that the matter is not resolved. */
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
