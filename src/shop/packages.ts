import { AppError } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import type { Package, StarPrice } from './types.ts';

/** Columns of the view `current_packages` under the names of {@link Package}. */
const PACKAGE_COLUMNS = `stars, bonus_stars AS "bonusStars", price, list_price AS "listPrice", asset,
  ((list_price - price) * 100 / list_price)::integer AS "discountPercent", price_id AS "priceId", version`;

/** What is sold now, fewest stars first, at the prices in force at this moment: nothing is cached. */
export async function listPackages(context: Context): Promise<Package[]> {
  const { rows } = await context.db.query<Package>(
    `SELECT ${PACKAGE_COLUMNS} FROM current_packages WHERE active AND asset = $1 ORDER BY stars`,
    [context.config.PAYMENT_ASSET],
  );
  return rows;
}

/** The package of that many stars, if it is sold now. */
export async function findPackage(context: Context, stars: number): Promise<Package | undefined> {
  return context.db.one<Package>(
    `SELECT ${PACKAGE_COLUMNS} FROM current_packages WHERE active AND asset = $1 AND stars = $2::bigint`,
    [context.config.PAYMENT_ASSET, stars],
  );
}

/** Errors: INTERNAL if the price list has no price of a star in the configured coin. */
export async function starPrice(context: Context): Promise<StarPrice> {
  const price = await context.db.one<StarPrice>(
    'SELECT id, price, asset FROM current_star_prices WHERE asset = $1',
    [context.config.PAYMENT_ASSET],
  );
  if (!price)
    throw new AppError(
      'INTERNAL',
      {},
      { message: `no price of a star in ${context.config.PAYMENT_ASSET} is in force` },
    );
  return price;
}
