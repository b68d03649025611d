import type { Context, Queryable } from '../platform/index.ts';
import { coin, configuredStarCost } from './coin.ts';

/** What a star costs the shop, in minor units of its coin. */
export interface StarCost {
  readonly amount: bigint;
  /** When the supplier said so; null: the configuration says so. */
  readonly quotedAt: Date | null;
}

/** Whose cost is asked for: a package with its bonus, or (null) single stars. */
interface Size {
  readonly packageId: bigint | null;
  readonly bonusStars: number;
}

/**
 * What a star of this size costs: by the newest quote of the supplier that is in use, where it asks for the shop's own coin;
 * else as configured (STAR_COST). Undefined where nobody has said. Single stars cost what they cost in the smallest delivery.
 */
export async function starCost(
  { config }: Pick<Context, 'config'>,
  q: Queryable,
  { packageId, bonusStars }: Size,
): Promise<StarCost | undefined> {
  if (config.DELIVERY === 'supplier') {
    const { rows } = await q.query<{ amount: bigint; quotedAt: Date }>(
      `SELECT star_cost AS amount, at AS "quotedAt" FROM quoted_star_cost($1, $2,
         coalesce((SELECT stars FROM packages WHERE id = $3), 1) + $4::integer)`,
      [config.DELIVERY_SUPPLIER, coin(config).code, packageId, bonusStars],
    );
    if (rows[0]) return rows[0];
  }
  const configured = configuredStarCost(config);
  return configured === null ? undefined : { amount: configured, quotedAt: null };
}

/** The same as a plain amount for the guard of prices; null where nobody has said. */
export async function guardCost(
  context: Pick<Context, 'config'>,
  q: Queryable,
  size: Size,
): Promise<bigint | null> {
  return (await starCost(context, q, size))?.amount ?? null;
}

/** A package, with its bonus, that costs more than it is sold for. Amounts in minor units of the shop's coin. */
export interface SoldBelowCost {
  readonly stars: number;
  readonly price: bigint;
  readonly cost: bigint;
}

/** The packages on sale whose stars cost more than their price, by the same cost as `starCost`. */
export async function soldBelowCost({
  config,
  db,
}: Pick<Context, 'config' | 'db'>): Promise<SoldBelowCost[]> {
  const { rows } = await db.query<SoldBelowCost>(
    `SELECT p.stars, p.price, star.cost * (p.stars + p.bonus_stars) AS cost FROM current_packages p
     CROSS JOIN LATERAL (SELECT coalesce(CASE WHEN $2 THEN
       (SELECT star_cost FROM quoted_star_cost($3, p.asset, p.stars + p.bonus_stars)) END, $4::bigint) AS cost) star
     WHERE p.active AND p.asset = $1 AND star.cost * (p.stars + p.bonus_stars) > p.price ORDER BY p.stars`,
    [coin(config).code, config.DELIVERY === 'supplier', config.DELIVERY_SUPPLIER, configuredStarCost(config)],
  );
  return rows;
}
