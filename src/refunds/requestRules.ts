import { userBalances } from '../ledger/index.ts';
import { AppError, isUuid } from '../lib/index.ts';
import type { Context, InTx, Queryable, Tx } from '../platform/index.ts';
import { findOrder } from '../shop/index.ts';
import { isEnabled } from '../switches/index.ts';
import { findUser } from '../users/index.ts';
import type { Source } from './source.ts';
import { REFUND_REASONS, type RefundReason } from './types.ts';

export interface Request {
  readonly staffId: bigint;
  readonly reason: RefundReason;
  /** A text of 3 to 2000 characters. */
  readonly note: string;
  /** Made when the form was drawn, so a second click finds the first request. */
  readonly requestKey: string;
  readonly ticketId?: string | undefined;
  readonly correlationId?: string | undefined;
}

export function checkWords(input: Request): void {
  const length = input.note.trim().length;
  if (!REFUND_REASONS.includes(input.reason)) throw new AppError('INPUT_INVALID', { field: 'reason' });
  if (length < 3 || length > 2000) throw new AppError('TEXT_INVALID', { field: 'note' });
  if (input.requestKey.length < 1 || input.requestKey.length > 200)
    throw new AppError('INPUT_INVALID', { field: 'requestKey' });
  if (input.ticketId !== undefined && !isUuid(input.ticketId))
    throw new AppError('INPUT_INVALID', { field: 'ticketId' });
}

export async function requireSwitch(context: Context): Promise<void> {
  if (!(await isEnabled(context, 'refund'))) throw new AppError('SWITCHED_OFF', { name: 'refund' });
}

export async function ownerOf(q: Queryable, orderId: string): Promise<bigint> {
  const order = await findOrder({ db: q }, orderId);
  if (!order) throw new AppError('ORDER_UNKNOWN');
  return order.userId;
}

/**
 * Requests for one user happen one after another, so that the rest of an order and the sum of today's requests are
 * certain.
 */
export async function lockUser(tx: Tx, userId: bigint): Promise<void> {
  await tx.query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
}

/** Errors: USER_UNKNOWN, also for a user who deleted the account, because that user could not reach the money. */
export async function requireThere(tx: Tx, userId: bigint): Promise<void> {
  const user = await findUser({ db: tx }, userId);
  if (!user || user.telegramId === null) throw new AppError('USER_UNKNOWN');
}

/** The value that the refund takes back must still be there. It may be gone later, so the ledger checks again. */
export async function requireValue(context: InTx, tx: Tx, userId: bigint, source: Source): Promise<void> {
  const asset = context.config.PAYMENT_ASSET;
  const { wallet, stars } = await userBalances(tx, userId, asset);
  if (source.gave === 'wallet') requireEnough(asset, { need: source.amount, have: wallet });
  else requireEnough('STAR', { need: source.stars + source.bonusStars, have: stars });
}

export function requireEnough(asset: string, { need, have }: { need: bigint; have: bigint }): void {
  if (have < need)
    throw new AppError('REFUND_VALUE_SPENT', { asset, need: need.toString(), have: have.toString() });
}
