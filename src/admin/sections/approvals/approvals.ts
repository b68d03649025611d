import type { Source } from '../../access/source.ts';
import { staffNews, type StaffNews } from '../../../staff/index.ts';
import type { Access } from '../../access/panel.ts';
import type { ShownRow } from '../../access/reader/index.ts';
import { waitingProposals, type ShownProposal } from './proposal.ts';
import { rowsOf, textOf } from '../../access/rows.ts';
import { userNames } from '../users/names.ts';
import { PRICE_CHANGES } from '../prices/source.ts';
import { ADJUSTMENTS, REFUNDS } from '../refunds/source.ts';

/** A request in the queue, and whether this person made it. */
export interface Waiting {
  readonly resource: string;
  readonly row: ShownRow;
  readonly user: string;
  readonly isOwn: boolean;
}

const MOST = 100;

/** How many requests wait for this person's decision, by kind; and the news that an administrator has not read yet. */
export interface WaitingCounts {
  readonly counts: Readonly<Record<string, number>>;
  readonly total: number;
  readonly news: number;
}

/** An event about an account that moves money, as a page shows it. */
export interface ShownNews extends Omit<StaffNews, 'at'> {
  readonly at: string;
}

export interface ApprovalsView extends WaitingCounts {
  readonly requested: readonly Waiting[];
  readonly stuck: readonly Waiting[];
  readonly prices: readonly ShownRow[];
  readonly proposals: readonly ShownProposal[];
  readonly staffNews: readonly ShownNews[];
  readonly mayApprove: boolean;
}

/** What another person has to decide, the oldest first. Below it: what went wrong and waits for a person. */
export async function readApprovals(
  access: Access,
  query: Readonly<Record<string, unknown>> = {},
): Promise<ApprovalsView | WaitingCounts> {
  const [requested, prices, proposals, news] = await Promise.all([
    those(access, { status: 'requested' }),
    rowsOf(access, PRICE_CHANGES, { filters: { status: 'waiting' }, limit: MOST }),
    waitingProposals(access),
    access.ability.can('approve', 'staff') ? staffNews(access.panel.reads, access.staff.id) : [],
  ]);
  const counted = countsOf(access, { requested, prices, proposals, news });
  // The side bar of every page asks only for these.
  if (query['part'] === 'counts') return counted;
  const stuck = await those(access, { needs_person: 'true' });
  const all = [...requested, ...stuck];
  const names = await userNames(
    access,
    all.map(({ row }) => row),
  );
  const named = (waiting: readonly Waiting[]): Waiting[] =>
    byAge(waiting).map((one) => ({ ...one, user: names.get(textOf(one.row, 'user_id')) ?? '' }));
  return {
    ...counted,
    requested: named(requested),
    stuck: named(stuck),
    prices: prices.toReversed(),
    proposals,
    staffNews: news.map((one) => ({ ...one, at: one.at.toISOString() })),
    mayApprove: access.ability.can('approve', 'refunds'),
  };
}

function countsOf(
  { ability, staff }: Access,
  found: { requested: Waiting[]; prices: ShownRow[]; proposals: ShownProposal[]; news: StaffNews[] },
): WaitingCounts {
  const { requested, prices, proposals, news } = found;
  const isMine = (row: ShownRow): boolean => textOf(row, 'requested_by') === staff.id.toString();
  const counts: Record<string, number> = {};
  const count = (kind: string, n: number): void => void (counts[kind] = (counts[kind] ?? 0) + n);
  for (const { resource, isOwn } of requested)
    if (!isOwn && ability.can('approve', resource as 'refunds' | 'adjustments')) count(resource, 1);
  if (ability.can('approve', 'packages')) count('prices', prices.filter((row) => !isMine(row)).length);
  for (const { section, isOwn, mayDecide } of proposals) if (!isOwn && mayDecide) count(section, 1);
  return { counts, total: Object.values(counts).reduce((a, b) => a + b, 0), news: news.length };
}

async function those(access: Access, filters: Readonly<Record<string, string>>): Promise<Waiting[]> {
  const read = async (source: Source): Promise<Waiting[]> => {
    const rows = await rowsOf(access, source, {
      filters,
      sort: { by: 'created_at', direction: 'asc' },
      limit: MOST,
    });
    return rows.map((row) => ({
      resource: source.id,
      row,
      user: '',
      isOwn: textOf(row, 'requested_by') === access.staff.id.toString(),
    }));
  };
  return (await Promise.all([read(REFUNDS), read(ADJUSTMENTS)])).flat();
}

function byAge(waiting: readonly Waiting[]): Waiting[] {
  return waiting.toSorted((a, b) => textOf(a.row, 'created_at').localeCompare(textOf(b.row, 'created_at')));
}
