import { userBalances, type JournalLine } from '../ledger/index.ts';
import { AppError, isUuid } from '../lib/index.ts';
import type { Context, InTx, Queryable, Tx } from '../platform/index.ts';
import { findOrder } from '../shop/index.ts';
import { isEnabled } from '../switches/index.ts';
import { findUser } from '../users/index.ts';
import { journalOf } from './journals.ts';
import { requireMayRequest, requireRightTo } from './limits.ts';
import { openRequest } from './open.ts';
import { findByKey, insertOnce, requestRefusal, type IsSame, type Requested } from './requestKeys.ts';
import { chooseSource, type Source, type Wish } from './source.ts';
import { receiverOf, takeFromSuspense, type ReleaseWish } from './suspense.ts';
import {
  REFUND_REASONS,
  withoutAddress,
  type Refund,
  type RefundReason,
  type StoredRefund,
} from './types.ts';

interface Request {
  readonly staffId: bigint;
  readonly reason: RefundReason;
  /** A text of 3 to 2000 characters. */
  readonly note: string;
  /** Made when the form was drawn, so a second click finds the first request. */
  readonly requestKey: string;
  readonly ticketId?: string | undefined;
  readonly correlationId?: string | undefined;
}

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

type AnyRequest = RefundRequest | AdjustmentRequest | ReleaseRequest;

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
async function openRefund(context: InTx, tx: Tx, input: RefundRequest): Promise<StoredRefund> {
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
async function openAdjustment(context: InTx, tx: Tx, input: AdjustmentRequest): Promise<StoredRefund> {
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
async function openRelease(context: InTx, tx: Tx, input: ReleaseRequest): Promise<StoredRefund> {
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

/** The request that would be made, and the journal that it would make. */
export interface RequestPreview {
  readonly refund: Refund;
  readonly lines: readonly JournalLine[];
}

/** Carries the preview out of the transaction that this error rolls back. */
class Undone extends Error {
  readonly refund: StoredRefund;
  constructor(refund: StoredRefund) {
    super('a preview is taken back');
    this.refund = refund;
  }
}

/**
 * Makes the request and rolls it back, so that the preview cannot differ from the real request.
 * Errors: as {@link requestRefund}, {@link requestAdjustment} and {@link requestRelease}.
 */
export async function previewRequest(context: Context, input: AnyRequest): Promise<RequestPreview> {
  checkWords(input);
  if ('of' in input) await requireSwitch(context);
  try {
    return await context.db.tx(async (tx): Promise<RequestPreview> => {
      throw new Undone(await open(context, tx, input));
    });
  } catch (error) {
    if (error instanceof Undone)
      return { refund: withoutAddress(error.refund), lines: journalOf(error.refund).lines };
    throw requestRefusal(error);
  }
}

function open(context: InTx, tx: Tx, input: AnyRequest): Promise<StoredRefund> {
  if ('of' in input) return openRefund(context, tx, input);
  return 'journalId' in input ? openRelease(context, tx, input) : openAdjustment(context, tx, input);
}

function checkWords(input: Request): void {
  const length = input.note.trim().length;
  if (!REFUND_REASONS.includes(input.reason)) throw new AppError('INPUT_INVALID', { field: 'reason' });
  if (length < 3 || length > 2000) throw new AppError('TEXT_INVALID', { field: 'note' });
  if (input.requestKey.length < 1 || input.requestKey.length > 200)
    throw new AppError('INPUT_INVALID', { field: 'requestKey' });
  if (input.ticketId !== undefined && !isUuid(input.ticketId))
    throw new AppError('INPUT_INVALID', { field: 'ticketId' });
}

async function requireSwitch(context: Context): Promise<void> {
  if (!(await isEnabled(context, 'refund'))) throw new AppError('SWITCHED_OFF', { name: 'refund' });
}

async function ownerOf(q: Queryable, orderId: string): Promise<bigint> {
  const order = await findOrder({ db: q }, orderId);
  if (!order) throw new AppError('ORDER_UNKNOWN');
  return order.userId;
}

/**
 * Requests for one user happen one after another, so that the rest of an order and the sum of today's requests are
 * certain.
 */
async function lockUser(tx: Tx, userId: bigint): Promise<void> {
  await tx.query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
}

/** Errors: USER_UNKNOWN, also for a user who deleted the account, because that user could not reach the money. */
async function requireThere(tx: Tx, userId: bigint): Promise<void> {
  const user = await findUser({ db: tx }, userId);
  if (!user || user.telegramId === null) throw new AppError('USER_UNKNOWN');
}

/** The value that the refund takes back must still be there. It may be gone later, so the ledger checks again. */
async function requireValue(context: InTx, tx: Tx, userId: bigint, source: Source): Promise<void> {
  const asset = context.config.PAYMENT_ASSET;
  const { wallet, stars } = await userBalances(tx, userId, asset);
  if (source.gave === 'wallet') requireEnough(asset, { need: source.amount, have: wallet });
  else requireEnough('STAR', { need: source.stars + source.bonusStars, have: stars });
}

function requireEnough(asset: string, { need, have }: { need: bigint; have: bigint }): void {
  if (have < need)
    throw new AppError('REFUND_VALUE_SPENT', { asset, need: need.toString(), have: have.toString() });
}
