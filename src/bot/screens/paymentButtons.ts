import type { PaymentAct } from '../../payments/index.ts';
import type { Order } from '../../shop/index.ts';
import type { Words } from '../words.ts';
import { deliveryButton, type GoesTo } from './delivery.ts';
import { homeButton } from './home.ts';
import { button, rows, type Button } from './screen.ts';
import type { PaymentState } from './paymentState.ts';
import { copyButtons } from './payTo.ts';

/** Links and the check take a whole row. The other buttons are two in a row. */
export function actButtons(state: PaymentState, w: Words): Button[][] {
  const { truth, goesTo } = state;
  const wide = truth.acts.filter((act) => 'url' in act || act.do === 'check');
  const narrow = truth.acts.filter((act) => !wide.includes(act));
  const draw = (act: PaymentAct): Button => actButton(act, state, w);
  const balance = truth.amounts.credited > 0n ? [button(w.t.common.balance, { do: 'balance' })] : [];
  const delivery =
    truth.headline === 'paid' && goesTo?.deliveryId !== undefined
      ? [deliveryButton(goesTo.deliveryId, w)]
      : [];
  const scan = truth.acts.some((act) => act.do === 'pay')
    ? [button(w.t.payment.qr.button, { do: 'qr_{uuid}', uuid: state.order.id })]
    : [];
  return [
    ...rows([...wide.map(draw), ...delivery], 1),
    copyButtons(state, w),
    ...rows([...scan, ...balance, ...narrow.map(draw)], 2),
  ];
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

export function detailsButton(order: Order, w: Words): Button {
  return button(w.t.shop.receipt.details, { do: 'transaction_{uuid}', uuid: order.id });
}

export function askButton(order: Order, w: Words): Button {
  return button(w.t.common.support, { do: 'ticket_about_{uuid}', uuid: order.id });
}

/** A button for the same order again, for the same account, at the price of the moment when it is pressed. */
function newInvoiceButton({ stars, ...order }: Order, w: Words, goesTo?: GoesTo): Button {
  const { newInvoice } = w.t.payment;
  if (goesTo?.deliveryId !== undefined)
    return button(newInvoice, { do: 'gift_{stars}_to_{name}', stars, name: goesTo.name });
  if (order.kind !== 'topup') return button(newInvoice, { do: 'buy_{stars}', stars });
  if (order.thenStars !== null) return button(newInvoice, { do: 'fund_{stars}', stars: order.thenStars });
  return button(newInvoice, { do: 'recharge_minor_{minor}', minor: order.amount });
}

export function footer(order: Pick<Order, 'kind'>, w: Words): Button[] {
  const back =
    order.kind === 'topup'
      ? button(w.t.common.toBalance, { do: 'back_to_balance' })
      : button(w.t.common.toShop, { do: 'back_to_buy_stars' });
  return [back, homeButton(w)];
}
