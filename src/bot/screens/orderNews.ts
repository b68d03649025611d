import type { DataOf, News, NotificationKind } from '../../notifications/index.ts';
import type { Headline, PaymentTruth } from '../../payments/index.ts';
import type { Words } from '../words.ts';
import { movedScreen, orderScreen } from './payment.ts';
import { endingScreen } from './ending.ts';
import { extraScreen, returnedScreen } from './latePayment.ts';
import { type PaymentState } from './paymentState.ts';
import { receiptScreen } from './receipt.ts';
import type { Screen } from './screen.ts';

/** The kinds of news about a payment. */
export type OrderNewsKind = Exclude<
  NotificationKind,
  `ticket_${string}` | 'refund_step' | 'delivery_step' | 'purchase_asks'
>;

export interface OrderNewsState extends PaymentState {
  readonly wallet: bigint;
  readonly stars: bigint;
  /** Stars of the balance can be sent to an account. */
  readonly canSend: boolean;
  /** The chat has a payment screen. */
  readonly hasScreen: boolean;
}

/** What news of a payment change in the chat. */
export interface OrderNews {
  /** A message of its own. Absent: the news are not worth one, or are no longer true. */
  readonly said?: Screen | undefined;
  /** What the payment screen shows from now on. */
  readonly screen: Screen;
  /** The new message becomes the payment screen, and the order goes on there. */
  readonly goesOn: boolean;
}

/** The headlines at which news of a kind are still true. */
const STILL_NEWS: Readonly<Partial<Record<OrderNewsKind, readonly Headline[]>>> = {
  order_paid: ['paid'],
  topup_paid: ['paid'],
  order_underpaid: ['part', 'part_over', 'underpaid', 'review', 'cancelled_paid'],
  order_failed: ['failed', 'review'],
  payment_locked: ['locked'],
  payment_review: ['review'],
};

/** With these the order goes on, so its screen moves down to where the user reads it. */
const GOES_ON: ReadonlySet<Headline> = new Set<Headline>(['part', 'part_over', 'locked', 'review']);

/**
 * If money moved or waits for its buyer, a message of its own says so, and the payment screen above is brought up to
 * date. News that nobody waits for (seen, expired) only change the screen.
 */
export function orderNews(news: News<OrderNewsKind>, state: OrderNewsState, w: Words): OrderNews {
  const { order, truth } = state;
  const screen = orderScreen(state, w);
  const own = (said: Screen): OrderNews => ({ ...only(screen), said });
  if (news.kind === 'order_overpaid') return own(extraScreen({ order, credited: news.data.credited }, w));
  if (news.kind === 'payment_review' && news.data.returned) return own(returnedScreen(order, w));
  if (news.kind === 'order_expired' && truth.headline === 'expired' && !state.hasScreen) return own(screen);
  if (news.kind === 'order_ending')
    return truth.headline === 'awaiting' ? own(endingScreen(state, w)) : only(screen);
  if (STILL_NEWS[news.kind]?.includes(truth.headline) !== true) return only(screen);
  if (news.kind === 'order_paid' || news.kind === 'topup_paid')
    return own(receiptScreen({ ...state, truth: asTold(truth, news.data) }, w));
  return GOES_ON.has(truth.headline)
    ? { said: screen, screen: movedScreen(order, w), goesOn: true }
    : own(screen);
}

function only(screen: Screen): OrderNews {
  return { screen, goesOn: false };
}

/** Shows the figures of these news only. Later money has news of its own, even if this receipt is sent late. */
function asTold(truth: PaymentTruth, { received, credited }: DataOf<'order_paid'>): PaymentTruth {
  return { ...truth, amounts: { ...truth.amounts, received, credited } };
}
