import { z } from 'zod';
import { AppError } from '../../../lib/index.ts';
import { findStaff } from '../../../staff/index.ts';
import {
  addressUser,
  assignTicket,
  closeTicket,
  holesIn,
  linkTicketToOrder,
  mergeTickets,
  noteOnTicket,
  reopenTicketByStaff,
  replyToTicket,
  resendReply,
  resolveTicket,
  setTicketPriority,
  takeTicket,
  TICKET_PRIORITIES,
} from '../../../support/index.ts';
import { roleMay } from '../../access/abilities/index.ts';
import { defineAction, type ActionCall, type ActionResult } from '../../access/actions.ts';
import { SAVED } from '../../words/common.ts';

const TEXT = z.object({
  text: z.string().trim().min(1).max(4000),
  requestKey: z.string().min(8).max(100).optional(),
});
/** An answer that still has a place for a variable goes out only when the agent says that it is meant so. */
const ANSWER = TEXT.extend({ asItIs: z.boolean().default(false) });
/** To end what was not answered, or is somebody else's, the agent says so. */
const ENDING = z.object({ sure: z.boolean().default(false) });
const NOTHING = z.object({});
const common = { subject: 'tickets', kind: 'record', button: false } as const;

const ids = (call: ActionCall): { ticketId: string; staffId: bigint } => ({
  ticketId: call.id,
  staffId: call.staff.id,
});
const state = (call: ActionCall, after: string): Pick<ActionResult, 'before' | 'after'> => ({
  before: { status: call.row['status'] },
  after: { status: after },
});

export const replyTicket = defineAction({
  ...common,
  name: 'reply',
  right: 'reply',
  icon: 'Send',
  input: ANSWER,
  run: async (call, { asItIs, ...input }) => {
    const { correlationId } = call.actor;
    const text = await addressUser(call.app, call.id, input.text);
    const holes = holesIn(text);
    if (holes.length > 0 && !asItIs) throw new AppError('REPLY_HAS_HOLES', { names: holes.join(', ') });
    const { ticket, messageId } = await replyToTicket(call.app, {
      ...ids(call),
      ...input,
      text,
      correlationId,
    });
    return {
      ...state(call, ticket.status),
      data: { messageId: messageId ?? null },
      ...(messageId === undefined ? { unchanged: true } : {}),
    };
  },
});

export const noteTicket = defineAction({
  ...common,
  name: 'note',
  right: 'note',
  icon: 'Edit3',
  input: TEXT,
  run: async (call, input) => {
    const { messageId } = await noteOnTicket(call.app, { ...ids(call), ...input });
    return {
      data: { messageId: messageId ?? null },
      ...(messageId === undefined ? { unchanged: true } : {}),
    };
  },
});

export const takeTicketAction = defineAction({
  ...common,
  name: 'take',
  right: 'take',
  icon: 'UserCheck',
  input: NOTHING,
  run: async (call) => {
    const ticket = await takeTicket(call.app, ids(call));
    return {
      before: { owner: call.row['owner_id'] },
      after: { owner: ticket.ownerId },
      notice: ['Обращение теперь ваше', 'The ticket is yours now'],
    };
  },
});

export const returnTicket = defineAction({
  ...common,
  name: 'return',
  right: 'take',
  icon: 'CornerUpLeft',
  input: NOTHING,
  run: async (call) => {
    await assignTicket(call.app, { ticketId: call.id, ownerId: null });
    return { before: { owner: call.row['owner_id'] }, after: { owner: null }, notice: SAVED };
  },
});

export const prioritiseTicket = defineAction({
  ...common,
  name: 'priority',
  right: 'take',
  icon: 'Flag',
  input: z.object({ priority: z.enum(TICKET_PRIORITIES) }),
  run: async (call, { priority }) => {
    await setTicketPriority(call.app, { ticketId: call.id, priority });
    return { before: { priority: call.row['priority'] }, after: { priority }, notice: SAVED };
  },
});

/** Errors: TICKET_UNANSWERED, TICKET_NOT_YOURS. */
function askBeforeTheEnd({ row, staff }: ActionCall, sure: boolean): void {
  if (sure) return;
  if (row['first_reply_at'] === null) throw new AppError('TICKET_UNANSWERED');
  const owner = row['owner_id'] as bigint | null;
  if (owner !== null && owner !== staff.id) throw new AppError('TICKET_NOT_YOURS');
}

