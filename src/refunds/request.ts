import { userBalances } from '../ledger/index.ts';
import { AppError } from '../lib/index.ts';
import type { Context, InTx, Tx } from '../platform/index.ts';
import { requireMayRequest, requireRightTo } from './limits.ts';
import { openRequest } from './open.ts';
import { findByKey, insertOnce, type IsSame, type Requested } from './requestKeys.ts';
import { chooseSource, type Wish } from './source.ts';
import { receiverOf, takeFromSuspense, type ReleaseWish } from './suspense.ts';
import type { StoredRefund } from './types.ts';
import {
  type Request,
  checkWords,
  requireSwitch,
  ownerOf,
  lockUser,
  requireThere,
  requireValue,
  requireEnough,
} from './requestRules.ts';

export type RefundRequest = Request & Wish;

export interface AdjustmentRequest extends Request {
  readonly userId: bigint;
  readonly direction: 'credit' | 'debit';
  /** The shop's coin, or STAR. */
  readonly asset: string;
  readonly amount: bigint;
}

/** A request to give money in suspense to its owner: an adjustment, with the same limits and the same second person. */
export type ReleaseRequest = Request & ReleaseWish;

export type AnyRequest = RefundRequest | AdjustmentRequest | ReleaseRequest;

/**
 * Asks for money back. Within the person's limit it goes on at once; otherwise another person approves.
 * Errors: SWITCHED_OFF, INPUT_INVALID, TEXT_INVALID, ORDER_UNKNOWN, FORBIDDEN, REFUND_NOT_ALLOWED, REFUND_EXCEEDS_PAID
 * (more than was paid, waiting requests counted), REFUND_SOURCE (`reason`), REFUND_BUSY, REFUND_VALUE_SPENT,
 * AMOUNT_OUT_OF_RANGE, KEY_REUSED.
 */
export async function requestRefund(context: Context, input: RefundRequest): Promise<Requested> {
  checkWords(input);
  const { of, destination } = input;
  const isSame: IsSame = (found) =>
    found.kind === 'refund' &&
    found.destination === destination &&
    ('orderId' in of ? found.orderId === of.orderId : found.userId === of.userId);
  const first = await findByKey(context, input, isSame);
  if (first) return first;
  await requireSwitch(context);
  return insertOnce(context, { input, isSame }, (tx) => openRefund(context, tx, input));
}

/** Makes the request in the caller's transaction. Errors: as {@link requestRefund}. */
export async function openRefund(context: InTx, tx: Tx, input: RefundRequest): Promise<StoredRefund> {
  await requireRightTo(tx, input.staffId, 'request', 'refund');
  const userId = 'userId' in input.of ? input.of.userId : await ownerOf(tx, input.of.orderId);
  await lockUser(tx, userId);
  // A user who deleted the account cannot give an address. A refund to the balance stays in suspense until it is
  // claimed.
  if (input.destination === 'address') await requireThere(tx, userId);
  const source = await chooseSource(context, tx, input);
  await requireMayRequest(tx, input.staffId, { kind: 'refund', amount: source.amount });
  await requireValue(context, tx, userId, source);
  return openRequest(tx, {
    ...input,
    ...source,
    kind: 'refund',
    userId,
    asset: context.config.PAYMENT_ASSET,
    direction: 'credit',
    needsApproval: false,
  });
}

/**
 * Asks for a change of a balance. Errors: INPUT_INVALID, TEXT_INVALID, USER_UNKNOWN, FORBIDDEN, REFUND_NOT_ALLOWED,
 * AMOUNT_OUT_OF_RANGE, KEY_REUSED, REFUND_VALUE_SPENT if more is to be taken than the user has.
 */
export async function requestAdjustment(context: Context, input: AdjustmentRequest): Promise<Requested> {
  checkWords(input);
  const isSame: IsSame = (found) =>
    found.kind === 'adjustment' &&
    found.originalId === null &&
    found.userId === input.userId &&
    found.direction === input.direction &&
    found.asset === input.asset;
  const first = await findByKey(context, input, isSame);
  if (first) return first;
  return insertOnce(context, { input, isSame }, (tx) => openAdjustment(context, tx, input));
}

/** Makes an adjustment in the caller's transaction. Errors: as {@link requestAdjustment}. */
export async function openAdjustment(context: InTx, tx: Tx, input: AdjustmentRequest): Promise<StoredRefund> {
  await requireRightTo(tx, input.staffId, 'request', 'adjustment');
  const coin = context.config.PAYMENT_ASSET;
  if (input.asset !== coin && input.asset !== 'STAR') throw new AppError('INPUT_INVALID', { field: 'asset' });
  if (input.amount <= 0n) throw new AppError('AMOUNT_OUT_OF_RANGE');
  await lockUser(tx, input.userId);
  await requireThere(tx, input.userId);
  await requireMayRequest(tx, input.staffId, { kind: 'adjustment', amount: input.amount });
  if (input.direction === 'debit') {
    const { wallet, stars } = await userBalances(tx, input.userId, coin);
    requireEnough(input.asset, { need: input.amount, have: input.asset === coin ? wallet : stars });
  }
  return openRequest(tx, {
    ...input,
    kind: 'adjustment',
    destination: 'balance',
    // The limits are counted in coins, so stars always take two people.
    needsApproval: input.asset !== coin,
  });
}

/**
 * Asks to give money in suspense to its owner. Waiting requests and money that went out are together never more than
 * the one journal put there.
 * Errors: INPUT_INVALID, TEXT_INVALID, JOURNAL_UNKNOWN (it put nothing into suspense), USER_UNKNOWN (or deleted),
 * FORBIDDEN, REFUND_NOT_ALLOWED, REFUND_EXCEEDS_PAID with `left` as decimal text, AMOUNT_OUT_OF_RANGE, KEY_REUSED.
 */
export async function requestRelease(context: Context, input: ReleaseRequest): Promise<Requested> {
  checkWords(input);
  const isSame: IsSame = (found) =>
    found.kind === 'adjustment' &&
    found.originalId === input.journalId &&
    (input.userId === undefined || found.userId === input.userId);
  const first = await findByKey(context, input, isSame);
  if (first) return first;
  return insertOnce(context, { input, isSame }, (tx) => openRelease(context, tx, input));
}

/** Makes a release in the caller's transaction. Errors: as {@link requestRelease}. */
export async function openRelease(context: InTx, tx: Tx, input: ReleaseRequest): Promise<StoredRefund> {
  await requireRightTo(tx, input.staffId, 'request', 'adjustment');
  await requireMayRequest(tx, input.staffId, { kind: 'adjustment', amount: input.amount ?? 0n });
  const { userId, isClaim } = await receiverOf(tx, input);
  await lockUser(tx, userId);
  await requireThere(tx, userId);
  const found = await takeFromSuspense(tx, input);
  await requireMayRequest(tx, input.staffId, { kind: 'adjustment', amount: found.amount });
  return openRequest(tx, {
    ...input,
    ...found,
    kind: 'adjustment',
    userId,
    direction: 'credit',
    destination: 'balance',
    // The limits are counted in the shop's coin. And one person alone may not decide who owns the money of a deleted
    // account.
    needsApproval: isClaim || found.asset !== context.config.PAYMENT_ASSET,
  });
}
