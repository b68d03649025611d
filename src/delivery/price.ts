import type { Context, Queryable } from '../platform/index.ts';
import type { Delivery } from './types.ts';

/** The asset in which suppliers ask for their price. */
export const COST_ASSET = 'TON';

/**
 * What these stars were sold for, and the most that a supplier may ask for them. Of a purchase it is what was paid; else
 * what single stars cost now. In another coin than the supplier's there is no limit, since nothing here knows the rate.
 */
export async function priceOfStars(
  { config }: Pick<Context, 'config'>,
  q: Queryable,
  { orderId, stars }: Pick<Delivery, 'orderId' | 'stars'>,
): Promise<{ soldFor: bigint | null; maxCost: bigint | null }> {
  const { rows } = await q.query<{ amount: bigint }>(
    `SELECT coalesce((SELECT amount FROM orders WHERE id = $1),
       (SELECT price * $2::bigint FROM current_star_prices WHERE asset = $3)) AS amount`,
    [orderId, stars, config.PAYMENT_ASSET],
  );
  const soldFor = rows[0]?.amount ?? null;
  const maxCost =
    soldFor === null || config.PAYMENT_ASSET !== COST_ASSET
      ? null
      : (soldFor * BigInt(config.DELIVERY_MAX_COST_PERCENT)) / 100n;
  return { soldFor, maxCost };
}
