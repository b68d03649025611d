import type { Queryable } from '../platform/index.ts';
import type { Order } from './types.ts';

/** Remembers where the screen of an order is, so that later news edit it. A message shows one order at most. */
export async function rememberOrderMessage(
  context: { db: Queryable },
  order: Pick<Order, 'id' | 'userId'>,
  chatMessageId: bigint,
): Promise<void> {
  await context.db.query(
    `WITH touched AS (
       SELECT id FROM orders WHERE user_id = $1 AND (id = $2 OR chat_message_id = $3) ORDER BY id FOR NO KEY UPDATE)
     UPDATE orders SET chat_message_id = CASE WHEN orders.id = $2 THEN $3::bigint END FROM touched WHERE orders.id = touched.id`,
    [order.userId, order.id, chatMessageId],
  );
}

/** The message shows something else now, so later news must not replace it. */
export async function forgetOrderMessage(
  context: { db: Queryable },
  userId: bigint,
  chatMessageId: bigint,
): Promise<void> {
  await context.db.query(
    'UPDATE orders SET chat_message_id = NULL WHERE user_id = $1 AND chat_message_id = $2',
    [userId, chatMessageId],
  );
}

/** Whether a message is the receipt of a purchase from balance. */
export async function isReceipt(
  context: { db: Queryable },
  userId: bigint,
  chatMessageId: bigint,
): Promise<boolean> {
  const { rows } = await context.db.query(
    `SELECT 1 FROM orders WHERE user_id = $1 AND chat_message_id = $2 AND kind = 'balance_purchase' LIMIT 1`,
    [userId, chatMessageId],
  );
  return rows.length > 0;
}
