import { AppError } from '../lib/index.ts';
import { sqlState, type Context, type Queryable, type Tx } from '../platform/index.ts';
import { fitsInvoice } from './coin.ts';
import { priceChangePercent, wantsSecondPerson } from './packageRules.ts';

/** One immutable version of a package's price, with who made it and why. */
export interface PriceVersion {
  readonly priceId: bigint;
  readonly stars: number;
  readonly version: number;
  readonly asset: string;
  readonly price: bigint;
  readonly listPrice: bigint;
  readonly bonusStars: number;
  readonly validFrom: Date;
  readonly reason: string;
  readonly createdBy: bigint | null;
  readonly createdAt: Date;
}

export interface PackageChange {
  readonly staffId: bigint;
  readonly stars: number;
  /** Minor units of the configured coin. */
  readonly price: bigint;
  /** Absent: as before, raised to `price` where that is higher. */
  readonly listPrice?: bigint | undefined;
  readonly bonusStars: number;
  readonly reason: string;
  /** Absent: at once. */
  readonly validFrom?: Date | undefined;
  /** The version that the form showed; another one since then is refused. */
  readonly expectedVersion?: number | undefined;
}

/** What a change does, before or after it is made. */
export interface PackageChangeResult {
  readonly before: PriceVersion;
  readonly after: Omit<PriceVersion, 'priceId' | 'createdAt'>;
  /** Signed percent with one decimal. */
  readonly priceChangePercent: number;
  readonly needsSecondPerson: boolean;
}

const VERSION_COLUMNS = `v.id AS "priceId", p.stars, v.version, v.asset, v.price, v.list_price AS "listPrice",
  v.bonus_stars AS "bonusStars", v.valid_from AS "validFrom", v.reason, v.created_by AS "createdBy", v.created_at AS "createdAt"`;

/** What {@link changePackage} would do; nothing is written. Errors as there. */
export async function previewPackageChange(
  context: Context,
  change: PackageChange,
): Promise<PackageChangeResult> {
  return plan(context, context.db, change);
}

/**
 * Writes a new price version; orders that were made keep theirs. The version in force is the one with the latest
 * `validFrom` that has come (the higher version where two are equal), so a schedule that was made before still
 * comes into force on its day, and is called off by a version with the same `validFrom`.
 * Errors: PACKAGE_UNKNOWN, PRICE_CHANGED (another version than `expectedVersion` is the newest), INPUT_INVALID.
 */
export async function changePackage(
  context: Context,
  change: PackageChange,
): Promise<PackageChangeResult & { priceId: bigint }> {
  return context.db.tx(async (tx) => {
    await lockPackage(tx, change.stars);
    const planned = await plan(context, tx, change);
    return { ...planned, priceId: await insertVersion(tx, planned.after, change.validFrom) };
  });
}

/** Adds a package with its first price. Errors: PACKAGE_EXISTS, INPUT_INVALID. */
export async function createPackage(
  context: Context,
  input: Omit<PackageChange, 'expectedVersion'> & { active?: boolean },
): Promise<{ priceId: bigint }> {
  const { listPrice = input.price, validFrom = context.clock.now() } = input;
  checkNumbers({ ...input, listPrice });
  try {
    return await context.db.tx(async (tx) => {
      await tx.query('INSERT INTO packages (stars, active) VALUES ($1, $2)', [
        input.stars,
        input.active ?? true,
      ]);
      const version = {
        stars: input.stars,
        version: 1,
        asset: context.config.PAYMENT_ASSET,
        price: input.price,
        listPrice,
        bonusStars: input.bonusStars,
        validFrom,
        reason: input.reason,
        createdBy: input.staffId,
      };
      return { priceId: await insertVersion(tx, version, input.validFrom) };
    });
  } catch (error) {
    if (sqlState(error) === '23505')
      throw new AppError('PACKAGE_EXISTS', { stars: input.stars }, { cause: error });
    throw error;
  }
}

/** Offers a package or takes it out of the shop; orders that were made stay. Errors: PACKAGE_UNKNOWN. */
export async function setPackageActive(
  context: Context,
  input: { stars: number; active: boolean },
): Promise<void> {
  const { rowCount } = await context.db.query('UPDATE packages SET active = $2 WHERE stars = $1', [
    input.stars,
    input.active,
  ]);
  if (rowCount !== 1) throw new AppError('PACKAGE_UNKNOWN');
}

/** All versions of one package, the newest first, scheduled ones among them. */
export async function listPriceVersions(context: Context, stars: number): Promise<PriceVersion[]> {
  const { rows } = await context.db.query<PriceVersion>(
    `SELECT ${VERSION_COLUMNS} FROM package_prices v JOIN packages p ON p.id = v.package_id
     WHERE p.stars = $1 ORDER BY v.version DESC LIMIT 500`,
    [stars],
  );
  return rows;
}

