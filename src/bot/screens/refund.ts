import type { Refund } from '../../refunds/index.ts';
import type { Words } from '../words.ts';
import { homeButton } from './home.ts';
import { refundFacts, type RefundedOrder, type RefundFacts } from './refundFacts.ts';
import { button, lines, paragraphs, type Button, type Screen } from './screen.ts';

/** The fields of a refund that its screens show. */
export type ShownRefund = Pick<
  Refund,
  | 'id'
  | 'kind'
  | 'status'
  | 'error'
  | 'amount'
  | 'asset'
  | 'network'
  | 'currency'
  | 'addressHint'
  | 'readyAt'
  | 'stars'
  | 'bonusStars'
  | 'gave'
  | 'direction'
  | 'destination'
  | 'reason'
> & { readonly order?: RefundedOrder | undefined };

export interface RefundState {
  readonly refund: ShownRefund;
  /** The user may still give an address or change it. */
  readonly takesAddress: boolean;
  /** A confirmed address can still be taken back. */
  readonly canStop: boolean;
  /** The result of pressing the stop button. */
  readonly stop?: 'stopped' | 'tooLate' | undefined;
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

/**
 * Takes a confirmed address back. Every message about a refund with an address has it, and it works from old ones too.
 */
export function stopButton(refundId: string, w: Words): Button {
  return button(w.t.refund.stop, { do: 'refund_stop_{uuid}', uuid: refundId });
}

export function refundStateScreen(state: RefundState, w: Words): Screen {
  const { refund, takesAddress, now, stop } = state;
  const t = w.t.refund;
  const waits = refund.status === 'approved' && refund.readyAt !== null && refund.readyAt > now;
  return {
    text: paragraphs(
      refund.kind === 'refund' ? t.title : t.adjustment,
      stop && t[stop],
      t.status(isAddressChecked(refund) ? t.checked : t.statuses[refund.status]),
      refundFacts(factsOf(refund), w),
      lines(network(refund, w), waits && refund.readyAt !== null && t.notBefore(w.date(refund.readyAt))),
    ),
    buttons: [
      ...(takesAddress ? [[addressButton(refund.id, refund.addressHint !== null, w)]] : []),
      ...(state.canStop ? [[stopButton(refund.id, w)]] : []),
      [
        button(w.t.common.history, { do: 'balance_history' }),
        button(w.t.common.support, { do: 'create_ticket' }),
      ],
      [homeButton(w)],
    ],
  };
}

/** It waits for a person who checks the wallet. Nothing went wrong. */
function isAddressChecked({ status, error }: ShownRefund): boolean {
  return status === 'failed' && error === 'REFUND_ADDRESS_LISTED';
}

export function refundAddressScreen(refund: ShownRefund, w: Words): Screen {
  const { prompt } = w.t.refund;
  return {
    text: paragraphs(
      prompt.title,
      lines(refundFacts(factsOf({ ...refund, addressHint: null }), w), network(refund, w)),
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
  const stars = refund.stars + refund.bonusStars;
  return {
    text: paragraphs(
      t.confirm.title,
      lines(refundFacts(factsOf({ ...refund, addressHint: null }), w), network(refund, w)),
      t.confirm.address(address),
      t.confirm.text,
      stars > 0n && t.confirm.taken(w.stars(stars)),
      waits && t.confirm.waits,
    ),
    buttons: [
      [button(t.confirm.yes, { do: 'refund_confirm_{uuid}_{code}', uuid: refund.id, code })],
      [button(t.confirm.other, { do: 'refund_address_{uuid}', uuid: refund.id })],
      [openRefundButton(refund.id, w), homeButton(w)],
    ],
  };
}

function factsOf(refund: ShownRefund): RefundFacts {
  const isOff = refund.status === 'rejected' || refund.status === 'cancelled';
  return { ...refund, back: refund.stars + refund.bonusStars, order: refund.order, isOff };
}

function network(refund: ShownRefund, w: Words): string | undefined {
  return refund.network === null ? undefined : w.t.refund.network(refund.network, refund.currency ?? '');
}
