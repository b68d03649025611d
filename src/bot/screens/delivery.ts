import { isOver, type Delivery, type DeliveryStep } from '../../delivery/index.ts';
import { escapeHtml } from '../../lib/index.ts';
import type { Order } from '../../shop/index.ts';
import type { Words } from '../words.ts';
import { homeButton } from './home.ts';
import { button, lines, paragraphs, rows, type Button, type Screen } from './screen.ts';

/** The fields of a delivery that its screens show. */
export type ShownDelivery = Pick<
  Delivery,
  | 'id'
  | 'status'
  | 'stars'
  | 'recipient'
  | 'recipientName'
  | 'note'
  | 'isSelf'
  | 'reviewSince'
  | 'error'
  | 'proof'
  | 'holdJournalId'
  | 'createdAt'
>;

export interface DeliveryState {
  readonly delivery: ShownDelivery;
  readonly steps: readonly DeliveryStep[];
  /** Telegram did not show the note, so the buyer can forward it. */
  readonly canForward: boolean;
  /** The purchase that the delivery waits for or belongs to. */
  readonly order?: Pick<Order, 'id' | 'status'> | undefined;
  readonly now: Date;
}

export function deliveryButton(deliveryId: string, w: Words): Button {
  return button(w.t.delivery.open, { do: 'delivery_{uuid}', uuid: deliveryId });
}

export function sentButton(w: Words): Button {
  return button(w.t.common.sent, { do: 'deliveries' });
}

/** Shows a delivery: where the stars are now, and what comes next. */
export function deliveryScreen(state: DeliveryState, w: Words): Screen {
  const t = w.t.delivery;
  const { delivery, order, now } = state;
  const { status, error, proof, recipientName, note, holdJournalId } = delivery;
  const hasCard = status === 'confirmed' && note !== null && state.canForward;
  return {
    text: paragraphs(
      t.title,
      lines(
        toLine(delivery, w),
        recipientName !== null && delivery.recipient !== null && w.t.sending.confirm.called(recipientName),
        t.stars(w.stars(delivery.stars)),
        note !== null && w.t.sending.note.line(note),
      ),
      lines(...stepsShown(state.steps).map((step) => t.step(t.steps[step.status], w.moment(step.at, now)))),
      standing(state, w),
      hasCard && w.t.sending.note.canForward,
      status === 'failed' && error !== null && t.reasons[error],
      lines(
        !isOver(status) && t.asOf(w.time(now)),
        status === 'confirmed' && proof !== null && t.proof(escapeHtml(proof)),
        t.id(delivery.id),
      ),
    ),
    buttons: [
      ...(hasCard ? [[button(w.t.sending.note.open, { do: 'card_{uuid}', uuid: delivery.id })]] : []),
      ...(isOver(status) ? [] : [[button(t.refresh, { do: 'delivery_{uuid}', uuid: delivery.id })]]),
      ...(status === 'requested' && order !== undefined && isPayable(order)
        ? [[button(w.t.history.detail.open, { do: 'refresh_status_{uuid}', uuid: order.id })]]
        : []),
      [sentButton(w), button(w.t.common.balance, { do: 'balance' })],
      [
        button(
          w.t.common.support,
          holdJournalId === null ? { do: 'help' } : { do: 'ticket_about_{uuid}', uuid: holdJournalId },
        ),
        homeButton(w),
      ],
    ],
  };
}

function toLine({ recipient, isSelf }: ShownDelivery, w: Words): string {
  const t = w.t.delivery;
  if (recipient === null) return t.toErased;
  return isSelf ? t.toSelf(recipient) : t.to(recipient);
}

/** Says where the stars are now. Stars that never left the balance are not said to have come back. */
function standing({ delivery, order }: DeliveryState, w: Words): string {
  const t = w.t.delivery;
  const { status, holdJournalId, reviewSince } = delivery;
  if (status === 'requested' && order?.status === 'paid') return t.orderPaid;
  if (status === 'requested' && order !== undefined && !isPayable(order)) return t.orderOver;
  if (status === 'failed' && holdJournalId === null) return t.notBegun;
  return status === 'reserved' && reviewSince !== null ? t.review : t.states[status];
}

/** A payment can still complete the order. */
function isPayable({ status }: Pick<Order, 'status'>): boolean {
  return status !== 'paid' && status !== 'cancelled' && status !== 'refunded';
}

/** If a try was given back and begun again, shows only the last one. */
function stepsShown(steps: readonly DeliveryStep[]): DeliveryStep[] {
  const aside = steps.findIndex(({ status }) => status === 'reserved');
  const last = steps.findLastIndex(({ status }) => status === 'reserved');
  return steps.filter((_, i) => i <= aside || i > last);
}

/** The newest deliveries of a person, each as a button. */
export function deliveriesScreen(
  state: { deliveries: readonly ShownDelivery[]; canSend: boolean },
  w: Words,
): Screen {
  const { list, marks } = w.t.delivery;
  const items = state.deliveries.map(({ id, status, stars, recipient, createdAt }) =>
    button(
      `${marks[status]} ${stars} ⭐ · ${recipient === null ? list.erased : `@${recipient}`} · ${w.day(createdAt)}`,
      { do: 'delivery_{uuid}', uuid: id },
    ),
  );
  return {
    text: paragraphs(list.title, items.length === 0 ? list.none : list.text),
    buttons: [
      ...rows(items, 1),
      ...(state.canSend ? [[button(w.t.common.send, { do: 'send_stars' })]] : []),
      [button(w.t.common.toBalance, { do: 'back_to_balance' }), homeButton(w)],
    ],
  };
}

/** The account that the stars of a purchase go to. */
export interface GoesTo {
  readonly name: string;
  readonly isSelf: boolean;
  readonly note?: string | null;
  /** Absent until the payment begins the delivery. */
  readonly deliveryId?: string;
  readonly hasArrived?: boolean;
}

export function goesToLine({ name, isSelf, hasArrived, note }: GoesTo, w: Words): string {
  const { delivery, sending } = w.t;
  const to = isSelf ? delivery.goesToSelf(name) : delivery.goesTo(name);
  return lines(hasArrived === true ? delivery.hasArrived(name) : to, note != null && sending.note.line(note));
}
