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
