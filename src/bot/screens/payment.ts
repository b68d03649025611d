import type { Invoice } from '../../payments/index.ts';
import type { Order } from '../../shop/index.ts';
import type { Words } from '../words.ts';
import { homeButton } from './home.ts';
import { receiptScreen } from './receipt.ts';
import { button, lines, paragraphs, type Button, type Screen } from './screen.ts';

export interface PaymentState {
  readonly order: Order;
  readonly invoice: Invoice | undefined;
  readonly now: Date;
  /** The balance after the payment, for the receipt. */
  readonly wallet: bigint;
  readonly stars: bigint;
  readonly circuitOpen: boolean;
  /** The user has just asked, and nothing new was found. */
  readonly checkedNow?: boolean;
  /** The provider's questionnaire for a payment that it holds. */
  readonly amlLink?: string | undefined;
  /** What went to the balance, where the payment was not exact. */
  readonly credited?: bigint | undefined;
}

/** How an order stands, whatever its state: the invoice to pay, the receipt, or what went wrong and what now. */
export function orderScreen(state: PaymentState, w: Words): Screen {
  switch (state.order.status) {
    case 'created':
    case 'awaiting_payment':
      return state.invoice?.url ? invoiceScreen(state, state.invoice.url, w) : preparingScreen(state, w);
    case 'held':
      return state.invoice?.status === 'locked' ? lockedScreen(state, w) : reviewScreen(state, w);
    case 'paid':
      return receiptScreen(state, w);
    case 'underpaid':
      return underpaidScreen(state, w);
    case 'expired':
      return endScreen(state, w.t.payment.expired, w);
    case 'failed':
      return endScreen(state, w.t.payment.failed, w);
    case 'refunded':
      return endScreen(state, w.t.payment.refunded, w);
  }
}

/** Statuses of the provider at which the transfer is seen on the network. */
const SEEN = new Set(['process', 'confirm_check']);

function invoiceScreen(state: PaymentState, url: string, w: Words): Screen {
  const { payment } = w.t;
  const { order, invoice, now } = state;
  const left = invoice?.expiresAt ? invoice.expiresAt.getTime() - now.getTime() : undefined;
  const amount = w.money(order.amount);
  const isOver = left !== undefined && left <= 0;
  return {
    text: paragraphs(
      order.kind === 'topup' ? payment.topupTitle : payment.purchaseTitle,
      lines(
        order.kind === 'topup' ? payment.topup(amount) : payment.what(w.stars(order.stars), order.bonusStars),
        payment.amount(amount),
        left !== undefined && !isOver && payment.timeLeft(w.span(left)),
        payment.order(order.id),
      ),
      invoice !== undefined && SEEN.has(invoice.status)
        ? payment.seen
        : isOver
          ? payment.timeOver
          : payment.steps,
      state.checkedNow === true && payment.notYetLine(w.time(now)),
      state.circuitOpen && w.t.shop.circuit,
    ),
    buttons: [
      [isOver ? newInvoiceButton(order, w) : { label: payment.pay(amount), url }],
      [checkButton(order, w), button(payment.refresh, { do: 'refresh_status_{uuid}', uuid: order.id })],
      footer(order, w),
    ],
  };
}

function preparingScreen({ order, circuitOpen }: PaymentState, w: Words): Screen {
  const { preparing, order: orderLine } = w.t.payment;
  return {
    text: paragraphs(preparing.title, preparing.text, orderLine(order.id), circuitOpen && w.t.shop.circuit),
    buttons: [
      [button(w.t.common.retry, checkAction(order))],
      ...(order.kind === 'purchase' ? [[fromBalanceButton(order, w)]] : []),
      footer(order, w),
    ],
  };
}

function lockedScreen({ order, amlLink }: PaymentState, w: Words): Screen {
  const { locked, order: orderLine } = w.t.payment;
  return {
    text: paragraphs(
      locked.title,
      locked.text,
      amlLink === undefined ? locked.noLink : locked.link,
      orderLine(order.id),
    ),
    buttons: [
      ...(amlLink === undefined ? [] : [[{ label: locked.questionnaire, url: amlLink }]]),
      [checkButton(order, w), askButton(order, w)],
      footer(order, w),
    ],
  };
}

/** Something about the payment is not as it should be, and a person looks at it. */
function reviewScreen({ order }: PaymentState, w: Words): Screen {
  const { review, order: orderLine } = w.t.payment;
  return {
    text: paragraphs(review.title, review.text, orderLine(order.id)),
    buttons: [[checkButton(order, w), askButton(order, w)], footer(order, w)],
  };
}

