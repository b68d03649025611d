import { AppError } from '../lib/index.ts';
import { sqlState, type Queryable, type Tx } from '../platform/index.ts';
import { asRefusal } from '../proposals/index.ts';

export const PRICE_CHANGE_STATUSES = ['draft', 'waiting', 'published', 'rejected', 'cancelled'] as const;
export type PriceChangeStatus = (typeof PRICE_CHANGE_STATUSES)[number];

/**
 * Why one person may not decide a price alone: it is too far from the version in force, from the one before or after
 * it, or from the last one that two people approved; there is nothing to compare with; or it is below cost.
 */
export const PRICE_CONCERNS = ['new', 'now', 'follows', 'next', 'after', 'anchor', 'cost'] as const;
export interface PriceConcern {
  readonly kind: (typeof PRICE_CONCERNS)[number];
  /** The version that it is too far from. */
  readonly priceId: bigint | null;
  /** Signed percent with one decimal, of the price and of what a delivered star costs. */
  readonly pricePercent: number | null;
  readonly starPercent: number | null;
}

/** A price that a person wants, and the decision about it. Amounts in minor units of `asset`. */
export interface PriceChange {
  readonly id: bigint;
  /** Null: the price of one star, for custom amounts and purchases from balance. */
  readonly packageId: bigint | null;
  readonly status: PriceChangeStatus;
  readonly asset: string;
  readonly price: bigint;
  readonly listPrice: bigint;
  readonly bonusStars: number;
  /** Null: as soon as possible. If the time has passed while it waited, it starts when it is approved. */
  readonly validFrom: Date | null;
  /** Null: until another version follows. At the end the version before is in force again. */
  readonly validUntil: Date | null;
  readonly reason: string;
  readonly requestedBy: bigint;
  readonly decidedBy: bigint | null;
  /** The version that this change became. */
  readonly priceId: bigint | null;
  readonly remark: string;
}

const COLUMNS = `id, package_id AS "packageId", status, asset, price, list_price AS "listPrice", bonus_stars AS "bonusStars",
  valid_from AS "validFrom", valid_until AS "validUntil", reason, requested_by AS "requestedBy", decided_by AS "decidedBy",
  price_id AS "priceId", remark`;

export async function findPriceChange(q: Queryable, changeId: bigint): Promise<PriceChange | undefined> {
  const { rows } = await q.query<PriceChange>(`SELECT ${COLUMNS} FROM price_changes WHERE id = $1`, [
    changeId,
  ]);
  return rows[0];
}

export async function findByKey(q: Queryable, requestKey: string): Promise<PriceChange | undefined> {
  const { rows } = await q.query<PriceChange>(`SELECT ${COLUMNS} FROM price_changes WHERE request_key = $1`, [
    requestKey,
  ]);
  return rows[0];
}

/**
 * Locks the price that a change is about, then the change. So decisions about one price happen one after another.
 * Errors: PRICE_CHANGE_UNKNOWN.
 */
export async function lockChange(tx: Tx, changeId: bigint): Promise<PriceChange> {
  const known = await findPriceChange(tx, changeId);
  if (!known) throw new AppError('PRICE_CHANGE_UNKNOWN');
  await lockPrice(tx, known.packageId);
  const { rows } = await tx.query<PriceChange>(
    `SELECT ${COLUMNS} FROM price_changes WHERE id = $1 FOR UPDATE`,
    [changeId],
  );
  return rows[0] ?? known;
}

export async function lockPrice(tx: Tx, packageId: bigint | null): Promise<void> {
  await tx.query('SELECT lock_price($1)', [packageId]);
}

/**
 * Takes a step with a locked change. The database checks who may do it, from which state, and what one person may
 * decide.
 */
export async function moveChange(
  tx: Tx,
  change: PriceChange,
  step: {
    readonly to: PriceChangeStatus;
    readonly staffId: bigint;
    readonly remark?: string | undefined;
    readonly starCost: bigint | null;
  },
): Promise<PriceChange> {
  const isDecision = change.status === 'waiting' && (step.to === 'published' || step.to === 'rejected');
  await tx.query(
    `UPDATE price_changes SET status = $2, changed_by = $3, decided_by = $4, remark = $5, star_cost = $6 WHERE id = $1`,
    [change.id, step.to, step.staffId, isDecision ? step.staffId : null, step.remark ?? '', step.starCost],
  );
  return (await findPriceChange(tx, change.id)) ?? change;
}

const CODES = {
  PR001: 'PRICE_NOT_ALLOWED',
  PR002: 'PRICE_STATE',
  PR003: 'PRICE_STATE',
  PR004: 'PRICE_OVER',
  PR005: 'PRICE_BASIS_CHANGED',
} as const;

/**
 * Runs `work` and translates refusals of the database into our errors. The database refuses if no use case did, or if a
 * role changed in the meantime.
 */
export async function withRefusals<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const state = sqlState(error);
    if (state in CODES) throw new AppError(CODES[state as keyof typeof CODES], {}, { cause: error });
    throw asRefusal(error);
  }
}
