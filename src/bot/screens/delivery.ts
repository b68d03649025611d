import type { Delivery } from '../../delivery/index.ts';
import { escapeHtml } from '../../lib/index.ts';
import type { Words } from '../words.ts';
import { homeButton } from './home.ts';
import { button, lines, paragraphs, type Button, type Screen } from './screen.ts';

/** The fields of a delivery that its screen shows. */
export type ShownDelivery = Pick<
  Delivery,
  'id' | 'status' | 'stars' | 'recipient' | 'reviewSince' | 'error' | 'proof' | 'createdAt'
>;

export function deliveryButton(deliveryId: string, w: Words): Button {
  return button(w.t.delivery.open, { do: 'delivery_{uuid}', uuid: deliveryId });
}

/** Shows a delivery: what happens to the stars now, and what comes next. */
export function deliveryScreen(delivery: ShownDelivery, w: Words): Screen {
  const t = w.t.delivery;
  const { status, recipient, error, proof } = delivery;
  const isHeld = status === 'reserved' && delivery.reviewSince !== null;
  return {
    text: paragraphs(
      t.title,
      lines(
        recipient === null ? t.toErased : t.to(recipient),
        t.stars(w.stars(delivery.stars)),
        t.asked(w.date(delivery.createdAt)),
      ),
      isHeld ? t.review : t.states[status],
      status === 'failed' && error !== null && t.reasons[error],
      lines(status === 'confirmed' && proof !== null && t.proof(escapeHtml(proof)), t.id(delivery.id)),
    ),
    buttons: [
      [button(w.t.common.support, { do: 'help' }), button(w.t.common.balance, { do: 'balance' })],
      [homeButton(w)],
    ],
  };
}