/** A new price of a single star. Errors: INPUT_INVALID. */
export async function changeStarPrice(
  context: Context,
  input: { staffId: bigint; price: bigint; reason: string; validFrom?: Date | undefined },
): Promise<{ priceId: bigint }> {
  if (!isPrice(input.price)) throw new AppError('INPUT_INVALID', { field: 'price' });
  const row = await context.db.one<{ priceId: bigint }>(
    `INSERT INTO star_prices (asset, price, valid_from, reason, created_by)
     VALUES ($1, $2, coalesce($3, now()), $4, $5) RETURNING id AS "priceId"`,
    [context.config.PAYMENT_ASSET, input.price, input.validFrom ?? null, input.reason, input.staffId],
  );
  if (!row) throw new AppError('INTERNAL');
  return row;
}

async function plan(context: Context, db: Queryable, change: PackageChange): Promise<PackageChangeResult> {
  const newest = await readVersion(db, change.stars, 'v.version DESC', 'true');
  const inForce = await readVersion(
    db,
    change.stars,
    'v.valid_from DESC, v.version DESC',
    'v.valid_from <= now()',
  );
  const before = inForce ?? newest;
  if (!newest || !before) throw new AppError('PACKAGE_UNKNOWN');
  if (change.expectedVersion !== undefined && change.expectedVersion !== newest.version)
    throw new AppError('PRICE_CHANGED', { version: newest.version });
  const kept = before.listPrice > change.price ? before.listPrice : change.price;
  const listPrice = change.listPrice ?? kept;
  checkNumbers({ ...change, listPrice });
  const percent = priceChangePercent(before.price, change.price);
  // More bonus for the same price is a cheaper star, so the price of a delivered star is watched as well.
  const perStar = priceChangePercent(
    before.price * BigInt(change.stars + change.bonusStars),
    change.price * BigInt(change.stars + before.bonusStars),
  );
  return {
    before,
    after: {
      stars: change.stars,
      version: newest.version + 1,
      asset: context.config.PAYMENT_ASSET,
      price: change.price,
      listPrice,
      bonusStars: change.bonusStars,
      validFrom: change.validFrom ?? context.clock.now(),
      reason: change.reason,
      createdBy: change.staffId,
    },
    priceChangePercent: percent,
    needsSecondPerson: wantsSecondPerson(percent) || wantsSecondPerson(perStar),
  };
}

async function readVersion(
  db: Queryable,
  stars: number,
  order: string,
  condition: string,
): Promise<PriceVersion | undefined> {
  const { rows } = await db.query<PriceVersion>(
    `SELECT ${VERSION_COLUMNS} FROM package_prices v JOIN packages p ON p.id = v.package_id
     WHERE p.stars = $1 AND ${condition} ORDER BY ${order} LIMIT 1`,
    [stars],
  );
  return rows[0];
}

/** One change at a time per package: version numbers have no gaps and no twins. */
async function lockPackage(tx: Tx, stars: number): Promise<void> {
  const { rowCount } = await tx.query('SELECT FROM packages WHERE stars = $1 FOR UPDATE', [stars]);
  if (rowCount !== 1) throw new AppError('PACKAGE_UNKNOWN');
}

async function insertVersion(
  tx: Tx,
  version: PackageChangeResult['after'],
  validFrom: Date | undefined,
): Promise<bigint> {
  const { rows } = await tx.query<{ id: bigint }>(
    `INSERT INTO package_prices (package_id, version, asset, price, list_price, bonus_stars, valid_from, reason, created_by)
     SELECT id, $2, $3, $4, $5, $6, coalesce($7, clock_timestamp()), $8, $9 FROM packages WHERE stars = $1 RETURNING id`,
    [
      version.stars,
      version.version,
      version.asset,
      version.price,
      version.listPrice,
      version.bonusStars,
      validFrom ?? null,
      version.reason,
      version.createdBy,
    ],
  );
  const [row] = rows;
  if (!row) throw new AppError('PACKAGE_UNKNOWN');
  return row.id;
}

function checkNumbers(input: {
  stars: number;
  price: bigint;
  listPrice: bigint;
  bonusStars: number;
  reason: string;
}): void {
  const wrong =
    !Number.isSafeInteger(input.stars) || input.stars < 1 || input.stars > 1_000_000
      ? 'stars'
      : !isPrice(input.price)
        ? 'price'
        : input.listPrice < input.price
          ? 'listPrice'
          : !Number.isSafeInteger(input.bonusStars) || input.bonusStars < 0 || input.bonusStars > 1_000_000
            ? 'bonusStars'
            : input.reason.trim() === ''
              ? 'reason'
              : undefined;
  if (wrong !== undefined) throw new AppError('INPUT_INVALID', { field: wrong });
}

/** A price is paid by invoice, so it must be one that an invoice can ask for. */
function isPrice(price: bigint): boolean {
  return price > 0n && fitsInvoice(price);
}
