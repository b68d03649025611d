import { HEADLINES, sentenceOf, type PaymentAct, type PaymentTruth } from '../../payments/index.ts';
import type { Order } from '../../shop/index.ts';
import type { Words } from '../words.ts';
import { deliveryButton, goesToLine, type GoesTo } from './delivery.ts';
import { homeButton } from './home.ts';
import { button, lines, paragraphs, rows, type Button, type Screen } from './screen.ts';

export interface PaymentState {
  readonly order: Order;
  readonly truth: PaymentTruth;
  readonly now: Date;
  /** The provider does not answer at the moment. */
  readonly circuitOpen: boolean;
  /** The account that gets the stars after the payment. Absent: they stay on the balance. */
  readonly goesTo?: GoesTo | undefined;
}

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
        payment.order(order.id),
      ),
      lines(head.text(figures(truth, w)), questionnaireLine(truth, w)),
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

/** The provider sent the money of a settled order back, and we had not asked for it. */
export function returnedScreen(order: Order, w: Words): Screen {
  const { returned, order: orderLine } = w.t.payment;
  return {
    text: paragraphs(returned.title, returned.text, orderLine(order.id)),
    buttons: [[detailsButton(order, w), askButton(order, w)], footer(order, w)],
  };
}

export interface ExtraState {
  readonly order: Order;
  /** The amount that this news brought to the balance. 0 if a person still has to decide. */
  readonly credited: bigint;
}

/** Money came after the order had ended. All of it is extra. */
export function extraScreen(state: ExtraState, w: Words): Screen {
  const { extra, order: orderLine } = w.t.payment;
  const { order, credited } = state;
  const amount = w.money(credited);
  const [title, text] =
    order.status === 'paid'
      ? [extra.againTitle, extra.again(amount)]
      : order.status === 'cancelled'
        ? [extra.cancelledTitle, extra.cancelled(amount)]
        : [extra.lateTitle, extra.late(amount)];
  return {
    text: paragraphs(title, credited > 0n ? text : extra.review, orderLine(order.id)),
    buttons: [[button(w.t.common.balance, { do: 'balance' }), detailsButton(order, w)], footer(order, w)],
  };
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

/** Links and the check take a whole row. The other buttons are two in a row. */
function actButtons(state: PaymentState, w: Words): Button[][] {
  const { truth, goesTo } = state;
  const wide = truth.acts.filter((act) => 'url' in act || act.do === 'check');
  const narrow = truth.acts.filter((act) => !wide.includes(act));
  const draw = (act: PaymentAct): Button => actButton(act, state, w);
  const balance = truth.amounts.credited > 0n ? [button(w.t.common.balance, { do: 'balance' })] : [];
  const delivery =
    truth.headline === 'paid' && goesTo?.deliveryId !== undefined
      ? [deliveryButton(goesTo.deliveryId, w)]
      : [];
  return [...rows([...wide.map(draw), ...delivery], 1), ...rows([...balance, ...narrow.map(draw)], 2)];
}

function actButton(act: PaymentAct, { order, truth, goesTo }: PaymentState, w: Words): Button {
  const { payment } = w.t;
  switch (act.do) {
    case 'pay':
      return { label: payment.pay(w.money(act.amount)), url: act.url };
    case 'questionnaire':
      return { label: payment.questionnaire.button, url: act.url };
    case 'check':
      return button(truth.headline === 'preparing' ? w.t.common.retry : payment.check, checkAction(order));
    case 'cancel':
      return button(payment.cancel, { do: 'cancel_order_{uuid}', uuid: order.id });
    case 'renew':
      return newInvoiceButton(order, w, goesTo);
    case 'details':
      return detailsButton(order, w);
    case 'ask':
      return askButton(order, w);
  }
}

/** What the "check payment" button of an order asks for. */
function checkAction(order: Pick<Order, 'id' | 'kind'>) {
  return order.kind === 'topup'
    ? ({ do: 'check_recharge_{uuid}', uuid: order.id } as const)
    : ({ do: 'check_payment_{uuid}', uuid: order.id } as const);
}

function detailsButton(order: Order, w: Words): Button {
  return button(w.t.shop.receipt.details, { do: 'transaction_{uuid}', uuid: order.id });
}

function askButton(order: Order, w: Words): Button {
  return button(w.t.common.support, { do: 'ticket_about_{uuid}', uuid: order.id });
}

/**
 * A button for the same order again, for the same account. A top-up with a fraction has no button of its own, so the
 * bot asks for its amount again.
 */
function newInvoiceButton({ stars, ...order }: Order, w: Words, goesTo?: GoesTo): Button {
  const { newInvoice } = w.t.payment;
  if (goesTo?.deliveryId !== undefined)
    return button(newInvoice, { do: 'gift_{stars}_to_{name}', stars, name: goesTo.name });
  if (order.kind !== 'topup') return button(newInvoice, { do: 'buy_{stars}', stars });
  const [whole, fraction] = [order.amount / w.unit, order.amount % w.unit];
  return button(
    newInvoice,
    fraction === 0n ? { do: 'recharge_{amount}', amount: Number(whole) } : { do: 'recharge_custom' },
  );
}

export function footer(order: Pick<Order, 'kind'>, w: Words): Button[] {
  const back =
    order.kind === 'topup'
      ? button(w.t.common.toBalance, { do: 'back_to_balance' })
      : button(w.t.common.toShop, { do: 'back_to_buy_stars' });
  return [back, homeButton(w)];
}
