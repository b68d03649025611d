import type { BreakClass } from '../breaks/index.ts';
import type { ProviderInvoice } from './provider.ts';
import type { ReviewReason } from './settlement.ts';

/** Both sides of a difference, as a break keeps them. Equal facts give equal details, whichever code compared them. */
export function bothSides(
  ours: { status: string; amount: bigint; booked: bigint } | undefined,
  theirs: ProviderInvoice | undefined,
): Record<string, string | null> {
  return {
    ourStatus: ours?.status ?? null,
    ourAmount: ours?.amount.toString() ?? null,
    ourBooked: ours?.booked.toString() ?? null,
    theirStatus: theirs?.status ?? null,
    theirAmount: theirs?.amount ?? null,
    theirCurrency: theirs?.currency ?? null,
    theirPayment: theirs?.paymentAmount ?? null,
    theirName: theirs?.orderId ?? null,
  };
}

/** Which class of break opens for a payment that no rule can decide. */
export const BREAK_OF_REVIEW: Readonly<Record<ReviewReason, BreakClass>> = {
  unknown_status: 'status',
  other_invoice: 'duplicate',
  amount: 'amount',
  currency: 'currency',
  figures: 'amount',
  shrunk: 'amount',
  contradiction: 'status',
  late_money: 'paid_not_delivered',
  refunded: 'delivered_not_paid',
  refund_failed: 'paid_not_delivered',
};
