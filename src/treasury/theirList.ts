import type { Queryable } from '../platform/index.ts';
import type { Supplier } from '../suppliers/index.ts';

/** Orders that ended with stars, and their price. Minor units. */
interface Delivered {
  readonly orders: number;
  readonly cost: bigint;
}

/** The supplier's own list beside ours, by the time of the orders. */
export interface Listed {
  readonly theirs: Delivered;
  readonly ours: Delivered;
  /** False: the list could not be read back to the beginning of the period. */
  readonly isWhole: boolean;
}

/** A supplier limits how often it is asked, and deliveries need their share. */
const MOST_PAGES = 20;

/**
 * Sums what the supplier lists as delivered in a period, in one coin, and what we have for the same time. Undefined: it has
 * no list.
 */
export async function readTheirList(
  q: Queryable,
  supplier: Supplier,
  { from, to, asset }: { readonly from: Date; readonly to: Date; readonly asset: string },
): Promise<Listed | undefined> {
  if (supplier.can.find === 'none') return undefined;
  const theirs = { orders: 0, cost: 0n };
  let isWhole = false;
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES && !isWhole; page++) {
    const answer = await supplier.list(cursor);
    if (answer === undefined || 'is' in answer) break;
    for (const { createdAt, state, cost } of answer.views) {
      const isBefore = createdAt !== undefined && createdAt <= from;
      isWhole ||= isBefore;
      if (isBefore || createdAt === undefined || createdAt > to) continue;
      if (state !== 'delivered' || cost?.asset !== asset) continue;
      theirs.orders++;
      theirs.cost += cost.amount;
    }
    cursor = answer.nextCursor;
    isWhole ||= cursor === undefined;
  }
  const { rows } = await q.query<Delivered>(
    `SELECT count(*)::integer AS orders, coalesce(sum(cost), 0)::bigint AS cost FROM deliveries
     WHERE supplier = $1 AND status = 'confirmed' AND cost_asset = $2 AND accepted_at > $3 AND accepted_at <= $4`,
    [supplier.name, asset, from, to],
  );
  return { theirs, ours: rows[0] ?? { orders: 0, cost: 0n }, isWhole };
}
