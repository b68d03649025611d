import { own } from '../../lib/index.ts';
import type { OrderState } from '../contract.ts';

/**
 * Words of MyStars that mean more than "it goes on". `completed` is none of them: it is not final there, and neither are
 * received, awaiting_payment, paid, reserved, swapping, funding, purchasing and fulfilling.
 */
const STATES: Readonly<Record<string, OrderState>> = {
  held: 'held',
  delivered: 'delivered',
  failed: 'failed',
  // It could not be delivered after the payment: the money came back.
  reversed: 'failed',
  expired: 'expired',
  cancelled: 'cancelled',
};

/** A word that nobody knows yet decides nothing. */
export function stateOf(status: string): OrderState {
  return own(STATES, status) ?? 'pending';
}

/** Statuses in which the supplier still waits for a payment. */
export function awaitsPayment(status: string): boolean {
  return status === 'received' || status === 'awaiting_payment';
}
