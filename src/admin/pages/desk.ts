import { z } from 'zod';
import { SOURCES } from '../catalog/index.ts';
import type { Access } from '../panel/panel.ts';
import type { FilterValue, ShownRow } from '../reader/index.ts';
import { rowsOf, textOf, userNames } from './rows.ts';

export const DESK_TABS = ['open', 'mine', 'free', 'waiting', 'done'] as const;
const QUERY = z.object({ tab: z.enum(DESK_TABS).catch('open') });

export interface DeskTicket {
  ticket: ShownRow;
  user: string;
  /** The last words, so that the queue can be read without opening each. */
  last: string;
  lastKind: string;
  lastAuthor: string;
}

/** The queue of tickets, the most urgent and then the longest waiting first. */
export async function readDesk(
  access: Access,
  query: Readonly<Record<string, unknown>>,
): Promise<{ tab: string; tickets: DeskTicket[] }> {
  const { tab } = QUERY.parse({ tab: query['tab'] });
  const done = tab === 'done';
  const rows = await rowsOf(access, SOURCES.tickets, {
    filters: filtersOf(tab, access),
    sort: { by: 'created_at', direction: done ? 'desc' : 'asc' },
    limit: 200,
  });
  const wanted = tab === 'free' ? rows.filter((row) => row['owner_id'] === null) : rows;
  const sorted = done ? wanted : wanted.toSorted((a, b) => rank(a) - rank(b));
  const shown = sorted.slice(0, 100);
  const [names, lasts] = await Promise.all([userNames(access, shown), lastWords(access, shown)]);
  return {
    tab,
    tickets: shown.map((ticket) => ({
      ticket,
      user: names.get(textOf(ticket, 'user_id')) ?? '',
      ...(lasts.get(textOf(ticket, 'id')) ?? { last: '', lastKind: '', lastAuthor: '' }),
    })),
  };
}

function filtersOf(tab: (typeof DESK_TABS)[number], { staff }: Access): Record<string, FilterValue> {
  switch (tab) {
    case 'mine':
      return { owner_id: staff.id.toString(), status: 'open' };
    case 'waiting':
      return { status: 'waiting_user' };
    case 'done':
      return { status: 'resolved' };
    case 'open':
    case 'free':
      return { status: 'open' };
  }
}

const PRIORITIES = ['urgent', 'high', 'normal', 'low'];
const rank = (ticket: ShownRow): number => PRIORITIES.indexOf(textOf(ticket, 'priority'));

/** One query for all tickets of the queue. The person sees these tickets, so their words may be shown. */
async function lastWords(
  access: Access,
  tickets: readonly ShownRow[],
): Promise<Map<string, Pick<DeskTicket, 'last' | 'lastKind' | 'lastAuthor'>>> {
  const ids = tickets.map((ticket) => textOf(ticket, 'id'));
  const { rows } = await access.panel.reads.query<{
    ticket_id: string;
    author: string;
    kind: string;
    body: string;
  }>(
    `SELECT DISTINCT ON (ticket_id) ticket_id, author, kind, left(body, 140) AS body FROM ticket_messages
     WHERE ticket_id = ANY ($1::uuid[]) AND NOT is_note ORDER BY ticket_id, seq DESC`,
    [ids],
  );
  return new Map(
    rows.map((row) => [row.ticket_id, { last: row.body, lastKind: row.kind, lastAuthor: row.author }]),
  );
}
