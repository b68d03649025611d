import { AppError } from '../lib/index.ts';
import type { Context, InTx, Tx } from '../platform/index.ts';
import { requireRight, type Action } from '../staff/index.ts';
import {
  findByKey,
  lockChange,
  lockPrice,
  moveChange,
  withRefusals,
  type PriceChange,
} from './priceChanges.ts';
import { planPrice, requireTime, type PriceTerms, type SetTerms } from './pricePlan.ts';

export interface PriceRequest {
  readonly staffId: bigint;
  /** Null: the price of one star. */
  readonly packageId: bigint | null;
  readonly terms: PriceTerms;
  /** Made when the form was drawn, so a second click finds the first change. */
  readonly requestKey: string;
  /** The newest version when the form was drawn. If there is a newer one now, the request is refused. */
  readonly expectedNewest?: bigint | undefined;
  /** True: write it down without asking for it. Then only its author can submit it. */
  readonly asDraft?: boolean | undefined;
}

/** A change as it is now. `isRepeat`: an earlier call made the change, and this one did nothing. */
export interface AskedPrice extends PriceChange {
  readonly isRepeat: boolean;
}

/**
 * Asks for a new version of a price. Within the guard it is published at once. Otherwise it waits for another
 * administrator, and the bot does not show it before. Existing orders keep their version. Of the versions that have
 * started and not ended, the one that started last is in force (the later one if two started together).
 * Errors: PACKAGE_UNKNOWN, INPUT_INVALID (`fields`), PRICE_CHANGED, FORBIDDEN, KEY_REUSED.
 */
export function requestPrice(context: Context, input: PriceRequest): Promise<AskedPrice> {
  return withRefusals(() =>
    context.db.tx(async (tx) => {
      await requireRight(tx, input.staffId, 'edit', 'packages');
      return openRequest(context, tx, input);
    }),
  );
}

/** The same in the caller's transaction. */
export async function openRequest(context: InTx, tx: Tx, input: PriceRequest): Promise<AskedPrice> {
  await lockPrice(tx, input.packageId);
  const first = await findByKey(tx, input.requestKey);
  if (first) return repeated(first, input);
  const draft = await insertDraft(context, tx, input);
  return { ...(input.asDraft === true ? draft : await ask(context, tx, draft)), isRepeat: false };
}

/** Rewrites one's own draft. Errors: FORBIDDEN, PRICE_CHANGE_UNKNOWN, PRICE_STATE, PRICE_NOT_ALLOWED, INPUT_INVALID. */
export function rewriteDraft(
  context: Context,
  input: { readonly changeId: bigint; readonly staffId: bigint; readonly terms: PriceTerms },
): Promise<PriceChange> {
  return inTurn(context, { ...input, right: 'edit' }, async (tx, change) => {
    requireAuthor(change, input.staffId);
    if (change.status !== 'draft') throw new AppError('PRICE_STATE', { status: change.status });
    const { after } = await planPrice(context, tx, { packageId: change.packageId, terms: input.terms });
    await tx.query(
      `UPDATE price_changes SET price = $2, list_price = $3, bonus_stars = $4, valid_from = $5, valid_until = $6, reason = $7, changed_by = $8
       WHERE id = $1`,
      [change.id, ...columnsOf(after), input.staffId],
    );
    return lockChange(tx, change.id);
  });
}

/** Submits one's own draft as a request. A second click is harmless. Errors as {@link requestPrice}, PRICE_STATE. */
export function submitDraft(
  context: Context,
  input: { readonly changeId: bigint; readonly staffId: bigint },
): Promise<AskedPrice> {
  return inTurn(context, { ...input, right: 'edit' }, async (tx, change) => {
    requireAuthor(change, input.staffId);
    if (change.status === 'waiting' || change.status === 'published') return { ...change, isRepeat: true };
    if (change.status !== 'draft') throw new AppError('PRICE_STATE', { status: change.status });
    return { ...(await ask(context, tx, change)), isRepeat: false };
  });
}

/**
 * Locks the price of a change until the transaction ends and runs `work`, for a person who has the right to it. Errors:
 * FORBIDDEN.
 */
export function inTurn<T>(
  context: Context,
  { changeId, staffId, right }: { changeId: bigint; staffId: bigint; right: Action },
  work: (tx: Tx, change: PriceChange) => Promise<T>,
): Promise<T> {
  return withRefusals(() =>
    context.db.tx(async (tx) => {
      await requireRight(tx, staffId, right, 'packages');
      return work(tx, await lockChange(tx, changeId));
    }),
  );
}

export function requireAuthor(change: PriceChange, staffId: bigint): void {
  if (change.requestedBy !== staffId) throw new AppError('PRICE_NOT_ALLOWED');
}

/** The terms of a stored change. */
export function termsOf(change: PriceChange): PriceTerms {
  const { price, listPrice, bonusStars, reason } = change;
  return {
    price,
    listPrice,
    bonusStars,
    reason,
    validFrom: change.validFrom ?? undefined,
    validUntil: change.validUntil ?? undefined,
  };
}

/** Returns the first change of this key. A key stands for one request of one person. Errors: KEY_REUSED. */
function repeated(first: PriceChange, input: PriceRequest): AskedPrice {
  if (
    first.requestedBy !== input.staffId ||
    first.packageId !== input.packageId ||
    first.price !== input.terms.price ||
    first.bonusStars !== input.terms.bonusStars
  )
    throw new AppError('KEY_REUSED');
  return { ...first, isRepeat: true };
}

async function insertDraft(context: InTx, tx: Tx, input: PriceRequest): Promise<PriceChange> {
  const plan = await planPrice(context, tx, input);
  if (input.expectedNewest !== undefined && input.expectedNewest !== plan.newestId)
    throw new AppError('PRICE_CHANGED', { version: String(plan.newestId) });
  const { rows } = await tx.query<{ id: bigint }>(
    `INSERT INTO price_changes (package_id, asset, price, list_price, bonus_stars, valid_from, valid_until, reason, request_key, requested_by, changed_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) RETURNING id`,
    [input.packageId, plan.asset, ...columnsOf(plan.after), input.requestKey, input.staffId],
  );
  const [row] = rows;
  if (!row) throw new AppError('INTERNAL');
  return lockChange(tx, row.id);
}

async function ask(context: InTx, tx: Tx, draft: PriceChange): Promise<PriceChange> {
  const plan = await planPrice(context, tx, { packageId: draft.packageId, terms: termsOf(draft) });
  requireTime(plan);
  return moveChange(tx, draft, {
    to: plan.concerns.length === 0 ? 'published' : 'waiting',
    staffId: draft.requestedBy,
    starCost: plan.starCost?.amount ?? null,
  });
}

function columnsOf(terms: SetTerms): unknown[] {
  const { price, listPrice, bonusStars, validFrom, validUntil, reason } = terms;
  return [price, listPrice, bonusStars, validFrom ?? null, validUntil ?? null, reason];
}
