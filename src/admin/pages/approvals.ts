import { SOURCES, type Source } from '../catalog/index.ts';
import type { Access } from '../panel/panel.ts';
import type { ShownRow } from '../reader/index.ts';
import { rowsOf, textOf, userNames } from './rows.ts';

/** A request in the queue, and whether the one who looks made it. */
interface Waiting {
  readonly resource: string;
  readonly row: ShownRow;
  readonly user: string;
  readonly isOwn: boolean;
}

const MOST = 100;

/** What another person has to decide, the oldest first; and below it what went wrong and waits for a person. */
export async function readApprovals(
  access: Access,
): Promise<{ requested: Waiting[]; stuck: Waiting[]; prices: ShownRow[]; mayApprove: boolean }> {
  const [requested, stuck, prices] = await Promise.all([
    those(access, { status: 'requested' }),
    those(access, { needs_person: 'true' }),
    rowsOf(access, SOURCES.price_changes, { filters: { status: 'waiting' }, limit: MOST }),
  ]);
  const all = [...requested, ...stuck];
  const names = await userNames(
    access,
    all.map(({ row }) => row),
  );
  const named = (waiting: readonly Waiting[]): Waiting[] =>
    byAge(waiting).map((one) => ({ ...one, user: names.get(textOf(one.row, 'user_id')) ?? '' }));
  return {
    requested: named(requested),
    stuck: named(stuck),
    prices: prices.toReversed(),
    mayApprove: access.ability.can('approve', 'refunds'),
  };
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
  return (await Promise.all([read(SOURCES.refunds), read(SOURCES.adjustments)])).flat();
}

function byAge(waiting: readonly Waiting[]): Waiting[] {
  return waiting.toSorted((a, b) => textOf(a.row, 'created_at').localeCompare(textOf(b.row, 'created_at')));
}
