import { escapeHtml } from '../../lib/index.ts';
import type { Words } from '../words.ts';
import type { PaymentState } from './paymentState.ts';
import { lines, type Button } from './screen.ts';

/** Address, network and amount for a payment from the buyer's own wallet. */
export function payToLines({ payTo }: PaymentState, w: Words): string | false {
  const words = w.t.payment.payTo;
  if (!payTo) return false;
  const { address, network, currency, amount, mayNeedMemo } = payTo;
  return lines(
    words.send(escapeHtml(`${amount} ${currency}`), escapeHtml(network.toUpperCase()), escapeHtml(address)),
    mayNeedMemo && words.memo,
  );
}

/** Buttons that copy. Telegram needs no answer of the bot for them. */
export function copyButtons({ payTo }: PaymentState, w: Words): Button[] {
  const words = w.t.payment.payTo;
  if (!payTo) return [];
  return [
    { label: words.copyAddress, copy: payTo.address },
    { label: words.copyAmount, copy: payTo.amount },
  ];
}
