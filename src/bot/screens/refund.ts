import type { Refund } from '../../refunds/index.ts';
import type { Words } from '../words.ts';
import { homeButton } from './home.ts';
import { button, lines, paragraphs, type Button, type Screen } from './screen.ts';

/** What the screens of one refund need of it. */
export type ShownRefund = Pick<
  Refund,
  | 'id'
  | 'kind'
  | 'status'
  | 'amount'
  | 'asset'
  | 'network'
  | 'currency'
  | 'addressHint'
  | 'readyAt'
  | 'stars'
  | 'bonusStars'
>;

export interface RefundState {
  readonly refund: ShownRefund;
  /** The user may still give an address, or another one. */
  readonly takesAddress: boolean;
  readonly now: Date;
}

export function openRefundButton(refundId: string, w: Words, kind: ShownRefund['kind'] = 'refund'): Button {
  const { open, details } = w.t.refund;
  return button(kind === 'refund' ? open : details, { do: 'refund_{uuid}', uuid: refundId });
}

export function addressButton(refundId: string, isChange: boolean, w: Words): Button {
  const { refund } = w.t;
  return button(isChange ? refund.change : refund.enter, { do: 'refund_address_{uuid}', uuid: refundId });
}

export function refundStateScreen({ refund, takesAddress, now }: RefundState, w: Words): Screen {
  const t = w.t.refund;
  const isOff = refund.status === 'rejected' || refund.status === 'cancelled';
  const stars = isOff ? 0n : refund.stars + refund.bonusStars;
  const waits = refund.status === 'approved' && refund.readyAt !== null && refund.readyAt > now;
  return {
    text: paragraphs(
      refund.kind === 'refund' ? t.title : t.adjustment,
      lines(
        t.status(t.statuses[refund.status]),
        t.amount(amountOf(refund, w)),
        stars > 0n && t.stars(w.stars(stars), refund.status === 'done'),
      ),
      lines(
        destination(refund, w),
        refund.addressHint !== null && t.sentTo(refund.addressHint),
        waits && refund.readyAt !== null && t.notBefore(w.date(refund.readyAt)),
      ),
    ),
    buttons: [
      ...(takesAddress ? [[addressButton(refund.id, refund.addressHint !== null, w)]] : []),
      [
        button(w.t.common.history, { do: 'balance_history' }),
        button(w.t.common.support, { do: 'create_ticket' }),
      ],
      [homeButton(w)],
    ],
  };
}

export function refundAddressScreen(refund: ShownRefund, w: Words): Screen {
  const { prompt, amount } = w.t.refund;
  return {
    text: paragraphs(
      prompt.title,
      lines(amount(amountOf(refund, w)), destination(refund, w)),
      prompt.text,
      lines(prompt.memo, prompt.fee),
    ),
    buttons: [
      [button(w.t.common.cancel, { do: 'draft_cancel' })],
      [openRefundButton(refund.id, w), homeButton(w)],
    ],
  };
}

export function refundAddressWrongScreen(refund: ShownRefund, w: Words): Screen {
  const { wrong } = w.t.refund;
  return {
    text: paragraphs(wrong.title, wrong.text(refund.network ?? ''), wrong.kept),
    buttons: [
      [button(w.t.common.cancel, { do: 'draft_cancel' })],
      [openRefundButton(refund.id, w), homeButton(w)],
    ],
  };
}

export interface RefundConfirmState {
  readonly refund: ShownRefund;
  readonly address: string;
  readonly code: string;
  readonly waits: boolean;
}

export function refundConfirmScreen({ refund, address, code, waits }: RefundConfirmState, w: Words): Screen {
  const t = w.t.refund;
  return {
    text: paragraphs(
      t.confirm.title,
      lines(t.amount(amountOf(refund, w)), destination(refund, w)),
      t.confirm.address(address),
      t.confirm.text,
      waits && t.confirm.waits,
    ),
    buttons: [
      [button(t.confirm.yes, { do: 'refund_confirm_{uuid}_{code}', uuid: refund.id, code })],
      [button(t.confirm.other, { do: 'refund_address_{uuid}', uuid: refund.id })],
      [openRefundButton(refund.id, w), homeButton(w)],
    ],
  };
}

function amountOf(refund: ShownRefund, w: Words): string {
  return refund.asset === 'STAR' ? w.stars(refund.amount) : w.money(refund.amount);
}

function destination(refund: ShownRefund, w: Words): string | undefined {
  return refund.network === null ? undefined : w.t.refund.network(refund.network, refund.currency ?? '');
}