export const resolveTicketAction = defineAction({
  ...common,
  name: 'resolve',
  right: 'resolve',
  icon: 'CheckCircle',
  input: ENDING,
  run: async (call, { sure }) => {
    askBeforeTheEnd(call, sure);
    const ticket = await resolveTicket(call.app, { ...ids(call), correlationId: call.actor.correlationId });
    return {
      ...state(call, ticket.status),
      notice: [
        'Обращение решено, пользователя попросят об оценке',
        'Resolved; the user will be asked for a rating',
      ],
    };
  },
});

export const closeTicketAction = defineAction({
  ...common,
  name: 'close',
  right: 'resolve',
  icon: 'XCircle',
  input: ENDING,
  run: async (call, { sure }) => {
    askBeforeTheEnd(call, sure);
    const ticket = await closeTicket(call.app, { ...ids(call), correlationId: call.actor.correlationId });
    return {
      ...state(call, ticket.status),
      notice: ['Обращение закрыто, бот сообщит пользователю', 'Closed; the bot tells the user'],
    };
  },
});

export const reopenTicketAction = defineAction({
  ...common,
  name: 'reopen',
  right: 'reopen',
  icon: 'RotateCcw',
  input: NOTHING,
  run: async (call) => {
    const { correlationId } = call.actor;
    const ticket = await reopenTicketByStaff(call.app, { ...ids(call), correlationId });
    return { ...state(call, ticket.status), notice: ['Обращение снова открыто', 'The ticket is open again'] };
  },
});

export const resendAction = defineAction({
  ...common,
  name: 'resend',
  right: 'reply',
  icon: 'Repeat',
  input: z.object({ messageId: z.uuid() }),
  run: async (call, { messageId }) => {
    const { correlationId } = call.actor;
    await resendReply(call.app, { ticketId: call.id, messageId, correlationId });
    return {
      after: { messageId, delivery: 'queued' },
      notice: ['Ответ отправляется ещё раз', 'The answer is being sent again'],
    };
  },
});

export const mergeTicket = defineAction({
  ...common,
  name: 'merge',
  right: 'merge',
  icon: 'GitMerge',
  input: z.object({ into: z.uuid() }),
  run: async (call, { into }) => {
    const { kept, gone, repeated } = await mergeTickets(call.app, {
      ticketId: call.id,
      intoId: into,
      correlationId: call.actor.correlationId,
    });
    return {
      ...state(call, gone.status),
      after: { status: gone.status, mergedInto: kept.id, number: kept.number.toString() },
      notice: [
        'Обращения объединены, пользователь узнает об этом из бота',
        'The tickets are one now; the bot tells the user',
      ],
      ...(repeated ? { unchanged: true as const } : {}),
    };
  },
});

export const handTicket = defineAction({
  ...common,
  name: 'hand',
  right: 'take',
  icon: 'Users',
  input: z.object({ to: z.coerce.bigint().positive() }),
  run: async (call, { to }) => {
    const colleague = await findStaff(call.app.db, to);
    // Whoever could not answer it must not own it.
    if (!colleague || colleague.disabledAt || !roleMay(colleague.role, 'reply', 'tickets'))
      throw new AppError('INPUT_INVALID', { fields: 'to' });
    const ticket = await assignTicket(call.app, { ticketId: call.id, ownerId: to });
    return {
      before: { owner: call.row['owner_id'] },
      after: { owner: ticket.ownerId },
      notice: SAVED,
    };
  },
});

export const linkTicket = defineAction({
  ...common,
  name: 'link',
  right: 'take',
  icon: 'Link',
  input: z.object({ orderId: z.uuid() }),
  run: async (call, { orderId }) => {
    const ticket = await linkTicketToOrder(call.app, { ticketId: call.id, orderId });
    return {
      before: { order: call.row['order_id'] },
      after: { order: ticket.orderId },
      notice: SAVED,
    };
  },
});

export const TICKET_ACTIONS = [
  replyTicket,
  noteTicket,
  takeTicketAction,
  returnTicket,
  prioritiseTicket,
  resolveTicketAction,
  closeTicketAction,
  reopenTicketAction,
  resendAction,
  mergeTicket,
  handTicket,
  linkTicket,
];
