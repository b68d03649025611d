import { z } from 'zod';
import { ROLES, roleMay, type Action } from '../../../staff/index.ts';
import {
  goesOn,
  listCannedReplies,
  type CannedReply,
  type TicketMessage,
  type TicketStatus,
} from '../../../support/index.ts';
import type { Access } from '../../access/panel.ts';
import type { ShownRow } from '../../access/reader/index.ts';
import { rowOf, rowsOf, textOf } from '../../access/rows.ts';
import { DELIVERIES } from '../deliveries/source.ts';
import { FRAUD_FLAGS } from '../fraud/source.ts';
import { INVOICES, ORDERS } from '../orders/source.ts';
import { REFUNDS } from '../refunds/source.ts';
import { TICKETS, TICKET_MESSAGES } from './source.ts';
import { USERS } from '../users/source.ts';

/** The content of a message before an edit. Its file is requested by the place of the edit. */
export type ShownEdit = Omit<TicketMessage['edits'][number], 'fileId'> & { readonly hasFile: boolean };

export type ShownReply = Omit<CannedReply, 'id'> & { readonly id: string };

/** A ticket as an agent works on it: the messages of both sides, the possible actions, and what belongs to it. */
export interface ShownTicket {
  ticket: ShownRow;
  /** The ticket is not over, so a message in it continues it. */
  goesOn: boolean;
  messages: ShownRow[];
  /** The place before which the next earlier messages are. Absent at the beginning of the conversation. */
  earlier?: string;
  user: ShownRow;
  orders: ShownRow[];
  invoices: ShownRow[];
  otherTickets: ShownRow[];
  refunds: ShownRow[];
  /** The last one. */
  deliveries: ShownRow[];
  /** Fraud flags of the user, for people who may see flags. Everybody sees that a user is under review. */
  flags: ShownRow[];
  canned: ShownReply[];
  may: Record<'take' | 'reply' | 'note' | 'resolve' | 'reopen' | 'merge' | 'recheck' | 'refund', boolean>;
  /** The people who can take it over. */
  colleagues: { id: string; name: string }[];
  /** This person, to tell "mine" from "taken". */
  me: string;
}

const MESSAGES = 100;
const QUERY = z.object({ before: z.string().max(20).optional().catch(undefined) });

/** The latest messages, or with `query.before` those before that place. Errors: FORBIDDEN. */
export async function readTicket(
  access: Access,
  id: string,
  query: Readonly<Record<string, unknown>>,
): Promise<ShownTicket> {
  const { before } = QUERY.parse(query);
  const ticket = await rowOf(access, TICKETS, id);
  const userId = textOf(ticket, 'user_id');
  const orderId = textOf(ticket, 'order_id');
  const may = (right: Action): boolean => access.ability.can(right, 'tickets');
  const [messages, user, orders, invoices, tickets, refunds, deliveries, flags, canned, colleagues] =
    await Promise.all([
      rowsOf(access, TICKET_MESSAGES, {
        filters: { ticket_id: id, ...(before === undefined ? {} : { seq: { to: before } }) },
        limit: MESSAGES + 1,
      }),
      rowOf(access, USERS, userId),
      rowsOf(access, ORDERS, { filters: { user_id: userId }, limit: 6 }),
      orderId === '' ? [] : rowsOf(access, INVOICES, { filters: { order_id: orderId }, limit: 5 }),
      rowsOf(access, TICKETS, { filters: { user_id: userId }, limit: 6 }),
      rowsOf(access, REFUNDS, { filters: { user_id: userId }, limit: 5 }),
      rowsOf(access, DELIVERIES, { filters: { user_id: userId }, limit: 1 }),
      rowsOf(access, FRAUD_FLAGS, { filters: { user_id: userId }, limit: 5 }),
      may('reply') ? listCannedReplies(access.panel.app, id, { masked: true }) : [],
      may('take') ? readColleagues(access) : [],
    ]);
  const earlier = textOf(messages[MESSAGES], 'seq');
  return {
    ticket,
    goesOn: goesOn({ status: textOf(ticket, 'status') as TicketStatus }),
    messages: messages.slice(0, MESSAGES).toReversed(),
    ...(earlier === '' ? {} : { earlier }),
    user,
    orders,
    invoices,
    otherTickets: tickets.filter((other) => other['id'] !== id),
    refunds,
    deliveries,
    flags,
    canned: canned.map((reply) => ({ ...reply, id: reply.id.toString() })),
    may: {
      take: may('take'),
      reply: may('reply'),
      note: may('note'),
      resolve: may('resolve'),
      reopen: may('reopen'),
      merge: may('merge'),
      recheck: access.ability.can('recheck', 'orders'),
      refund: access.ability.can('request', 'refunds'),
    },
    colleagues,
    me: access.staff.id.toString(),
  };
}

/** People whose role answers tickets. */
async function readColleagues({ panel }: Access): Promise<ShownTicket['colleagues']> {
  const roles = ROLES.filter((role) => roleMay(role, 'reply', 'tickets'));
  const { rows } = await panel.reads.query<{ id: bigint; name: string }>(
    'SELECT id, name FROM staff WHERE role = ANY ($1::text[]) AND disabled_at IS NULL ORDER BY name, id LIMIT 200',
    [roles],
  );
  return rows.map(({ id, name }) => ({ id: id.toString(), name }));
}
