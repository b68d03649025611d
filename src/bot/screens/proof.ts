import { escapeHtml } from '../../lib/index.ts';
import type { Words } from '../words.ts';
import { lines, paragraphs, type Screen } from './screen.ts';

export interface ProofState {
  readonly kind: 'topup' | 'purchase' | 'balance_purchase';
  readonly orderId: string;
  readonly price: bigint;
  readonly stars: number;
  readonly bonus: number;
  /** What came by invoice, and how much of it went to the balance. */
  readonly received: bigint;
  readonly credited: bigint;
  readonly paidAt: Date;
  /** The provider's id of the invoice, and the transfer on its chain. */
  readonly providerId: string | undefined;
  readonly txid: string | undefined;
  readonly link: string | undefined;
}

/**
 * The receipt as a message of its own, to be kept or forwarded. It has no balance of the buyer, and no buttons, because
 * another reader could not use them.
 */
export function proofScreen(state: ProofState, w: Words): Screen {
  const { proof, detail, kinds } = { ...w.t.history, proof: w.t.payment.proof };
  const { stars, bonus, received, credited, price, txid, link } = state;
  return {
    text: paragraphs(
      proof.title,
      lines(
        detail.title(kinds[state.kind]),
        stars > 0 ? detail.price(w.money(price)) : detail.asked(w.money(price)),
        stars > 0 && detail.stars(w.stars(stars)),
        bonus > 0 && detail.bonus(w.stars(bonus)),
        received > 0n && detail.received(w.money(received)),
        credited > 0n && detail.credited(w.money(credited)),
      ),
      lines(
        detail.paid(w.date(state.paidAt)),
        detail.order(state.orderId),
        ...idLines({ providerId: state.providerId, txid, link }, w),
      ),
      proof.where,
    ),
    buttons: [],
  };
}

/** The ids by which others know a payment. The transfer is a link if an explorer shows it. */
export function idLines(
  { providerId, txid, link }: Partial<Pick<ProofState, 'providerId' | 'txid' | 'link'>>,
  w: Words,
): (string | false)[] {
  const { detail } = w.t.history;
  return [
    providerId !== undefined && detail.provider(escapeHtml(providerId)),
    txid !== undefined && detail.txid(escapeHtml(txid)),
    link !== undefined && detail.link(escapeHtml(link)),
  ];
}
