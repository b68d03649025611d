import { AppError, formatAmount, isUuid, newId } from '../lib/index.ts';
import type { Context, Queryable } from '../platform/index.ts';
import { enqueue, enqueueMany } from '../queue/index.ts';
import { coin, fitsInvoice, invoiceDecimals } from './coin.ts';
import { checkTopup, priceSale } from './sale.ts';
import { ORDER_STATES, orderStatesBefore, PENDING_ORDER_STATES, type OrderStatus } from './states.ts';
import { ORDER_COLUMNS, type Order, type OrderKind } from './types.ts';

/** A request to buy stars. `requestKey` is made when the screen is drawn, so a second tap finds the first order. */
export interface PurchaseInput {
  readonly userId: bigint;
  readonly stars: number;
  readonly requestKey: string;
  /** The price version that the screen shows. If it is given, a changed price is refused and not charged. */
  readonly priceId?: bigint | undefined;
  readonly correlationId?: string | undefined;
}

export interface TopupInput {
  readonly userId: bigint;
  /** Minor units of the configured coin. */
  readonly amount: bigint;
  readonly requestKey: string;
  readonly correlationId?: string | undefined;
}

/**
 * Orders stars by payment: the package if one of that size is sold, otherwise a custom number without bonus.
 * Errors: USER_UNKNOWN, USER_UNDER_REVIEW, USER_BLOCKED, SWITCHED_OFF, AMOUNT_INVALID, AMOUNT_OUT_OF_RANGE,
 * PRICE_CHANGED, KEY_REUSED (the key belongs to another order).
 */
export async function createPurchase(context: Context, input: PurchaseInput): Promise<Order> {
  const same = { userId: input.userId, kind: 'purchase', stars: input.stars } as const;
  const first = await findByKey(context.db, input.requestKey, same);
  if (first) return first;
  const price = await priceSale(context, context.db, { ...same, seenPriceId: input.priceId });
  const order = await insertOrder(context.db, {
    ...same,
    ...price,
    asset: context.config.PAYMENT_ASSET,
    requestKey: input.requestKey,
    correlationId: input.correlationId,
    wantsDelivery: deliversAtOnce(context.config),
  });
  return order ?? racedOrder(context.db, input.requestKey, same);
}

/** Whether the shop sends bought stars to the buyer's own account without being asked. */
export function deliversAtOnce({ DELIVERY, DELIVERY_AT_ONCE }: Context['config']): boolean {
  return DELIVERY !== 'off' && DELIVERY_AT_ONCE;
}

/**
 * Orders a top-up. Errors as {@link createPurchase}; the range is MIN_TOPUP_AMOUNT to MAX_TOPUP_AMOUNT coins with at
 * most {@link invoiceDecimals}.
 */
export async function createTopup(context: Context, input: TopupInput): Promise<Order> {
  const same = { userId: input.userId, kind: 'topup', amount: input.amount } as const;
  const first = await findByKey(context.db, input.requestKey, same);
  if (first) return first;
  const asset = coin(context.config);
  const [min, max] = [context.config.MIN_TOPUP_AMOUNT, context.config.MAX_TOPUP_AMOUNT].map(
    (whole) => BigInt(whole) * 10n ** BigInt(asset.exponent),
  ) as [bigint, bigint];
  if (input.amount < min || input.amount > max)
    throw new AppError('AMOUNT_OUT_OF_RANGE', {
      min: formatAmount(min, asset),
      max: formatAmount(max, asset),
    });
  if (!fitsInvoice(input.amount, asset))
    throw new AppError('AMOUNT_INVALID', { decimals: invoiceDecimals(asset) });
  await checkTopup(context, context.db, input.userId);
  const order = await insertOrder(context.db, {
    ...same,
    stars: 0,
    bonusStars: 0,
    packagePriceId: null,
    starPriceId: null,
    asset: asset.code,
    requestKey: input.requestKey,
    correlationId: input.correlationId,
  });
  return order ?? racedOrder(context.db, input.requestKey, same);
}

/** The fields that make two requests the same request, even if the price has changed. */
interface SameRequest {
  readonly userId: bigint;
  readonly kind: OrderKind;
  readonly stars?: number;
  readonly amount?: bigint;
}

