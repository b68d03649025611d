import type { z } from 'zod';
import type { OrderView, PaymentDue } from '../contract.ts';
import { ORDER, type CREATED } from './schemas.ts';
import { stateOf } from './statuses.ts';

const MAX_RAW = 4000;

export function viewOf(order: z.output<typeof ORDER>, raw: string): OrderView {
  const reason = order.failure_reason ?? order.telegram_message;
  return {
    ref: order.order_id,
    state: stateOf(order.status),
    status: order.status,
    ...(order.recipient_username === undefined ? {} : { recipient: plainName(order.recipient_username) }),
    // An order of Premium has months instead of a number of stars.
    ...(order.quantity === undefined || order.type !== 'stars' ? {} : { stars: order.quantity }),
    ...(order.amount_ton ? { cost: order.amount_ton } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(order.purchase_tx === undefined ? {} : { deliveryProof: order.purchase_tx }),
    ...(order.reversal_tx === undefined ? {} : { returnProof: order.reversal_tx }),
    ...(order.created_at ? { createdAt: order.created_at } : {}),
    raw: short(raw),
  };
}

/** Reads a row of the list. Undefined: it is not an order. */
export function rowOf(row: unknown): OrderView | undefined {
  const read = ORDER.safeParse(row);
  return read.success ? viewOf(read.data, JSON.stringify(row)) : undefined;
}

/** Reads the answer to a create: the order, and the payment if the order waits for one. */
export function createdOf(
  order: z.output<typeof CREATED>,
  raw: string,
): { view: OrderView; payment?: PaymentDue } {
  const { payment, expires_at: until } = order;
  const view: OrderView = {
    ref: order.order_id,
    state: stateOf(order.status),
    status: order.status,
    stars: order.quantity,
    ...(payment ? { cost: payment.amount } : {}),
    raw: short(raw),
  };
  if (!payment || !until) return { view };
  return { view, payment: { to: payment.pay_to_address, memo: payment.memo, cost: payment.amount, until } };
}

/** Writes a name in our form: lower case, without `@`. */
function plainName(name: string): string {
  return name.replace(/^@/, '').toLowerCase();
}

function short(raw: string): string {
  return raw.slice(0, MAX_RAW).toWellFormed();
}
