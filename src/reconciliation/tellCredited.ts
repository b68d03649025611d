import { formatAmount } from '../lib/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { coin, moveOrder } from '../shop/index.ts';
import { notify } from '../support/index.ts';

interface Credited {
  readonly breakId: string;
  readonly userId: bigint | undefined;
  /** Null: the money was of no order. */
  readonly orderId: string | null;
  /** Minor units. */
  readonly amount: bigint;
  readonly asset: string;
  readonly correlationId?: string | undefined;
}

/**
 * Tells whose balance a resolution filled. An order that still waited ends as underpaid: its buyer has the money in place
 * of the goods; to one that was settled before, the money came beside it.
 */
export async function tellCredited(context: Context, tx: Tx, credited: Credited): Promise<void> {
  const { breakId, userId, orderId, asset, correlationId } = credited;
  if (userId === undefined) return;
  const amount = formatAmount(credited.amount, coin(context.config));
  const common = { userId, key: `break:${breakId}`, correlationId };
  if (orderId === null) {
    const data = { step: 'done', kind: 'adjustment', direction: 'credit', amount, asset, hasRefund: false };
    await notify(tx, { ...common, kind: 'refund_step', subjectId: breakId, data });
    return;
  }
  const ended = await moveOrder(tx, { orderId, to: 'underpaid' });
  await notify(tx, {
    ...common,
    kind: ended ? 'order_underpaid' : 'order_overpaid',
    subjectId: orderId,
    data: { state: ended ? 'closed' : 'late', received: amount, credited: amount, asset },
  });
}
