import { AppError } from '../lib/index.ts';
import { findOrder } from '../shop/index.ts';
import type { Tx } from '../platform/index.ts';
import { moveDelivery, readDelivery } from './move.ts';
import { MIN_DELIVERY, reserve } from './request.ts';
import { tellRecipientState } from './tell.ts';
import { DELIVERY_COLUMNS, type Delivery, type DeliveryContext } from './types.ts';
import { newId } from '../lib/index.ts';

/**
 * Begins the delivery of a paid purchase, as a job. If the buyer chose a recipient before the payment, it is that
 * delivery. Else it is a delivery to the buyer's own account. May run any number of times.
 */
export async function beginForOrder(context: DeliveryContext, orderId: string): Promise<void> {
  const order = await findOrder(context, orderId);
  if (!order) throw new AppError('ORDER_UNKNOWN');
  if (order.status !== 'paid' || context.config.DELIVERY === 'off') return;
  await context.db.tx(async (tx) => {
    const { rows } = await tx.query<{ username: string | null }>(
      'SELECT username FROM users WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE',
      [order.userId],
    );
    const [user] = rows;
    if (!user) return;
    const known = await readDelivery(tx, `order_id = $1 AND status <> 'failed' FOR UPDATE`, order.id);
    const stars = order.stars + order.bonusStars;
    const asked =
      known ?? (await askForSelf(tx, { orderId, userId: order.userId, stars, username: user.username }));
    if (asked?.status !== 'requested') return;
    await reserveOrFail(context, tx, asked);
  });
}

/** Asks for a delivery to the buyer. If the buyer has no usable name, the stars stay on the balance. */
async function askForSelf(
  tx: Tx,
  {
    orderId,
    userId,
    stars,
    username,
  }: { orderId: string; userId: bigint; stars: number; username: string | null },
): Promise<Delivery | undefined> {
  const recipient = username?.toLowerCase();
  if (recipient === undefined || !/^[a-z0-9_]{4,32}$/.test(recipient) || stars < MIN_DELIVERY)
    return undefined;
  const { rows } = await tx.query<Delivery>(
    `INSERT INTO deliveries (id, user_id, order_id, stars, request_key, recipient, is_self, changed_by)
     VALUES ($1, $2, $3, $4, $5, $6, true, $7) ON CONFLICT (request_key) DO NOTHING RETURNING ${DELIVERY_COLUMNS}`,
    [newId(), userId, orderId, stars, `order:${orderId}`, recipient, `user:${userId}`],
  );
  return rows[0];
}

/** The user may have used the stars in the meantime. Then this delivery fails and takes nothing. */
async function reserveOrFail(context: DeliveryContext, tx: Tx, asked: Delivery): Promise<void> {
  const { rows } = await tx.query<{ enough: boolean }>(
    `SELECT coalesce((SELECT balance >= $2 FROM ledger.balances
       WHERE account_id = ledger.user_account($1, 'stars', 'STAR')), false) AS enough`,
    [asked.userId, asked.stars],
  );
  if (rows[0]?.enough === true) {
    await reserve(context, tx, asked);
    return;
  }
  const failed = await moveDelivery(tx, asked, { to: 'failed', by: 'system', error: 'INSUFFICIENT_FUNDS' });
  await tellRecipientState(tx, failed, 'failed');
}
