import type { Notification, NotificationKind, NotificationOf } from '../../notifications/index.ts';
import type { User } from '../../users/index.ts';
import type { App } from '../../app.ts';
import { wordsFor } from '../words.ts';
import type { Message, Renderer } from './message.ts';
import { renderDelivery } from './deliveries.ts';
import { renderAsks, renderOrder } from './orders.ts';
import { renderRefund } from './refunds.ts';
import { renderClosed, renderMerged, renderReopened, renderReply, renderResolved } from './tickets.ts';

export type { Message } from './message.ts';

/** The renderer of each kind. A kind without an entry does not compile. */
const RENDERERS: { readonly [K in NotificationKind]: Renderer<K> } = {
  order_paid: renderOrder,
  topup_paid: renderOrder,
  order_underpaid: renderOrder,
  order_overpaid: renderOrder,
  order_expired: renderOrder,
  order_failed: renderOrder,
  order_ending: renderOrder,
  purchase_asks: renderAsks,
  payment_seen: renderOrder,
  payment_locked: renderOrder,
  payment_review: renderOrder,
  ticket_reply: renderReply,
  ticket_resolved: renderResolved,
  ticket_closed: renderClosed,
  ticket_reopened: renderReopened,
  ticket_merged: renderMerged,
  refund_step: renderRefund,
  delivery_step: renderDelivery,
};

/** Draws a message in the user's language and by the present state. Undefined: its news are no longer true. */
export function render(app: App, notification: Notification, user: User): Promise<Message | undefined> {
  return renderAs(app, notification, user);
}

/** Handles one kind at a time, so that the compiler sees that renderer and data belong together. */
function renderAs<K extends NotificationKind>(
  app: App,
  notification: NotificationOf<K>,
  user: User,
): Promise<Message | undefined> {
  return RENDERERS[notification.kind](app, notification, { user, w: wordsFor(app.config, user.language) });
}
