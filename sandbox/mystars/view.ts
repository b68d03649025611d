import { CURRENCIES, type MyStarsOrder } from './types.ts';
import { PAY_TO } from './world.ts';

const iso = (time: number): string => new Date(time).toISOString();
const expiry = (order: MyStarsOrder): string | null =>
  order.status === 'awaiting_payment' ? iso(order.expiresAt) : null;

/** The answer of a create, with the present status. Only this answer says what to pay. */
export function createdView(order: MyStarsOrder): Record<string, unknown> {
  const { chain, units } = CURRENCIES[order.currency];
  return {
    order_id: order.id,
    status: order.status,
    type: 'stars',
    quantity: order.quantity,
    months: null,
    payment: {
      currency: order.currency,
      chain,
      pay_to_address: PAY_TO,
      memo: order.id,
      amount: order.amount,
      amount_units: units,
      fee: order.fee,
    },
    expires_at: expiry(order),
  };
}

export function orderView(order: MyStarsOrder): Record<string, unknown> {
  return {
    order_id: order.id,
    status: order.status,
    type: 'stars',
    recipient_username: order.username,
    quantity: order.quantity,
    months: null,
    amount_ton: order.amountTon,
    payment_tx: order.paidBy?.txId ?? null,
    purchase_tx: order.purchaseTx,
    failure_reason: order.failureReason,
    reversal_tx: order.reversalTx,
    telegram_message: order.telegramMessage,
    created_at: iso(order.createdAt),
    updated_at: iso(order.updatedAt),
    expires_at: expiry(order),
  };
}

export function webhookView(order: MyStarsOrder): Record<string, unknown> {
  return {
    order_id: order.id,
    status: order.status,
    failure_reason: order.failureReason,
    purchase_tx: order.purchaseTx,
    reversal_tx: order.reversalTx,
  };
}
