import { HEADLINES, sentenceOf, type PaymentTruth } from '../../payments/index.ts';
import type { Order } from '../../shop/index.ts';
import type { Words } from '../words.ts';
import { goesToLine } from './delivery.ts';
import { homeButton } from './home.ts';
import { button, lines, paragraphs, type Button, type Screen } from './screen.ts';
import type { PaymentState } from './paymentState.ts';
import { actButtons, footer } from './paymentButtons.ts';
import { payToLines } from './payTo.ts';

/** Shows an order in any state: the truth about it in words, and the buttons that it allows. */
export function orderScreen(state: PaymentState, w: Words): Screen {
  const { payment } = w.t;
  const { order, truth } = state;
  const head = payment.heads[truth.headline];
  return {
    text: paragraphs(
      truth.headline === 'awaiting' ? titleOf(order, w) : head.title,
      lines(
        what(order, w),
        truth.headline === 'awaiting' ? payment.amount(w.money(order.amount)) : priceLine(order, w),
        truth.headline === 'paid' &&
          truth.amounts.credited > 0n &&
          payment.credited(w.money(truth.amounts.credited)),
        state.goesTo && isCarriedOut(truth) && goesToLine(state.goesTo, w),
        untilLine(state, w),
        order.promoCodeId !== null && payment.promo,
        HEADLINES[truth.headline].waitsFor !== null && thenLine(order, w),
        payment.order(order.id),
      ),
      payToLines(state, w),
      lines(state.payTo ? payment.payTo.how : head.text(figures(truth, w)), questionnaireLine(truth, w)),
      lookLine(state, w),
    ),
    buttons: [...actButtons(state, w), footer(order, w)],
  };
}

/** The same sentence as in the back office. */
export function sentence(order: Pick<Order, 'kind'>, truth: PaymentTruth, w: Words): string {
  return sentenceOf(truth, {
    language: w.language,
    isTopup: order.kind === 'topup',
    money: (minor) => w.money(minor),
  });
}

/** The answer to a pressed "check payment". Undefined when nobody asked. */
export function checkToast(
  { order, truth, now }: PaymentState,
  nextLookAt: Date | undefined,
  w: Words,
): { toast: string; alert?: boolean } | undefined {
  const { toast } = w.t.payment;
  const said = sentence(order, truth, w);
  switch (truth.asking) {
    case 'not':
      return undefined;
    case 'answered':
      return { toast: truth.headline === 'awaiting' ? toast.none : toast.answered(said) };
    case 'recently': {
      const left = (nextLookAt?.getTime() ?? 0) - now.getTime();
      return { toast: left > 0 ? toast.recently(said, w.span(left)) : toast.answered(said) };
    }
    case 'unreachable':
      return { toast: toast.unreachable, alert: true };
  }
}

/** Shown in place of an order's screen after the order was opened in another message. */
export function movedScreen(order: Pick<Order, 'id'>, w: Words): Screen {
  const { moved, order: orderLine } = w.t.payment;
  return {
    text: paragraphs(moved.title, moved.text, orderLine(order.id)),
    buttons: [[button(moved.show, { do: 'refresh_status_{uuid}', uuid: order.id })], [homeButton(w)]],
  };
}

/** An order as one button that opens it. */
export function openButton(order: Order, w: Words): Button {
  const name = order.kind === 'topup' ? w.t.history.kinds.topup : `⭐ ${order.stars}`;
  return button(`🧾 ${name.replace(/^➕ /, '')} · ${w.money(order.amount)}`, {
    do: 'refresh_status_{uuid}',
    uuid: order.id,
  });
}

/** The order was carried out, or will be as soon as it is paid. Otherwise its stars go nowhere. */
function isCarriedOut({ headline }: PaymentTruth): boolean {
  return headline === 'paid' || HEADLINES[headline].waitsFor !== null;
}

function titleOf(order: Order, w: Words): string {
  return order.kind === 'topup' ? w.t.payment.topupTitle : w.t.payment.purchaseTitle;
}

/** What is paid for. */
export function what(order: Pick<Order, 'kind' | 'amount' | 'stars' | 'bonusStars'>, w: Words): string {
  const { payment } = w.t;
  return order.kind === 'topup'
    ? payment.topup(w.money(order.amount))
    : payment.what(w.stars(order.stars), order.bonusStars);
}

/** A top-up names the purchase that follows it. */
function thenLine({ thenStars }: Pick<Order, 'thenStars'>, w: Words): string | false {
  return thenStars !== null && w.t.payment.thenBuys(w.stars(thenStars));
}

function priceLine(order: Order, w: Words): string | false {
  return order.kind !== 'topup' && w.t.payment.price(w.money(order.amount));
}

function figures({ amounts }: PaymentTruth, w: Words) {
  const { asked, received, credited, missing } = amounts;
  return {
    asked: w.money(asked),
    received: w.money(received),
    credited: w.money(credited),
    missing: w.money(missing),
  };
}

function untilLine({ truth, now }: PaymentState, w: Words): string | undefined {
  const { until } = truth;
  if (!until) return undefined;
  return w.t.payment.until(w.moment(until, now), w.time(now), w.span(until.getTime() - now.getTime()));
}

function questionnaireLine({ headline, acts }: PaymentTruth, w: Words): string | false {
  const { questionnaire } = w.t.payment;
  if (headline !== 'locked') return false;
  return acts.some((act) => act.do === 'questionnaire') ? questionnaire.some : questionnaire.none;
}

/** When the provider was asked, and the result. The time is shown, so that an old message stays true. */
function lookLine({ truth, now, circuitOpen }: PaymentState, w: Words): string | false {
  const { look } = w.t.payment;
  const open = truth.acts.some((act) => act.do === 'check');
  if (truth.asking === 'unreachable') return look.unreachable(w.time(now));
  if (truth.asking !== 'not' && open && truth.answeredAt) {
    const time = w.moment(truth.answeredAt, now);
    return truth.headline === 'awaiting' || truth.headline === 'time_over'
      ? look.none(time)
      : look.some(time);
  }
  return circuitOpen && open && look.circuit(w.time(now));
}
