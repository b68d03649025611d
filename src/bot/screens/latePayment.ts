import type { Order } from '../../shop/index.ts';
import type { Words } from '../words.ts';
import { button, paragraphs, type Screen } from './screen.ts';
import { detailsButton, askButton, footer } from './paymentButtons.ts';

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
