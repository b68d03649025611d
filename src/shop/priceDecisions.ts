import { AppError } from '../lib/index.ts';
import type { Context, Queryable, Tx } from '../platform/index.ts';
import { requireAnother } from '../proposals/index.ts';
import { moveChange, type PriceChange } from './priceChanges.ts';
import { inTurn, requireAuthor, type AskedPrice } from './priceRequests.ts';
import { guardCost } from './starCost.ts';

/** A person's decision. The trail keeps `remark`. */
export interface PriceDecision {
  readonly changeId: bigint;
  readonly staffId: bigint;
  readonly remark?: string | undefined;
}

/**
 * Publishes the price that another administrator asked for. It starts at its time, or now if that has passed. Approving
 * an approved change again changes nothing, whoever approved it first.
 * Errors: FORBIDDEN, PRICE_CHANGE_UNKNOWN, PRICE_OWN, SECOND_PERSON, PRICE_STATE, PRICE_OVER, and PRICE_BASIS_CHANGED
 * if the version that it was compared with is no longer in force or no longer the newest. Then nothing is applied.
 */
export function approvePrice(context: Context, input: PriceDecision): Promise<AskedPrice> {
  return inTurn(context, { ...input, right: 'approve' }, async (tx, change) => {
    requireOther(change, input.staffId);
    if (change.status === 'published' && change.decidedBy !== null) return { ...change, isRepeat: true };
    if (change.status === 'waiting') await requireAnother(tx, input.staffId, change.requestedBy);
    return {
      ...(await decide(context, tx, change, { to: 'published', ...input })),
      isRepeat: false,
    };
  });
}

/** Rejects a request of another administrator. Errors: as {@link approvePrice}, but not those about time and basis. */
export function rejectPrice(context: Context, input: PriceDecision): Promise<AskedPrice> {
  return inTurn(context, { ...input, right: 'approve' }, async (tx, change) => {
    requireOther(change, input.staffId);
    if (change.status === 'rejected') return { ...change, isRepeat: true };
    return {
      ...(await decide(context, tx, change, { to: 'rejected', ...input })),
      isRepeat: false,
    };
  });
}

/** Takes back one's own draft or request. Errors: FORBIDDEN, PRICE_CHANGE_UNKNOWN, PRICE_NOT_ALLOWED, PRICE_STATE. */
export function takeBackPrice(context: Context, input: PriceDecision): Promise<AskedPrice> {
  return inTurn(context, { ...input, right: 'edit' }, async (tx, change) => {
    requireAuthor(change, input.staffId);
    if (change.status === 'cancelled') return { ...change, isRepeat: true };
    if (change.status !== 'draft' && change.status !== 'waiting')
      throw new AppError('PRICE_STATE', { status: change.status });
    const after = await moveChange(tx, change, {
      to: 'cancelled',
      ...input,
      starCost: await guardCost(context, tx, change),
    });
    return { ...after, isRepeat: false };
  });
}

/** How many other people could decide this person's request. */
export async function countOtherDeciders(q: Queryable, staffId: bigint): Promise<number> {
  const { rows } = await q.query<{ n: number }>(
    'SELECT count(*)::integer AS n FROM staff WHERE id <> $1 AND may_set_prices(id)',
    [staffId],
  );
  return rows[0]?.n ?? 0;
}

async function decide(
  context: Pick<Context, 'config'>,
  tx: Tx,
  change: PriceChange,
  step: Omit<Parameters<typeof moveChange>[2], 'starCost'>,
): Promise<PriceChange> {
  if (change.status !== 'waiting') throw new AppError('PRICE_STATE', { status: change.status });
  return moveChange(tx, change, { ...step, starCost: await guardCost(context, tx, change) });
}

function requireOther(change: PriceChange, staffId: bigint): void {
  if (change.requestedBy === staffId) throw new AppError('PRICE_OWN');
}
