import { z } from 'zod';
import { noteDeskSeen } from '../../../support/index.ts';
import type { Access } from '../../access/panel.ts';
import { countRows, type FilterValue, type ListQuery, type ShownRow } from '../../access/reader/index.ts';
import { pageOf, textOf } from '../../access/rows.ts';
import { userNames } from '../users/names.ts';
import { TICKETS } from './source.ts';
import type { Tab } from './texts.ts';

/** The tickets of each part of the queue, and their order. */
const PARTS: Readonly<
  Record<Tab, (by: { staffId: string; now: Date }) => Omit<ListQuery, 'limit' | 'offset'>>
> = {
  open: () => dueNext({}),
  overdue: ({ now }) => dueNext({ due_at: { to: now.toISOString() } }),
  mine: ({ staffId }) => dueNext({ owner_id: staffId }),
  free: () => dueNext({ has_owner: 'false' }),
  waiting: () => ({ filters: { status: 'waiting_user' }, sort: { by: 'updated_at', direction: 'asc' } }),
  done: () => ({ filters: { status: 'resolved' }, sort: { by: 'updated_at', direction: 'desc' } }),
};

/** Tickets that wait for the shop, in the order in which they are due. A clock runs only in these. */
const dueNext = (filters: Record<string, FilterValue>): Omit<ListQuery, 'limit' | 'offset'> => ({
  filters: { status: 'open', ...filters },
  sort: { by: 'due_at', direction: 'asc' },
});

/** Parts whose number an agent looks at first. */
const COUNTED = ['open', 'overdue', 'mine', 'free'] as const satisfies readonly Tab[];
const PAGE = 50;

const QUERY = z.object({
  tab: z.enum(Object.keys(PARTS) as [Tab, ...Tab[]]).catch('open'),
  subject: z.string().max(20).catch(''),
  priority: z.string().max(20).catch(''),
  /** A ticket's number, with or without the sign before it. */
  number: z.string().max(20).catch(''),
  after: z.string().max(100).optional().catch(undefined),
});

export interface DeskTicket {
  ticket: ShownRow;
  user: string;
  /** The last words, so that an agent can read the queue without opening each ticket. */
  last: string;
  lastKind: string;
  lastAuthor: string;
  /** The delivery of the last answer, if it did not arrive. */
  delivery: string;
}

export interface DeskPage {
  tab: Tab;
  tickets: DeskTicket[];
  /** Where the next page begins. */
  next?: string;
  counts: Partial<Record<Tab, number>>;
}

/** A page of the queue of tickets. The ticket that is due next comes first. A number is searched in every part. */
export async function readDesk(access: Access, query: Readonly<Record<string, unknown>>): Promise<DeskPage> {
  const { tab, subject, priority, number, after } = QUERY.parse(query);
  await noteDeskSeen(access.panel.app);
  const by = { staffId: access.staff.id.toString(), now: access.panel.app.clock.now() };
  const wanted = number.replace('#', '').trim();
  const part = PARTS[tab](by);
  const filters = {
    ...part.filters,
    ...(subject === '' ? {} : { subject }),
    ...(priority === '' ? {} : { priority }),
  };
  const [{ rows, next }, counts] = await Promise.all([
    pageOf(access, TICKETS, {
      ...(wanted === ''
        ? { ...part, filters }
        : { filters: { number: wanted }, sort: { by: 'updated_at', direction: 'desc' } as const }),
      limit: PAGE,
      after,
    }),
    readCounts(access, by),
  ]);
  const [names, lasts] = await Promise.all([userNames(access, rows), lastWords(access, rows)]);
  return {
    tab,
    tickets: rows.map((ticket) => ({
      ticket,
      user: names.get(textOf(ticket, 'user_id')) ?? '',
      ...(lasts.get(textOf(ticket, 'id')) ?? { last: '', lastKind: '', lastAuthor: '', delivery: '' }),
    })),
    ...(next === undefined ? {} : { next }),
    counts,
  };
}

async function readCounts(
  { panel, ability }: Access,
  by: { staffId: string; now: Date },
): Promise<DeskPage['counts']> {
  const count = async (tab: Tab): Promise<[Tab, number]> => [
    tab,
    await countRows(panel.reads, { ability, source: TICKETS }, PARTS[tab](by)),
  ];
  return Object.fromEntries(await Promise.all(COUNTED.map(count))) as DeskPage['counts'];
}

/** One query for all tickets of the queue. The person sees these tickets, so their words may be shown. */
async function lastWords(
  access: Access,
  tickets: readonly ShownRow[],
): Promise<Map<string, Omit<DeskTicket, 'ticket' | 'user'>>> {
  const ids = tickets.map((ticket) => textOf(ticket, 'id'));
  const { rows } = await access.panel.reads.query<{
    ticket_id: string;
    author: string;
    kind: string;
    body: string;
    delivery: string | null;
  }>(
    `SELECT t.id AS ticket_id, m.author, m.kind, left(m.body, 140) AS body, a.delivery FROM unnest($1::uuid[]) t (id)
     CROSS JOIN LATERAL (SELECT author, kind, body FROM ticket_messages WHERE ticket_id = t.id AND NOT is_note ORDER BY seq DESC LIMIT 1) m
     LEFT JOIN LATERAL (SELECT delivery FROM ticket_messages WHERE ticket_id = t.id AND author = 'staff' AND NOT is_note
       ORDER BY seq DESC LIMIT 1) a ON a.delivery <> 'sent'`,
    [ids],
  );
  return new Map(
    rows.map((row) => [
      row.ticket_id,
      { last: row.body, lastKind: row.kind, lastAuthor: row.author, delivery: row.delivery ?? '' },
    ]),
  );
}
