import { z } from 'zod';
import {
  assignTicket,
  linkTicketToOrder,
  mergeTickets,
  setTicketPriority,
  takeTicket,
  TICKET_PRIORITIES,
} from '../../../support/index.ts';
import { defineAction, type PanelAction } from '../../access/actions.ts';
import { SAVED } from '../../words/common.ts';
import { ANSWER_ACTIONS } from './answerActions.ts';
import { END_ACTIONS } from './endActions.ts';
import { ids, ON_TICKET, statusChange } from './ticketCall.ts';

const NOTHING = z.object({});

const take = defineAction({
  ...ON_TICKET,
  name: 'take',
  label: ['взято', 'taken'],
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

const giveBack = defineAction({
  ...ON_TICKET,
  name: 'return',
  label: ['возвращено в очередь', 'returned to queue'],
  right: 'take',
  icon: 'CornerUpLeft',
  input: NOTHING,
  run: async (call) => {
    await assignTicket(call.app, { ...ids(call), ownerId: null });
    return { before: { owner: call.row['owner_id'] }, after: { owner: null }, notice: SAVED };
  },
});

const hand = defineAction({
  ...ON_TICKET,
  name: 'hand',
  label: ['передано', 'handed over'],
  right: 'take',
  icon: 'Users',
  input: z.object({ to: z.coerce.bigint().positive() }),
  run: async (call, { to }) => {
    const ticket = await assignTicket(call.app, { ...ids(call), ownerId: to });
    return { before: { owner: call.row['owner_id'] }, after: { owner: ticket.ownerId }, notice: SAVED };
  },
});

const priority = defineAction({
  ...ON_TICKET,
  name: 'priority',
  label: ['срочность', 'priority'],
  right: 'take',
  icon: 'Flag',
  input: z.object({ priority: z.enum(TICKET_PRIORITIES) }),
  run: async (call, { priority: wanted }) => {
    await setTicketPriority(call.app, { ...ids(call), priority: wanted });
    return { before: { priority: call.row['priority'] }, after: { priority: wanted }, notice: SAVED };
  },
});

const merge = defineAction({
  ...ON_TICKET,
  name: 'merge',
  label: ['объединено с другим', 'merged into another'],
  right: 'merge',
  icon: 'GitMerge',
  input: z.object({ into: z.uuid() }),
  run: async (call, { into }) => {
    const { kept, gone, repeated } = await mergeTickets(call.app, {
      ...ids(call),
      intoId: into,
      correlationId: call.actor.correlationId,
    });
    return {
      ...statusChange(call, gone.status),
      after: { status: gone.status, mergedInto: kept.id, number: kept.number.toString() },
      notice: [
        'Обращения объединены, пользователь узнает об этом из бота',
        'The tickets are one now; the bot tells the user',
      ],
      ...(repeated ? { unchanged: true as const } : {}),
    };
  },
});

const link = defineAction({
  ...ON_TICKET,
  name: 'link',
  label: ['указан заказ', 'order named'],
  right: 'take',
  icon: 'Link',
  input: z.object({ orderId: z.uuid() }),
  run: async (call, { orderId }) => {
    const ticket = await linkTicketToOrder(call.app, { ...ids(call), orderId });
    return { before: { order: call.row['order_id'] }, after: { order: ticket.orderId }, notice: SAVED };
  },
});

export const TICKET_ACTIONS: readonly PanelAction[] = [
  ...ANSWER_ACTIONS,
  take,
  giveBack,
  priority,
  ...END_ACTIONS,
  merge,
  hand,
  link,
];
