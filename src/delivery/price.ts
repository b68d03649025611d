import type { Context, Queryable } from '../platform/index.ts';
import type { Delivery } from './types.ts';

/** The asset of the suppliers' prices. */
export const COST_ASSET = 'TON';

/**
 * Returns the price that these stars were sold for, and the highest price that a supplier may ask. For a purchase it is
 * the price of the order, else the current price of single stars. If the shop's coin is not the supplier's, there is no
 * limit, because nothing here knows the rate.
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
