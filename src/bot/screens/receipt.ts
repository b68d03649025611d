import type { PaymentTruth } from '../../payments/index.ts';
import type { Order } from '../../shop/index.ts';
import type { Words } from '../words.ts';
import { homeButton } from './home.ts';
import { button, lines, paragraphs, type Screen } from './screen.ts';

export interface ReceiptState {
  readonly order: Order;
  readonly truth: PaymentTruth;
  readonly wallet: bigint;
  readonly stars: bigint;
}

/** The festive end of a purchase or a top-up: what was bought, bonus, what came beyond, new balance, next steps. */
export function receiptScreen(state: ReceiptState, w: Words): Screen {
  return state.order.kind === 'topup' ? topupReceipt(state, w) : purchaseReceipt(state, w);
}

function purchaseReceipt({ order, truth, wallet, stars }: ReceiptState, w: Words): Screen {
  const { receipt } = w.t.shop;
  const { received, credited } = truth.amounts;
  return {
    text: paragraphs(
      receipt.title,
      lines(
        receipt.bought(w.stars(order.stars)),
        order.bonusStars > 0 && receipt.bonus(order.bonusStars),
        receipt.paid(w.money(order.amount)),
        received > 0n && received !== order.amount && receipt.received(w.money(received)),
        credited > 0n && receipt.surplus(w.money(credited)),
      ),
      receipt.balance(w.money(wallet), w.stars(stars)),
      receipt.where,
      receipt.thanks,
    ),
    buttons: [
      [
        button(receipt.again, { do: 'buy_stars' }),
        button(receipt.details, { do: 'transaction_{uuid}', uuid: order.id }),
      ],
      [button(w.t.common.balance, { do: 'balance' }), homeButton(w)],
    ],
  };
}

function topupReceipt({ order, truth, wallet, stars }: ReceiptState, w: Words): Screen {
  const { topupReceipt: words } = w.t.payment;
  const { credited } = truth.amounts;
  return {
    text: paragraphs(
      words.title,
      lines(
        words.amount(w.money(credited)),
        credited !== order.amount && words.differs(w.money(order.amount)),
      ),
      words.balance(w.money(wallet), w.stars(stars)),
      words.thanks,
    ),
    buttons: [
      [
        button(w.t.shop.withBalance, { do: 'buy_stars_with_balance' }),
        button(w.t.shop.receipt.details, { do: 'transaction_{uuid}', uuid: order.id }),
      ],
      [button(w.t.common.balance, { do: 'balance' }), homeButton(w)],
    ],
  };
}
