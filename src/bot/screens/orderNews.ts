import type { NotificationKind } from '../../support/index.ts';
import type { Words } from '../words.ts';
import { orderScreen, overpaidScreen, returnedScreen, shortScreen, type PaymentState } from './payment.ts';
import type { Screen } from './screen.ts';

export interface OrderNewsState extends PaymentState {
  /** What arrived in all, and what of it went to the balance by this news; minor units. */
  readonly received: bigint | undefined;
  readonly missing: bigint | undefined;
  /** The money came after the order had ended. */
  readonly isLate: boolean;
  /** Too little came, and the rest may still come. */
  readonly isWaiting: boolean;
  /** The provider sent the money back. */
  readonly isReturned: boolean;
}

/**
 * What a payment's news look like. `inPlace`: it takes the place of the payment screen; otherwise it stands beside it
 * (the surplus of a payment whose receipt is already there).
 */
export function orderNews(
  kind: NotificationKind,
  state: OrderNewsState,
  w: Words,
): { screen: Screen; inPlace: boolean } {
  const { order, invoice } = state;
  const received = state.received ?? invoice?.received ?? 0n;
  const credited = state.credited ?? 0n;
  if (kind === 'order_overpaid')
    return {
      screen: overpaidScreen({ order, received, credited, isLate: state.isLate }, w),
      inPlace: false,
    };
  if (kind === 'payment_review' && state.isReturned)
    return { screen: returnedScreen(order, w), inPlace: false };
  if (kind === 'order_underpaid' && state.isWaiting && order.status === 'awaiting_payment')
    return {
      screen: shortScreen({ ...state, receivedSoFar: received, missing: state.missing ?? 0n }, w),
      inPlace: true,
    };
  // The order may have gone on since the news were written: how it stands now is what counts.
  return { screen: orderScreen(state, w), inPlace: true };
}