/** The provider sent the money of a settled order back, and nobody of us had asked it to. */
export function returnedScreen(order: Order, w: Words): Screen {
  const { returned, order: orderLine } = w.t.payment;
  return {
    text: paragraphs(returned.title, returned.text, orderLine(order.id)),
    buttons: [
      [button(w.t.shop.receipt.details, { do: 'transaction_{uuid}', uuid: order.id }), askButton(order, w)],
      footer(order, w),
    ],
  };
}

function underpaidScreen(state: PaymentState, w: Words): Screen {
  const { underpaid, order: orderLine } = w.t.payment;
  const { order, invoice } = state;
  const credited = state.credited ?? invoice?.received ?? 0n;
  return {
    text: paragraphs(
      underpaid.title,
      invoice !== undefined && underpaid.received(w.money(invoice.received), w.money(order.amount)),
      credited > 0n ? underpaid.credited(w.money(credited)) : underpaid.review,
      orderLine(order.id),
    ),
    buttons: [
      [
        button(w.t.common.balance, { do: 'balance' }),
        button(w.t.shop.withBalance, { do: 'buy_stars_with_balance' }),
      ],
      [newInvoiceButton(order, w), askButton(order, w)],
      footer(order, w),
    ],
  };
}

export interface OverpaidState {
  readonly order: Order;
  readonly received: bigint;
  /** The extra that went to the balance; 0 when it still has to be decided. */
  readonly credited: bigint;
  /** It came after the order had ended: all of it is extra. */
  readonly isLate: boolean;
}

export function overpaidScreen(state: OverpaidState, w: Words): Screen {
  const { overpaid, order: orderLine } = w.t.payment;
  return {
    text: paragraphs(
      state.isLate ? overpaid.lateTitle : overpaid.title,
      state.isLate ? overpaid.late : overpaid.received(w.money(state.received), w.money(state.order.amount)),
      state.credited > 0n ? overpaid.credited(w.money(state.credited)) : overpaid.review,
      orderLine(state.order.id),
    ),
    buttons: [
      [
        button(w.t.common.balance, { do: 'balance' }),
        button(w.t.shop.receipt.details, { do: 'transaction_{uuid}', uuid: state.order.id }),
      ],
      footer(state.order, w),
    ],
  };
}

export interface ShortState extends PaymentState {
  readonly receivedSoFar: bigint;
  readonly missing: bigint;
}

/** Part of the price came, and the invoice still takes the rest. */
export function shortScreen(state: ShortState, w: Words): Screen {
  const { underpaid, order: orderLine, pay } = w.t.payment;
  const { order, invoice } = state;
  const url = invoice?.url;
  return {
    text: paragraphs(
      underpaid.title,
      underpaid.received(w.money(state.receivedSoFar), w.money(order.amount)),
      underpaid.waiting(w.money(state.missing)),
      orderLine(order.id),
    ),
    buttons: [
      ...(url ? [[{ label: pay(w.money(state.missing)), url }]] : []),
      [checkButton(order, w), askButton(order, w)],
      footer(order, w),
    ],
  };
}

function endScreen(
  { order }: PaymentState,
  words: { title: string; text: string; late?: string },
  w: Words,
): Screen {
  return {
    text: paragraphs(words.title, words.text, words.late, w.t.payment.order(order.id)),
    buttons: [[newInvoiceButton(order, w)], [checkButton(order, w), askButton(order, w)], footer(order, w)],
  };
}

/** What the "check payment" button of an order asks for. */
export function checkAction(order: Pick<Order, 'id' | 'kind'>) {
  return order.kind === 'topup'
    ? ({ do: 'check_recharge_{uuid}', uuid: order.id } as const)
    : ({ do: 'check_payment_{uuid}', uuid: order.id } as const);
}

function checkButton(order: Order, w: Words): Button {
  return button(w.t.payment.check, checkAction(order));
}

function askButton(order: Order, w: Words): Button {
  return button(w.t.common.support, { do: 'ticket_about_{uuid}', uuid: order.id });
}

function fromBalanceButton(order: Order, w: Words): Button {
  return button(w.t.shop.withBalance, { do: 'buy_{stars}_balance', stars: order.stars });
}

/** For the same once more; a top-up with a fraction has no button of its own, so its amount is asked for again. */
function newInvoiceButton(order: Order, w: Words): Button {
  const { newInvoice } = w.t.payment;
  if (order.kind !== 'topup') return button(newInvoice, { do: 'buy_{stars}', stars: order.stars });
  const [whole, fraction] = [order.amount / w.unit, order.amount % w.unit];
  return button(
    newInvoice,
    fraction === 0n ? { do: 'recharge_{amount}', amount: Number(whole) } : { do: 'recharge_custom' },
  );
}

function footer(order: Order, w: Words): Button[] {
  const back =
    order.kind === 'topup'
      ? button(w.t.common.toBalance, { do: 'back_to_balance' })
      : button(w.t.common.toShop, { do: 'back_to_buy_stars' });
  return [back, homeButton(w)];
}
