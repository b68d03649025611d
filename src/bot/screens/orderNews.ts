import type { DataOf, News, NotificationKind } from '../../notifications/index.ts';
import type { Headline, PaymentTruth } from '../../payments/index.ts';
import type { Words } from '../words.ts';
import { extraScreen, movedScreen, orderScreen, returnedScreen, type PaymentState } from './payment.ts';
import { receiptScreen } from './receipt.ts';
import type { Screen } from './screen.ts';

/** The kinds that tell of a payment. */
export type OrderNewsKind = Exclude<NotificationKind, `ticket_${string}` | 'refund_step' | 'delivery_step'>;

export interface OrderNewsState extends PaymentState {
  readonly wallet: bigint;
  readonly stars: bigint;
  /** Stars of the balance can be sent to an account. */
  readonly canSend: boolean;
  /** There is a payment screen in the chat. */
  readonly hasScreen: boolean;
}

/** What news of a payment do to the chat. */
export interface OrderNews {
  /** A message of its own; absent: nothing that is worth one, or time has overtaken it. */
  readonly said?: Screen | undefined;
  /** What the payment screen shows from now on. */
  readonly screen: Screen;
  /** The message of its own is the payment screen from now on: the order goes on there. */
  readonly goesOn: boolean;
}

/** At which headlines news of a kind are still news. */
const STILL_NEWS: Readonly<Partial<Record<OrderNewsKind, readonly Headline[]>>> = {
  order_paid: ['paid'],
  topup_paid: ['paid'],
  order_underpaid: ['part', 'part_over', 'underpaid', 'review', 'cancelled_paid'],
  order_failed: ['failed', 'review'],
  payment_locked: ['locked'],
  payment_review: ['review'],
};

/** In these the order goes on, so its screen moves down to where it is read. */
const GOES_ON: ReadonlySet<Headline> = new Set<Headline>(['part', 'part_over', 'locked', 'review']);

/**
 * Money that moved, or that waits for its buyer, is told in a message of its own, and the payment screen above is brought up
 * to date. What nobody waits for (seen, expired) only changes the screen.
 */
export function orderNews(news: News<OrderNewsKind>, state: OrderNewsState, w: Words): OrderNews {
  const { order, truth } = state;
  const screen = orderScreen(state, w);
  const own = (said: Screen): OrderNews => ({ ...only(screen), said });
  if (news.kind === 'order_overpaid') return own(extraScreen({ order, credited: news.data.credited }, w));
  if (news.kind === 'payment_review' && news.data.returned) return own(returnedScreen(order, w));
  if (news.kind === 'order_expired' && truth.headline === 'expired' && !state.hasScreen) return own(screen);
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

/** With the figures of these news: what came later is told by news of its own, also when a slow receipt comes after it. */
function asTold(truth: PaymentTruth, { received, credited }: DataOf<'order_paid'>): PaymentTruth {
  return { ...truth, amounts: { ...truth.amounts, received, credited } };
}
