import { isUuid } from '../lib/index.ts';
import type { Context, Queryable } from '../platform/index.ts';
import { PENDING_ORDER_STATES } from './states.ts';
import { ORDER_COLUMNS, type Order } from './types.ts';

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
