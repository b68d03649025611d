import type { PaymentTruth } from '../../payments/index.ts';
import type { Order } from '../../shop/index.ts';
import type { Words } from '../words.ts';
import { deliveryButton, goesToLine, sentButton, type GoesTo } from './delivery.ts';
import { homeButton } from './home.ts';
import { button, lines, paragraphs, type Button, type Screen } from './screen.ts';

export interface ReceiptState {
  readonly order: Order;
  readonly truth: PaymentTruth;
  readonly wallet: bigint;
  readonly stars: bigint;
  /** The account that gets the stars. Absent: they stay on the balance. */
  readonly goesTo?: GoesTo | undefined;
  /** Stars of the balance can be sent to an account. */
  readonly canSend: boolean;
}

/** The festive end of a purchase or a top-up: the purchase, the bonus, extra money, the new balance, the next steps. */
export function receiptScreen(state: ReceiptState, w: Words): Screen {
  return state.order.kind === 'topup' ? topupReceipt(state, w) : purchaseReceipt(state, w);
}

function purchaseReceipt(state: ReceiptState, w: Words): Screen {
  const { order, truth, wallet, stars, goesTo, canSend } = state;
  const { receipt } = w.t.shop;
  const { received, credited } = truth.amounts;
  return {
    text: paragraphs(
      goesTo === undefined
        ? receipt.title
        : goesTo.hasArrived === true
          ? receipt.arrivedTitle
          : receipt.goingTitle,
      lines(
        receipt.bought(w.stars(order.stars)),
        order.bonusStars > 0 && receipt.bonus(order.bonusStars),
        receipt.paid(w.money(order.amount)),
        received > 0n && received !== order.amount && receipt.received(w.money(received)),
        credited > 0n && receipt.surplus(w.money(credited)),
      ),
      // Stars to be sent may or may not be on the balance at this moment. So the receipt says where they go.
      ...(goesTo === undefined
        ? [receipt.balance(w.money(wallet), w.stars(stars)), canSend ? receipt.canSend : receipt.where]
        : [goesToLine(goesTo, w), goesTo.hasArrived !== true && receipt.going]),
      receipt.thanks,
    ),
    buttons: [
      ...nextButtons(state, w),
      [
        button(receipt.again, { do: 'buy_stars' }),
        button(receipt.details, { do: 'transaction_{uuid}', uuid: order.id }),
      ],
      [button(w.t.common.balance, { do: 'balance' }), homeButton(w)],
    ],
  };
}

/** Buttons to send the stars, or to see the stars that are on their way. */
function nextButtons({ goesTo, canSend }: ReceiptState, w: Words): Button[][] {
  if (goesTo === undefined) return canSend ? [[button(w.t.common.send, { do: 'send_stars' })]] : [];
  const { deliveryId } = goesTo;
  return [[deliveryId === undefined ? sentButton(w) : deliveryButton(deliveryId, w)]];
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
      order.thenStars === null ? words.thanks : words.thenBuys(w.stars(order.thenStars)),
    ),
    buttons: [
      [
        ...(order.thenStars === null ? [button(w.t.shop.withBalance, { do: 'buy_stars_with_balance' })] : []),
        button(w.t.shop.receipt.details, { do: 'transaction_{uuid}', uuid: order.id }),
      ],
      [button(w.t.common.balance, { do: 'balance' }), homeButton(w)],
    ],
  };
}