/** Returns the order that this key made before. Errors: KEY_REUSED if that was another request. */
export async function findByKey(
  db: Queryable,
  requestKey: string,
  request: SameRequest,
): Promise<Order | undefined> {
  if (requestKey.length < 1 || requestKey.length > 200)
    throw new AppError('INPUT_INVALID', { field: 'requestKey' });
  const { rows } = await db.query<Order>(`SELECT ${ORDER_COLUMNS} FROM orders WHERE request_key = $1`, [
    requestKey,
  ]);
  const [order] = rows;
  if (!order) return undefined;
  const same =
    order.userId === request.userId &&
    order.kind === request.kind &&
    (request.stars === undefined || order.stars === request.stars) &&
    (request.amount === undefined || order.amount === request.amount);
  if (!same) throw new AppError('KEY_REUSED');
  return order;
}

/** Returns the order of the call that was faster with the same key. */
export async function racedOrder(db: Queryable, requestKey: string, request: SameRequest): Promise<Order> {
  const order = await findByKey(db, requestKey, request);
  if (!order) throw new AppError('INTERNAL', {}, { message: 'an order vanished after its key was taken' });
  return order;
}

interface NewOrder {
  readonly id?: string;
  readonly userId: bigint;
  readonly kind: OrderKind;
  readonly asset: string;
  readonly amount: bigint;
  readonly stars: number;
  readonly bonusStars: number;
  readonly packagePriceId: bigint | null;
  readonly starPriceId: bigint | null;
  readonly requestKey: string;
  readonly correlationId: string | undefined;
  /** The journal that gives the value in the same transaction; it makes the order paid. */
  readonly journalId?: string;
  readonly wantsDelivery?: boolean;
}

/** Writes the order. Returns undefined if its key is taken. */
export async function insertOrder(db: Queryable, order: NewOrder): Promise<Order | undefined> {
  const { rows } = await db.query<Order>(
    `INSERT INTO orders (id, user_id, kind, status, asset, amount, stars, bonus_stars, package_price_id, star_price_id,
       request_key, correlation_id, journal_id, paid_at, wants_delivery)
     VALUES ($1, $2, $3, CASE WHEN $12::uuid IS NULL THEN 'created' ELSE 'paid' END, $4, $5, $6, $7, $8, $9, $10, $11,
       $12::uuid, CASE WHEN $12::uuid IS NOT NULL THEN now() END, $13)
     ON CONFLICT (request_key) DO NOTHING RETURNING ${ORDER_COLUMNS}`,
    [
      order.id ?? newId(),
      order.userId,
      order.kind,
      order.asset,
      order.amount,
      order.stars,
      order.bonusStars,
      order.packagePriceId,
      order.starPriceId,
      order.requestKey,
      order.correlationId ?? null,
      order.journalId ?? null,
      order.wantsDelivery ?? false,
    ],
  );
  return rows[0];
}

/** An order; if `userId` is given, only for that user. */
export async function findOrder(
  context: { db: Queryable },
  orderId: string,
  userId?: bigint,
): Promise<Order | undefined> {
  if (!isUuid(orderId)) return undefined;
  const { rows } = await context.db.query<Order>(
    `SELECT ${ORDER_COLUMNS} FROM orders WHERE id = $1 AND ($2::bigint IS NULL OR user_id = $2)`,
    [orderId, userId ?? null],
  );
  return rows[0];
}

/** Orders for which money may be on its way, the newest first. */
export async function listPendingOrders(context: Context, userId: bigint, limit = 10): Promise<Order[]> {
  const { rows } = await context.db.query<Order>(
    `SELECT ${ORDER_COLUMNS} FROM orders WHERE user_id = $1 AND status = ANY($2::text[])
     ORDER BY created_at DESC, id DESC LIMIT $3`,
    [userId, PENDING_ORDER_STATES, limit],
  );
  return rows;
}

/** Orders of a kind that a user may still pay, the newest first; the replaced ones can be chosen again. */
export async function listPayableOrders(
  context: Context,
  input: { userId: bigint; kind: 'purchase' | 'topup' },
): Promise<Order[]> {
  const { rows } = await context.db.query<Order>(
    `SELECT ${ORDER_COLUMNS} FROM orders WHERE user_id = $1 AND kind = $2 AND status IN ('created', 'awaiting_payment', 'replaced')
       AND created_at > now() - interval '7 days' ORDER BY created_at DESC, id DESC LIMIT 50`,
    [input.userId, input.kind],
  );
  return rows;
}

