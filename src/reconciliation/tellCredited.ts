import { notify } from '../notifications/index.ts';
import type { Tx } from '../platform/index.ts';
import { moveOrder } from '../shop/index.ts';

interface Credited {
  readonly breakId: string;
  readonly userId: bigint | undefined;
  /** Null: the money did not belong to an order. */
  readonly orderId: string | null;
  /** Minor units. */
  readonly amount: bigint;
  readonly asset: string;
  readonly correlationId?: string | undefined;
}

/**
 * Tells the user whose balance a resolution filled. An order that still waited ends as underpaid, because its buyer got
 * the money and not the goods. If the order was settled before, the money is extra.
 */
export async function tellCredited(tx: Tx, credited: Credited): Promise<void> {
  const { breakId, userId, orderId, amount, asset, correlationId } = credited;
  if (userId === undefined) return;
  const common = { userId, key: `break:${breakId}`, correlationId };
  if (orderId === null) {
    await notify(tx, {
      ...common,
      kind: 'refund_step',
      subjectId: breakId,
      data: {
        kind: 'adjustment',
        step: 'done',
        direction: 'credit',
        amount,
        asset,
        orderId,
        reason: null,
        wasInSuspense: false,
        hasRefund: false,
      },
    });
    return;
  }
  const ended = await moveOrder(tx, { orderId, to: 'underpaid' });
  const data = { received: amount, credited: amount, asset };
  const news = ended
    ? ({ kind: 'order_underpaid', data: {} } as const)
    : ({ kind: 'order_overpaid', data } as const);
  await notify(tx, { ...common, ...news, subjectId: orderId });
}
