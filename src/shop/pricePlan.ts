import { AppError, type Asset } from '../lib/index.ts';
import type { Context, Queryable } from '../platform/index.ts';
import { coin, fitsInvoice } from './coin.ts';
import { priceChangePercent } from './packageRules.ts';
import type { PriceConcern } from './priceChanges.ts';
import { priceInForce, type PriceVersion } from './priceVersions.ts';
import { starCost, type StarCost } from './starCost.ts';

/** The terms of a wanted price. */
export interface PriceTerms {
  /** Minor units of the configured coin. */
  readonly price: bigint;
  /** Absent: as in the version in force, raised to `price` if that is higher. */
  readonly listPrice?: bigint | undefined;
  readonly bonusStars: number;
  /** Absent: as soon as possible. */
  readonly validFrom?: Date | undefined;
  /** Absent: until another version follows. */
  readonly validUntil?: Date | undefined;
  readonly reason: string;
}

/** The same terms with every field set. */
export interface SetTerms extends PriceTerms {
  readonly listPrice: bigint;
  readonly validFrom: Date | undefined;
  readonly validUntil: Date | undefined;
}

/** The effect that a change would have if it were asked for now. */
export interface PricePlan {
  readonly stars: number;
  readonly asset: string;
  readonly before: PriceVersion | undefined;
  readonly after: SetTerms;
  /**
   * The newest version, in force or not. If another version was published after the change was planned, the change is
   * refused by this.
   */
  readonly newestId: bigint | null;
  /** Signed percent with one decimal, of the price and of what a delivered star costs; null without a version in force. */
  readonly pricePercent: number | null;
  readonly starPercent: number | null;
  /** What a star costs the shop; undefined if nobody has set it. */
  readonly starCost: StarCost | undefined;
  /** Empty: one person may decide alone. */
  readonly concerns: readonly PriceConcern[];
  /** The database's time, because the database decides what is in force. */
  readonly now: Date;
}

/**
 * The effect that the terms would have now; nothing is written. Null: the price of one star. Errors: PACKAGE_UNKNOWN,
 * INPUT_INVALID.
 */
export function previewPrice(
  context: Context,
  input: { readonly packageId: bigint | null; readonly terms: PriceTerms },
): Promise<PricePlan> {
  return planPrice(context, context.db, input);
}

export async function planPrice(
  { config }: Pick<Context, 'config'>,
  q: Queryable,
  { packageId, terms }: { readonly packageId: bigint | null; readonly terms: PriceTerms },
): Promise<PricePlan> {
  const asset = coin(config).code;
  const { stars, newestId, now } = await readBasis(q, packageId);
  const before = await priceInForce(q, packageId, asset);
  const kept = before && before.listPrice > terms.price ? before.listPrice : terms.price;
  const after = {
    ...terms,
    listPrice: packageId === null ? terms.price : (terms.listPrice ?? kept),
    validFrom: terms.validFrom,
    validUntil: terms.validUntil,
  };
  checkTerms(after, packageId, coin(config));
  const delivered = BigInt(stars + after.bonusStars);
  const cost = await starCost({ config }, q, { packageId, bonusStars: after.bonusStars });
  return {
    stars,
    asset,
    before,
    after,
    newestId,
    now,
    pricePercent: before ? priceChangePercent(before.price, after.price) : null,
    starPercent: before
      ? priceChangePercent(before.price * delivered, after.price * BigInt(before.stars + before.bonusStars))
      : null,
    starCost: cost,
    concerns: await readConcerns(q, [
      packageId,
      asset,
      after.price,
      after.bonusStars,
      after.validFrom ?? null,
      after.validUntil ?? null,
      cost?.amount ?? null,
    ]),
  };
}

/** Errors: INPUT_INVALID if the start has already passed, or if no time is left until the end. */
export function requireTime({ now, after }: PricePlan): void {
  if (after.validFrom && after.validFrom <= now) throw new AppError('INPUT_INVALID', { fields: 'validFrom' });
  if (after.validUntil && after.validUntil <= now)
    throw new AppError('INPUT_INVALID', { fields: 'validUntil' });
}

async function readBasis(
  q: Queryable,
  packageId: bigint | null,
): Promise<{ stars: number; newestId: bigint | null; now: Date }> {
  const { rows } = await q.query<{ stars: number | null; newestId: bigint | null; now: Date }>(
    `SELECT (SELECT stars FROM packages WHERE id = $1) AS stars, clock_timestamp() AS now,
       (SELECT max(id) FROM price_versions WHERE package_id IS NOT DISTINCT FROM $1) AS "newestId"`,
    [packageId],
  );
  const [row] = rows;
  if (!row || (packageId !== null && row.stars === null)) throw new AppError('PACKAGE_UNKNOWN');
  return { ...row, stars: row.stars ?? 1 };
}

async function readConcerns(q: Queryable, values: readonly unknown[]): Promise<PriceConcern[]> {
  const { rows } = await q.query<PriceConcern>(
    `SELECT kind, price_id AS "priceId", price_percent::float8 AS "pricePercent", star_percent::float8 AS "starPercent"
     FROM price_concerns($1, $2, $3, $4, $5, $6, $7)`,
    values,
  );
  return rows;
}

function checkTerms(terms: SetTerms, packageId: bigint | null, asset: Asset): void {
  const { price, listPrice, bonusStars, validFrom, validUntil, reason } = terms;
  const mostBonus = packageId === null ? 0 : 1_000_000;
  const isNumber = Number.isSafeInteger(bonusStars) && bonusStars >= 0 && bonusStars <= mostBonus;
  const checks = [
    // A price is paid by invoice, so it must be one that an invoice can ask for.
    ['price', 'price', price > 0n && fitsInvoice(price, asset)],
    ['listPrice', 'belowPrice', listPrice >= price],
    ['bonusStars', 'number', isNumber],
    ['validUntil', 'endBeforeStart', !validUntil || !validFrom || validUntil > validFrom],
    ['reason', 'missing', reason.trim() !== ''],
    ['reason', 'other', reason.length <= 300],
  ] as const;
  const [fields, rule] = checks.find(([, , holds]) => !holds) ?? [];
  if (fields !== undefined) throw new AppError('INPUT_INVALID', { fields, rule });
}
