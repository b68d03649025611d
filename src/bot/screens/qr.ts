import type { Words } from '../words.ts';
import { homeButton } from './home.ts';
import { what } from './payment.ts';
import type { PaymentState } from './paymentState.ts';
import { payToLines } from './payTo.ts';
import { button, lines, paragraphs, type Screen } from './screen.ts';

/** The words below a QR code. It is a photo, so it stays, and its button opens the payment in a fresh message. */
export function qrScreen(state: PaymentState, w: Words): Screen {
  const { payment } = w.t;
  const { order, truth, now, payTo } = state;
  const { until } = truth;
  return {
    text: paragraphs(
      lines(what(order, w), payment.amount(w.money(truth.amounts.missing))),
      payTo ? payToLines(state, w) : payment.qr.page,
      until && payment.until(w.moment(until, now), w.time(now), w.span(until.getTime() - now.getTime())),
      payment.order(order.id),
    ),
    buttons: [[button(payment.moved.show, { do: 'refresh_status_{uuid}', uuid: order.id })], [homeButton(w)]],
  };
}
