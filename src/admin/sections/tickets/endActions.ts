import { z } from 'zod';
import { AppError } from '../../../lib/index.ts';
import { closeTicket, reopenTicketByStaff, resolveTicket } from '../../../support/index.ts';
import { defineAction, type ActionCall, type PanelAction } from '../../access/actions.ts';
import { ids, ON_TICKET, statusChange } from './ticketCall.ts';

/** To end a ticket that was not answered, or that belongs to a colleague, the agent must confirm it. */
const ENDING = z.object({ sure: z.boolean().default(false) });

/** Errors: TICKET_UNANSWERED, TICKET_NOT_YOURS. */
function askBeforeTheEnd({ row, staff }: ActionCall, sure: boolean): void {
  if (sure) return;
  if (row['first_reply_at'] === null) throw new AppError('TICKET_UNANSWERED');
  const owner = row['owner_id'] as bigint | null;
  if (owner !== null && owner !== staff.id) throw new AppError('TICKET_NOT_YOURS');
}

const resolve = defineAction({
  ...ON_TICKET,
  name: 'resolve',
  label: ['решено', 'resolved'],
  right: 'resolve',
  icon: 'CheckCircle',
  input: ENDING,
  run: async (call, { sure }) => {
    askBeforeTheEnd(call, sure);
    const ticket = await resolveTicket(call.app, { ...ids(call), correlationId: call.actor.correlationId });
    return {
      ...statusChange(call, ticket.status),
      notice: [
        'Обращение решено, пользователя попросят об оценке',
        'Resolved; the user will be asked for a rating',
      ],
    };
  },
});

const close = defineAction({
  ...ON_TICKET,
  name: 'close',
  label: ['закрыто', 'closed'],
  right: 'resolve',
  icon: 'XCircle',
  input: ENDING,
  run: async (call, { sure }) => {
    askBeforeTheEnd(call, sure);
    const ticket = await closeTicket(call.app, { ...ids(call), correlationId: call.actor.correlationId });
    return {
      ...statusChange(call, ticket.status),
      notice: ['Обращение закрыто, бот сообщит пользователю', 'Closed; the bot tells the user'],
    };
  },
});

const reopen = defineAction({
  ...ON_TICKET,
  name: 'reopen',
  label: ['открыто снова', 'reopened'],
  right: 'reopen',
  icon: 'RotateCcw',
  input: z.object({}),
  run: async (call) => {
    const { correlationId } = call.actor;
    const ticket = await reopenTicketByStaff(call.app, { ...ids(call), correlationId });
    return {
      ...statusChange(call, ticket.status),
      notice: ['Обращение снова открыто', 'The ticket is open again'],
    };
  },
});

/** The actions that end a ticket, and the way back. */
export const END_ACTIONS: readonly PanelAction[] = [resolve, close, reopen];
