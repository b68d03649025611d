import type { Queryable } from '../platform/index.ts';
import { enqueueMany } from '../queue/index.ts';
import { ORDER_STATES, orderStatesBefore, type OrderStatus } from './states.ts';
import { ORDER_COLUMNS, type Order } from './types.ts';

/**
 * An order with a promo code gives its use back when it ends unpaid. If money still came and bought at the lower price, one
 * use would count for many orders. So such an order ends as `cancelled`: what comes later goes to the balance.
 */
const GIVES_BACK: ReadonlySet<OrderStatus> = new Set<OrderStatus>(['expired', 'replaced']);

/**
 * Moves an order to another state, in the caller's transaction. Returns the order after the move, or undefined if the
 * table of states does not allow it (news that came twice or too late change nothing).
 */
export async function moveOrder(
  tx: Queryable,
  input: { orderId: string; to: OrderStatus; journalId?: string | undefined },
): Promise<Order | undefined> {
  const { rows } = await tx.query<Order>(
    `UPDATE orders SET status = CASE WHEN promo_code_id IS NULL THEN $2 ELSE $5 END, updated_at = now(), journal_id = coalesce($3, journal_id),
       paid_at = CASE WHEN $2 = 'paid' THEN now() ELSE paid_at END
     WHERE id = $1 AND status = ANY($4::text[]) RETURNING ${ORDER_COLUMNS}`,
    [
      input.orderId,
      input.to,
      input.journalId ?? null,
      orderStatesBefore(input.to),
      GIVES_BACK.has(input.to) ? 'cancelled' : input.to,
    ],
  );
  return rows[0];
}

export interface OrderStep {
  readonly order: Pick<Order, 'id' | 'status' | 'wantsDelivery' | 'thenStars' | 'promoCodeId'>;
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
    allowed.map(({ order, to }) => (order.promoCodeId !== null && GIVES_BACK.has(to) ? 'cancelled' : to)),
    allowed.map(({ journalId }) => journalId ?? null),
  ]);
  const paid = allowed.filter(({ to }) => to === 'paid');
  await enqueueMany(
    tx,
    'topup.buy-stars',
    paid.filter(({ order }) => order.thenStars !== null).map(({ order }) => ({ orderId: order.id })),
  );
  const delivered = paid.filter(({ order }) => order.wantsDelivery);
  await enqueueMany(
    tx,
    'delivery.order-paid',
    delivered.map(({ order }) => ({ orderId: order.id })),
  );
}
