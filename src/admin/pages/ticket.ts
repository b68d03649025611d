import { listCannedReplies } from '../../support/index.ts';
import type { Action } from '../abilities/index.ts';
import { SOURCES } from '../catalog/index.ts';
import type { Access } from '../panel/panel.ts';
import type { ShownRow } from '../reader/index.ts';
import { rowOf, rowsOf, textOf } from './rows.ts';

/** A ticket as an agent works on it: the words of both sides, what may be done, and what stands beside it. */
export interface TicketView {
  ticket: ShownRow;
  messages: ShownRow[];
  user: ShownRow;
  orders: ShownRow[];
  invoices: ShownRow[];
  otherTickets: ShownRow[];
  refunds: ShownRow[];
  canned: { id: string; title: string; text: string; missing: readonly string[] }[];
  may: Record<'take' | 'reply' | 'note' | 'resolve' | 'reopen' | 'recheck' | 'refund', boolean>;
  /** The person who looks: to tell "mine" from "taken". */
  me: string;
}

const MOST_MESSAGES = 200;

export async function readTicket(access: Access, id: string): Promise<TicketView> {
  const ticket = await rowOf(access, SOURCES.tickets, id);
  const userId = textOf(ticket, 'user_id');
  const orderId = textOf(ticket, 'order_id');
  const may = (right: Action): boolean => access.ability.can(right, 'tickets');
  const [messages, user, orders, invoices, tickets, refunds, canned] = await Promise.all([
    rowsOf(access, SOURCES.ticket_messages, { filters: { ticket_id: id }, limit: MOST_MESSAGES }),
    rowOf(access, SOURCES.users, userId),
    rowsOf(access, SOURCES.orders, { filters: { user_id: userId }, limit: 6 }),
    orderId === '' ? [] : rowsOf(access, SOURCES.invoices, { filters: { order_id: orderId }, limit: 5 }),
    rowsOf(access, SOURCES.tickets, { filters: { user_id: userId }, limit: 6 }),
    rowsOf(access, SOURCES.refunds, { filters: { user_id: userId }, limit: 5 }),
    may('reply') ? listCannedReplies(access.panel.app, id, { masked: true }) : [],
  ]);
  return {
    ticket,
    messages: messages.toReversed(),
    user,
    orders,
    invoices,
    otherTickets: tickets.filter((other) => other['id'] !== id),
    refunds,
    canned: canned.map((reply) => ({ ...reply, id: reply.id.toString() })),
    may: {
      take: may('take'),
      reply: may('reply'),
      note: may('note'),
      resolve: may('resolve'),
      reopen: may('reopen'),
      recheck: access.ability.can('recheck', 'orders'),
      refund: access.ability.can('request', 'refunds'),
    },
    me: access.staff.id.toString(),
  };
}
