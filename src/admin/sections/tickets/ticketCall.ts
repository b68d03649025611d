import type { ActionCall, ActionResult } from '../../access/actions.ts';

/** What all actions on a ticket have in common: the desk has buttons of its own for them. */
export const ON_TICKET = { subject: 'tickets', kind: 'record', button: false } as const;

/** Who acts on which ticket. */
export const ids = (call: ActionCall): { ticketId: string; staffId: bigint } => ({
  ticketId: call.id,
  staffId: call.staff.id,
});

/** A change of the ticket's status, for the audit log. */
export const statusChange = (call: ActionCall, after: string): Pick<ActionResult, 'before' | 'after'> => ({
  before: { status: call.row['status'] },
  after: { status: after },
});
