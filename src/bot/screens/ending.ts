import type { Words } from '../words.ts';
import { homeButton } from './home.ts';
import { what } from './payment.ts';
import type { PaymentState } from './paymentState.ts';
import { button, lines, paragraphs, type Screen } from './screen.ts';

/** Reminds of an invoice that nobody has paid. It offers no payment itself, because it stays in the chat. */
export function endingScreen({ order, truth, now }: PaymentState, w: Words): Screen {
  const { ending, amount, until, order: orderLine, moved, cancel } = w.t.payment;
  const end = truth.until;
  return {
    text: paragraphs(
      ending.title,
      lines(
        what(order, w),
        amount(w.money(truth.amounts.missing)),
        end && until(w.moment(end, now), w.time(now), w.span(end.getTime() - now.getTime())),
        orderLine(order.id),
      ),
      ending.text,
    ),
    buttons: [
      [button(moved.show, { do: 'refresh_status_{uuid}', uuid: order.id })],
      [
        button(cancel, { do: 'cancel_order_{uuid}', uuid: order.id }),
        button(ending.mute, { do: 'settings' }),
      ],
      [homeButton(w)],
    ],
  };
}

/** A top-up is paid, and its purchase could not be made as its buyer saw it. */
export function asksScreen(stars: number, w: Words): Screen {
  const { asks } = w.t.payment;
  return {
    text: paragraphs(asks.title, asks.text(w.stars(stars))),
    buttons: [
      [button(asks.button(w.stars(stars)), { do: 'buy_{stars}_balance', stars })],
      [button(w.t.common.balance, { do: 'balance' }), homeButton(w)],
    ],
  };
}
