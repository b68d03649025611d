import type { Order } from '../../shop/index.ts';
import type { Action } from '../callbacks.ts';
import type { Words } from '../words.ts';
import { openButton, what } from './payment.ts';
import { footer } from './paymentButtons.ts';
import { button, lines, paragraphs, rows, type Screen } from './screen.ts';

/** The purchase that an invoice would be for. */
export type Wanted = Pick<Order, 'stars' | 'bonusStars' | 'amount'> & { readonly kind: 'purchase' | 'topup' };

export interface WaitToPayState {
  readonly wanted: Wanted;
  /** The time until one more invoice can be made. */
  readonly seconds: number;
  /** Invoices that can be paid instead of a new one. */
  readonly open: readonly Order[];
  /** The button that asks for it again, if that is not obvious. */
  readonly press?: Action | undefined;
}

/**
 * A choice with its price, when it is too early for one more invoice. One press makes the invoice when the time is
 * over.
 */
export function waitToPayScreen({ wanted, seconds, open, press }: WaitToPayState, w: Words): Screen {
  const { payment, shop, errors } = w.t;
  const { stars, amount, bonusStars, kind } = wanted;
  return {
    text: paragraphs(
      what(wanted, w),
      kind === 'purchase' && payment.price(w.money(amount)),
      lines(errors.rateLimited.payments, errors.rateLimited.later(w.span(seconds * 1000))),
      open.length > 0 && `${errors.labels.now} ${errors.rateLimited.open}`,
    ),
    buttons: [
      [
        button(
          shop.choose.byInvoice(w.money(amount), bonusStars),
          press ??
            (kind === 'topup' ? { do: 'pay_topup_{minor}', minor: amount } : { do: 'pay_{stars}', stars }),
        ),
      ],
      ...rows(
        open.map((order) => openButton(order, w)),
        1,
      ),
      ...(kind === 'purchase' ? [[button(shop.withBalance, { do: 'buy_stars_with_balance' })]] : []),
      footer(wanted, w),
    ],
  };
}
