import { own } from '../../lib/index.ts';
import type { OrderState } from '../contract.ts';

/**
 * The statuses of MyStars that are more than `pending`. `completed` is not in the list, because at MyStars it is not the
 * end. The other pending ones are received, awaiting_payment, paid, reserved, swapping, funding, purchasing, fulfilling.
 */
const STATES: Readonly<Record<string, OrderState>> = {
  held: 'held',
  delivered: 'delivered',
  failed: 'failed',
  // The order was paid but could not be delivered, and the money came back.
  reversed: 'failed',
  expired: 'expired',
  cancelled: 'cancelled',
};

/** An unknown status decides nothing. */
export function stateOf(status: string): OrderState {
  return own(STATES, status) ?? 'pending';
}

/** True if the supplier still waits for a payment. */
export function awaitsPayment(status: string): boolean {
  return status === 'received' || status === 'awaiting_payment';
}
