import type { ActionCall, ActionResult } from '../../access/actions.ts';

/** The common part of all actions on a ticket. The desk has its own buttons for them. */
export const ON_TICKET = { subject: 'tickets', kind: 'record', button: false } as const;

/** The acting person and the ticket. */
export const ids = (call: ActionCall): { ticketId: string; staffId: bigint } => ({
  ticketId: call.id,
  staffId: call.staff.id,
});

/** A change of the ticket's status, for the audit log. */
export const statusChange = (call: ActionCall, after: string): Pick<ActionResult, 'before' | 'after'> => ({
  before: { status: call.row['status'] },
  after: { status: after },
});
