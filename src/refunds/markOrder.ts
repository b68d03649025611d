import type { Tx } from '../platform/index.ts';
import { findOrder, moveOrder } from '../shop/index.ts';
import { originalsOf } from './originals.ts';
import type { StoredRefund } from './types.ts';

/**
 * Marks the order as refunded if everything that delivered it has gone back. Call it after the refund is done. Money
 * that came besides the delivery (a surplus, a late payment) is not part of the order.
 */
export async function markOrder(tx: Tx, refund: StoredRefund): Promise<void> {
  if (refund.orderId === null) return;
  // Two refunds that end at once wait for each other, so that the second sees the first.
  await tx.query('SELECT 1 FROM orders WHERE id = $1 FOR UPDATE', [refund.orderId]);
  const order = await findOrder({ db: tx }, refund.orderId);
  if (!order) return;
  const original = (await originalsOf(tx, order)).find(
    ({ journalId, gave }) => journalId === refund.originalId && gave === refund.gave,
  );
  const delivered = order.journalId === refund.originalId || order.status === 'underpaid';
  if (!original || original.isSurplus || !delivered) return;
  const { rows } = await tx.query<{ done: bigint }>(
    `SELECT coalesce(sum(amount), 0)::bigint AS done FROM refunds WHERE original_id = $1 AND gave = $2 AND status = 'done'`,
    [refund.originalId, refund.gave],
  );
  if ((rows[0]?.done ?? 0n) >= original.paid) await moveOrder(tx, { orderId: order.id, to: 'refunded' });
}
