import { guardDelivery, isDeliveryHeld, type Decided } from '../fraud/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { applyPlan } from './apply.ts';
import { lockDelivery, noteOnDelivery } from './move.ts';
import { queueDelivery } from './tell.ts';
import type { Delivery, DeliveryContext } from './types.ts';

/**
 * Says why a person must look at a delivery before it is sent, or undefined: the rule that holds it, or
 * `user-under-review`. Sent stars cannot be taken back, so the rules are checked in the transaction that sets them aside.
 */
export async function reviewReason(
  context: Context,
  tx: Tx,
  { id: deliveryId, recipient, userId, stars, isSelf, soldFor, correlationId }: Delivery,
): Promise<string | undefined> {
  if (recipient === null) return undefined;
  const sending = { deliveryId, recipient, userId, stars, isSelf, soldFor, correlationId };
  const rule = await guardDelivery(context, tx, sending);
  if (rule !== undefined) return rule;
  // A paid order is delivered later, and its buyer may be held by then.
  return (await isDeliveryHeld(tx, sending)) ? 'user-under-review' : undefined;
}

/** Sends a locked delivery that waited for a person. */
export async function letOut(context: DeliveryContext, tx: Tx, delivery: Delivery): Promise<Delivery> {
  const after = await noteOnDelivery(tx, delivery, { reviewSince: null });
  if (context.config.DELIVERY === 'supplier') await queueDelivery(tx, 'delivery.send', after);
  return after;
}

/** Gives back the stars of a locked delivery of which nothing was sent. */
export function giveStarsBack(
  context: DeliveryContext,
  tx: Tx,
  delivery: Delivery,
  { staffId, remark }: { readonly staffId: bigint; readonly remark: string },
): Promise<Delivery> {
  const plan = { to: 'failed', changes: { error: 'REFUSED_BY_STAFF' }, remark } as const;
  return applyPlan(context, tx, delivery, { ...plan, by: `staff:${staffId}` });
}

/**
 * Carries out a decision on a flag for the delivery that it holds. Confirmed: the stars go back to the user. Dismissed:
 * the delivery goes on, unless another flag still holds it. A delivery that does not wait any more is not changed.
 */
export function settleFlagged(context: DeliveryContext): (tx: Tx, decided: Decided) => Promise<void> {
  return async (tx, { deliveryId, decision, staffId, note }) => {
    const delivery = await lockDelivery(tx, deliveryId);
    if (delivery.status !== 'reserved' || delivery.reviewSince === null) return;
    if (decision === 'confirmed') await giveStarsBack(context, tx, delivery, { staffId, remark: note });
    else if (!(await isDeliveryHeld(tx, { deliveryId, userId: delivery.userId })))
      await letOut(context, tx, delivery);
  };
}

/**
 * Lets the deliveries of a user go that no flag holds any more, as a job after the user was freed. May run any number of
 * times. While the user is held or blocked it changes nothing: then a person decides about each delivery.
 */
export async function freeDeliveries(context: DeliveryContext, userId: bigint): Promise<void> {
  const { rows } = await context.db.query<{ id: string }>(
    `SELECT id FROM deliveries WHERE user_id = $1 AND status = 'reserved' AND review_since IS NOT NULL ORDER BY id`,
    [userId],
  );
  for (const { id } of rows)
    await context.db.tx(async (tx) => {
      const delivery = await lockDelivery(tx, id);
      if (delivery.status !== 'reserved' || delivery.reviewSince === null) return;
      if (!(await isDeliveryHeld(tx, { deliveryId: id, userId }))) await letOut(context, tx, delivery);
    });
}
