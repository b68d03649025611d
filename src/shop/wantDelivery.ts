import { AppError } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import { enqueue } from '../queue/index.ts';
import type { OrderStatus } from './states.ts';

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
