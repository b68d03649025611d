import { post } from '../ledger/index.ts';
import { AppError, newId } from '../lib/index.ts';
import type { Context, Queryable, Tx } from '../platform/index.ts';
import type { RecipientCheck } from '../suppliers/index.ts';
import { wantDelivery } from '../shop/index.ts';
import { reviewReason } from './review.ts';
import { dispatchJournal, idOf } from './journals.ts';
import { moveDelivery, readDelivery } from './move.ts';
import { requireNote } from './note.ts';
import { priceOfStars } from './price.ts';
import { queueDelivery, tellRecipientState } from './tell.ts';
import { DELIVERY_COLUMNS, type Delivery } from './types.ts';

/** A request to deliver stars. `requestKey` is made when the screen is drawn, so a second press finds the first request. */
export interface DeliveryRequest {
  readonly userId: bigint;
  /** Lower case, without `@`. */
  readonly recipient: string;
  readonly isSelf: boolean;
  readonly stars: number;
  readonly check?: RecipientCheck | undefined;
  readonly requestKey: string;
  /** Words for the friend, as `readNote` returns them. */
  readonly note?: string | undefined;
  readonly correlationId?: string | undefined;
}

/** No supplier takes an order of fewer stars. */
export const MIN_DELIVERY = 50;
export const MAX_DELIVERY = 1_000_000;

/**
 * Sends stars of the balance to a Telegram account: request, state and journal commit together.
 * Errors: USER_UNKNOWN, USER_UNDER_REVIEW, USER_BLOCKED, DELIVERY_OFF, AMOUNT_OUT_OF_RANGE, INSUFFICIENT_FUNDS, KEY_REUSED.
 */
export async function requestDelivery(context: Context, request: DeliveryRequest): Promise<Delivery> {
  const first = await findByKey(context.db, request);
  if (first) return first;
  requireNumber(request);
  return context.db.tx(async (tx) => {
    await requireSender(context, tx, request.userId);
    const asked = await insertRequest(tx, { ...request, orderId: null });
    return asked ? reserve(context, tx, asked) : raced(tx, request);
  });
}

/**
 * Chooses the recipient of a purchase that is not paid yet. Its payment begins the delivery. A second choice for the same
 * order replaces the first. Errors as {@link requestDelivery}, TEXT_INVALID, ORDER_UNKNOWN (also for the order of another user or with another
 * number of stars), and DELIVERY_STATE if the delivery has begun.
 */
export async function requestForOrder(
  context: Context,
  request: DeliveryRequest & { readonly orderId: string },
): Promise<Delivery> {
  const first = await findByKey(context.db, request);
  if (first) return first;
  requireNumber(request);
  requireNote(request.note);
  return context.db.tx(async (tx) => {
    await requireSender(context, tx, request.userId);
    // Locks the row of the order before the delivery. The payment uses the same order of locks.
    await wantDelivery(tx, request);
    const [earlier] = await replaced(tx, request.orderId);
    if (earlier && earlier.status !== 'failed')
      throw new AppError('DELIVERY_STATE', { status: earlier.status });
    const asked = await insertRequest(tx, request);
    return asked ?? raced(tx, request);
  });
}

/** Errors: AMOUNT_OUT_OF_RANGE when no supplier takes so many stars. */
function requireNumber({ stars }: DeliveryRequest): void {
  if (stars < MIN_DELIVERY || stars > MAX_DELIVERY)
    throw new AppError('AMOUNT_OUT_OF_RANGE', { min: MIN_DELIVERY, max: MAX_DELIVERY });
}

/** Ends an earlier choice for this order that has not begun. Returns a delivery that has begun. */
async function replaced(tx: Tx, orderId: string): Promise<Delivery[]> {
  const { rows } = await tx.query<Delivery>(
    `SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE order_id = $1 AND status <> 'failed' FOR UPDATE`,
    [orderId],
  );
  const [chosen] = rows;
  if (chosen?.status !== 'requested') return rows;
  await moveDelivery(tx, chosen, { to: 'failed', by: `user:${chosen.userId}`, error: 'REPLACED' });
  return [];
}

/** Sets the stars aside and writes the job that sends them. The caller has locked the user. The journal comes last. */
export async function reserve(context: Context, tx: Tx, asked: Delivery): Promise<Delivery> {
  const journal = dispatchJournal(asked);
  const { soldFor, maxCost } = await priceOfStars(context, tx, asked);
  const reason = await reviewReason(context, tx, { ...asked, soldFor });
  const after = await moveDelivery(tx, asked, {
    to: 'reserved',
    by: `user:${asked.userId}`,
    holdJournalId: idOf(journal),
    soldFor,
    maxCost,
    reviewSince: reason === undefined ? null : context.clock.now(),
    reviewReason: reason ?? null,
    needsSecond:
      asked.stars > context.config.DELIVERY_MANUAL_SECOND_ABOVE && context.config.DELIVERY === 'manual',
  });
  if (reason !== undefined) await tellRecipientState(tx, after, 'review');
  else if (context.config.DELIVERY === 'supplier') await queueDelivery(tx, 'delivery.send', after);
  await post(tx, journal);
  return after;
}

/** Checks that the user may send stars, and locks the user until the transaction ends. A deletion takes the same lock. */
async function requireSender({ config }: Context, tx: Tx, userId: bigint): Promise<void> {
  if (config.DELIVERY === 'off') throw new AppError('DELIVERY_OFF');
  const { rows } = await tx.query<{ status: string }>(
    'SELECT status FROM users WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE',
    [userId],
  );
  const status = rows[0]?.status;
  if (status === undefined) throw new AppError('USER_UNKNOWN');
  if (status === 'blocked') throw new AppError('USER_BLOCKED');
  if (status === 'under_review') throw new AppError('USER_UNDER_REVIEW');
}

/** Writes the request. Undefined: its key was used before. */
async function insertRequest(
  tx: Tx,
  request: DeliveryRequest & { readonly orderId: string | null },
): Promise<Delivery | undefined> {
  const { check } = request;
  const checked = check === undefined ? 'no' : check.is === 'ok' ? 'ok' : 'unknown';
  const { rows } = await tx.query<Delivery>(
    `INSERT INTO deliveries (id, user_id, order_id, stars, request_key, recipient, recipient_name, is_self, checked,
       checked_at, changed_by, correlation_id, note)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (request_key) DO NOTHING RETURNING ${DELIVERY_COLUMNS}`,
    [
      newId(),
      request.userId,
      request.orderId,
      request.stars,
      request.requestKey,
      request.recipient,
      check?.is === 'ok' ? (check.name ?? null) : null,
      request.isSelf,
      checked,
      check?.checkedAt ?? null,
      `user:${request.userId}`,
      request.correlationId ?? null,
      request.note ?? null,
    ],
  );
  return rows[0];
}

/** Finds the delivery that this key made before. Errors: KEY_REUSED if that was a different request. */
async function findByKey(q: Queryable, request: DeliveryRequest): Promise<Delivery | undefined> {
  const found = await readDelivery(q, 'request_key = $1', request.requestKey);
  if (!found) return undefined;
  const isSame =
    found.userId === request.userId &&
    found.stars === request.stars &&
    (found.recipient === request.recipient || found.recipient === null);
  if (!isSame) throw new AppError('KEY_REUSED');
  return found;
}

async function raced(tx: Tx, request: DeliveryRequest): Promise<Delivery> {
  const found = await findByKey(tx, request);
  if (!found) throw new AppError('INTERNAL', {}, { message: 'a delivery vanished after its key was taken' });
  return found;
}