/** The newest order of a kind, in any state. */
export async function findLatestOrder(
  context: Context,
  input: { userId: bigint; kind: 'purchase' | 'topup' },
): Promise<Order | undefined> {
  return context.db.one<Order>(
    `SELECT ${ORDER_COLUMNS} FROM orders WHERE user_id = $1 AND kind = $2 ORDER BY created_at DESC, id DESC LIMIT 1`,
    [input.userId, input.kind],
  );
}

const FIND_ORDERS = `SELECT ${ORDER_COLUMNS} FROM orders WHERE id = ANY($1::uuid[])`;

/** Orders by id; without those that do not exist. */
export async function findOrders(q: Queryable, orderIds: readonly string[]): Promise<Map<string, Order>> {
  const { rows } = await q.query<Order>(FIND_ORDERS, [orderIds]);
  return new Map(rows.map((order) => [order.id, order]));
}

const LOCK_ORDERS = `${FIND_ORDERS} ORDER BY id FOR UPDATE`;

/** Orders by id, locked until the caller's transaction ends, always in the same sequence. */
export async function lockOrders(tx: Queryable, orderIds: readonly string[]): Promise<Map<string, Order>> {
  const { rows } = await tx.query<Order>(LOCK_ORDERS, [orderIds]);
  return new Map(rows.map((order) => [order.id, order]));
}

/**
 * Moves an order to another state, in the caller's transaction. Returns the order after the move, or undefined if the
 * table of states does not allow it (news that came twice or too late change nothing).
 */
export async function moveOrder(
  tx: Queryable,
  input: { orderId: string; to: OrderStatus; journalId?: string | undefined },
): Promise<Order | undefined> {
  const { rows } = await tx.query<Order>(
    `UPDATE orders SET status = $2, updated_at = now(), journal_id = coalesce($3, journal_id),
       paid_at = CASE WHEN $2 = 'paid' THEN now() ELSE paid_at END
     WHERE id = $1 AND status = ANY($4::text[]) RETURNING ${ORDER_COLUMNS}`,
    [input.orderId, input.to, input.journalId ?? null, orderStatesBefore(input.to)],
  );
  return rows[0];
}

export interface OrderStep {
  readonly order: Pick<Order, 'id' | 'status' | 'wantsDelivery'>;
  readonly to: OrderStatus;
  readonly journalId?: string | undefined;
}

const MOVE_ORDERS = `UPDATE orders o SET status = u.next, updated_at = now(), journal_id = coalesce(u.journal_id, o.journal_id),
      paid_at = CASE WHEN u.next = 'paid' THEN now() ELSE o.paid_at END
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[]) AS u (id, was, next, journal_id)
    WHERE o.id = u.id AND o.status = u.was`;

/** {@link moveOrder} for orders that the caller has locked. A step that the table of states does not allow is left out. */
export async function moveOrders(tx: Queryable, steps: readonly OrderStep[]): Promise<void> {
  const allowed = steps.filter(({ order, to }) => ORDER_STATES[order.status].next.includes(to));
  if (allowed.length === 0) return;
  await tx.query(MOVE_ORDERS, [
    allowed.map(({ order }) => order.id),
    allowed.map(({ order }) => order.status),
    allowed.map(({ to }) => to),
    allowed.map(({ journalId }) => journalId ?? null),
  ]);
  const delivered = allowed.filter(({ order, to }) => to === 'paid' && order.wantsDelivery);
  await enqueueMany(
    tx,
    'delivery.order-paid',
    delivered.map(({ order }) => ({ orderId: order.id })),
  );
}

/**
 * The stars of this order are sent to its user once it is paid, or at once if it is paid already. In the caller's
 * transaction.
 * Errors: ORDER_UNKNOWN, also if its time is over.
 */
export async function wantDelivery(
  tx: Queryable,
  { orderId, userId, stars }: { orderId: string; userId: bigint; stars: number },
): Promise<void> {
  const { rows } = await tx.query<{ status: OrderStatus }>(
    `UPDATE orders SET wants_delivery = true
     WHERE id = $1 AND user_id = $2 AND stars + bonus_stars = $3 AND status <> 'refunded' RETURNING status`,
    [orderId, userId, stars],
  );
  const [order] = rows;
  if (!order) throw new AppError('ORDER_UNKNOWN');
  if (order.status === 'paid') await enqueue(tx, 'delivery.order-paid', { orderId });
}
