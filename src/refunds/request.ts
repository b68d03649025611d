import { userBalances } from '../ledger/index.ts';
import { AppError, isUuid } from '../lib/index.ts';
import { sqlState, type Context, type Tx } from '../platform/index.ts';
import { findOrder, isEnabled } from '../shop/index.ts';
import { findUser } from '../users/index.ts';
import { requireMayRequest } from './limits.ts';
import { openRequest } from './open.ts';
import { chooseSource, type Source, type Wish } from './source.ts';
import {
  readStored,
  REFUND_REASONS,
  withoutAddress,
  type Refund,
  type RefundKind,
  type RefundReason,
  type StoredRefund,
} from './types.ts';

interface Request {
  readonly staffId: bigint;
  readonly reason: RefundReason;
  /** In words, 3 to 2000 characters. */
  readonly note: string;
  /** Made when the form was drawn: a second click finds the first request. */
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

/**
 * Asks for money back. Within the limit of the person it goes on at once, else another person approves.
 * Errors: SWITCHED_OFF, INPUT_INVALID, TEXT_INVALID, ORDER_UNKNOWN, REFUND_NOT_ALLOWED, REFUND_EXCEEDS_PAID (more than
 * was paid, waiting requests counted), REFUND_SOURCE (`reason`), REFUND_BUSY, REFUND_VALUE_SPENT, AMOUNT_OUT_OF_RANGE,
 * KEY_REUSED.
 */
export async function requestRefund(context: Context, input: RefundRequest): Promise<Refund> {
  checkWords(input);
  const first = await findByKey(context, input.requestKey, 'refund');
  if (first) return first;
  if (!(await isEnabled(context, 'refund'))) throw new AppError('SWITCHED_OFF', { name: 'refund' });
  const userId = 'userId' in input.of ? input.of.userId : await ownerOf(context, input.of.orderId);
  return insertOnce(context, input.requestKey, 'refund', async (tx) => {
    await lockUser(tx, userId);
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
  });
}

/**
 * Asks for a change of a balance. Errors: INPUT_INVALID, TEXT_INVALID, USER_UNKNOWN, REFUND_NOT_ALLOWED,
 * AMOUNT_OUT_OF_RANGE, KEY_REUSED, REFUND_VALUE_SPENT when more is to be taken than there is.
 */
export async function requestAdjustment(context: Context, input: AdjustmentRequest): Promise<Refund> {
  checkWords(input);
  const first = await findByKey(context, input.requestKey, 'adjustment');
  if (first) return first;
  const coin = context.config.PAYMENT_ASSET;
  if (input.asset !== coin && input.asset !== 'STAR') throw new AppError('INPUT_INVALID', { field: 'asset' });
  if (input.amount <= 0n) throw new AppError('AMOUNT_OUT_OF_RANGE');
  if (!(await findUser(context, input.userId))) throw new AppError('USER_UNKNOWN');
  return insertOnce(context, input.requestKey, 'adjustment', async (tx) => {
    await lockUser(tx, input.userId);
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
  });
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

async function ownerOf(context: Context, orderId: string): Promise<bigint> {
  const order = await findOrder(context, orderId);
  if (!order) throw new AppError('ORDER_UNKNOWN');
  return order.userId;
}

/** Requests for one user take turns: what is left of an order, and what was asked for today, is then certain. */
async function lockUser(tx: Tx, userId: bigint): Promise<void> {
  await tx.query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
}

/** What the refund takes back must still be there. It may be gone later: the ledger looks again. */
async function requireValue(context: Context, tx: Tx, userId: bigint, source: Source): Promise<void> {
  const asset = context.config.PAYMENT_ASSET;
  const { wallet, stars } = await userBalances(tx, userId, asset);
  if (source.gave === 'wallet') requireEnough(asset, { need: source.amount, have: wallet });
  else requireEnough('STAR', { need: source.stars + source.bonusStars, have: stars });
}

function requireEnough(asset: string, { need, have }: { need: bigint; have: bigint }): void {
  if (have < need)
    throw new AppError('REFUND_VALUE_SPENT', { asset, need: need.toString(), have: have.toString() });
}

async function findByKey(context: Context, key: string, kind: RefundKind): Promise<Refund | undefined> {
  const found = await readStored(context.db, 'request_key = $1', key);
  if (found && found.kind !== kind) throw new AppError('KEY_REUSED');
  return found && withoutAddress(found);
}

const UNIQUE_VIOLATION = '23505';

/** Runs the request; whoever loses the race for its key gets the winner's. */
async function insertOnce(
  context: Context,
  key: string,
  kind: RefundKind,
  work: (tx: Tx) => Promise<StoredRefund>,
): Promise<Refund> {
  try {
    return withoutAddress(await context.db.tx(work));
  } catch (error) {
    const won = await findByKey(context, key, kind);
    if (won) return won;
    if (sqlState(error) === 'RF001') throw new AppError('REFUND_NOT_ALLOWED', {}, { cause: error });
    if (sqlState(error) === UNIQUE_VIOLATION) throw new AppError('REFUND_BUSY', {}, { cause: error });
    throw error;
  }
}
