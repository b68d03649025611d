import type { Context, Queryable } from '../platform/index.ts';

/** One immutable version of a price. Amounts in minor units of `asset`. */
export interface PriceVersion {
  readonly priceId: bigint;
  /** Null: the price of one star. */
  readonly packageId: bigint | null;
  readonly stars: number;
  readonly asset: string;
  readonly price: bigint;
  readonly listPrice: bigint;
  readonly bonusStars: number;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
}

const COLUMNS = `id AS "priceId", package_id AS "packageId", stars, asset, price, list_price AS "listPrice", bonus_stars AS "bonusStars",
  valid_from AS "validFrom", valid_until AS "validUntil"`;

/** The version in force now, if there is one. */
export async function priceInForce(
  q: Queryable,
  packageId: bigint | null,
  asset: string,
): Promise<PriceVersion | undefined> {
  const { rows } = await q.query<PriceVersion>(`SELECT ${COLUMNS} FROM price_at($1, $2, clock_timestamp())`, [
    packageId,
    asset,
  ]);
  return rows[0];
}

export async function findPriceVersion(q: Queryable, priceId: bigint): Promise<PriceVersion | undefined> {
  const { rows } = await q.query<PriceVersion>(`SELECT ${COLUMNS} FROM price_versions WHERE id = $1`, [
    priceId,
  ]);
  return rows[0];
}

/** All versions of one price, the newest first, with the scheduled ones. Null: the price of one star. */
export async function listPriceVersions(
  { db }: Pick<Context, 'db'>,
  packageId: bigint | null,
): Promise<PriceVersion[]> {
  const { rows } = await db.query<PriceVersion>(
    `SELECT ${COLUMNS} FROM price_versions WHERE package_id IS NOT DISTINCT FROM $1 ORDER BY id DESC LIMIT 500`,
    [packageId],
  );
  return rows;
}
