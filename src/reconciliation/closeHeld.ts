import type { Resolution } from '../breaks/index.ts';
import { notify } from '../notifications/index.ts';
import type { Tx } from '../platform/index.ts';
import { moveOrder } from '../shop/index.ts';

interface Closed {
  readonly breakId: string;
  readonly orderId: string | null;
  readonly resolution: Resolution;
  readonly correlationId?: string | undefined;
}

/**
 * Ends an order that waited for a person, if the decision gave its buyer nothing, and tells the buyer, because the
 * buyer was promised news. The order keeps waiting while another break of it is open, or while the provider holds the
 * money for its checks.
 */
export async function closeHeld(
  tx: Tx,
  { breakId, orderId, resolution, correlationId }: Closed,
): Promise<void> {
  if (orderId === null) return;
  const { rows } = await tx.query<{ userId: bigint }>(
    `SELECT o.user_id AS "userId" FROM orders o WHERE o.id = $1 AND o.status = 'held'
       AND NOT EXISTS (SELECT FROM breaks b WHERE b.order_id = o.id AND b.status = 'open')
       AND NOT EXISTS (SELECT FROM invoices i WHERE i.order_id = o.id AND i.status = 'locked')
     FOR UPDATE OF o`,
    [orderId],
  );
  const [held] = rows;
  if (!held) return;
  await moveOrder(tx, { orderId, to: resolution === 'refund' ? 'refunded' : 'failed' });
  await notify(tx, {
    userId: held.userId,
    kind: 'payment_review',
    subjectId: orderId,
    key: `break:${breakId}`,
    data: { returned: false },
    correlationId,
  });
}
