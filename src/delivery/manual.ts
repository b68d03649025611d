import { AppError } from '../lib/index.ts';
import { requireAnother } from '../proposals/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { requireRight } from '../staff/index.ts';
import { applyPlan } from './apply.ts';
import { lockDelivery, moveDelivery, noteOnDelivery, readDelivery } from './move.ts';
import { FREE_SQL, requireStaffStep } from './staffSteps.ts';
import type { Delivery, DeliveryContext } from './types.ts';

/** One step of a person in the queue of deliveries by hand. */
export interface ByHand {
  readonly deliveryId: string;
  readonly staffId: bigint;
}

/**
 * Claims a delivery for a person who will send it. From now on nobody else can. Errors: FORBIDDEN, DELIVERY_UNKNOWN,
 * DELIVERY_STATE, DELIVERY_CLAIMED (somebody else claimed it first).
 */
export function claimDelivery(context: Context, { deliveryId, staffId }: ByHand): Promise<Delivery> {
  return context.db.tx(async (tx) => {
    await requireRight(tx, staffId, 'send', 'deliveries');
    const delivery = await lockDelivery(tx, deliveryId);
    if (delivery.status === 'submitted' && delivery.supplier === 'manual') {
      if (delivery.claimedBy === staffId) return delivery;
      throw new AppError('DELIVERY_CLAIMED');
    }
    return take(context, tx, delivery, staffId);
  });
}

async function take(context: Context, tx: Tx, delivery: Delivery, staffId: bigint): Promise<Delivery> {
  requireStaffStep(delivery, 'claim');
  const now = context.clock.now();
  const attempt = delivery.attempt + 1;
  const begun = await noteOnDelivery(tx, delivery, {
    attempt,
    supplier: 'manual',
    supplierKey: attempt === 1 ? delivery.id : `${delivery.id}:${attempt}`,
    body: null,
    supplierRef: null,
    supplierStatus: null,
    askedAt: now,
  });
  return moveDelivery(tx, begun, {
    to: 'submitted',
    by: `staff:${staffId}`,
    claimedBy: staffId,
    claimedAt: now,
    acceptedAt: now,
    needsSecond: delivery.stars > context.config.DELIVERY_MANUAL_SECOND_ABOVE,
  });
}

/**
 * Takes the oldest delivery that waits for a person. If this person has claimed one already, returns that one.
 * Undefined: nothing waits. Errors: FORBIDDEN, DELIVERY_OFF (a supplier sends, or nobody does).
 */
export function claimNext(
  context: Context,
  { staffId }: Pick<ByHand, 'staffId'>,
): Promise<Delivery | undefined> {
  return context.db.tx(async (tx) => {
    await requireRight(tx, staffId, 'send', 'deliveries');
    if (context.config.DELIVERY !== 'manual') throw new AppError('DELIVERY_OFF');
    const mine = await readDelivery(
      tx,
      `status = 'submitted' AND supplier = 'manual' AND sent_by IS NULL AND claimed_by = $1 ORDER BY claimed_at LIMIT 1`,
      staffId,
    );
    if (mine) return mine;
    // Two people who press the button at once get two deliveries.
    const next = await readDelivery(
      tx,
      `status = $1 AND review_since IS NULL AND ${FREE_SQL}
       ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
      'reserved',
    );
    return next && take(context, tx, next, staffId);
  });
}

/**
 * Puts a claimed delivery back into the queue: the person says that nothing was sent. Impossible after `markSent`.
 * Errors: FORBIDDEN, DELIVERY_UNKNOWN, DELIVERY_STATE, TEXT_INVALID.
 */
export function giveBackDelivery(context: Context, input: ByHand & { reason: string }): Promise<Delivery> {
  const { deliveryId, staffId, reason } = input;
  requireReason(reason);
  return context.db.tx(async (tx) => {
    await requireRight(tx, staffId, 'send', 'deliveries');
    const delivery = await lockMine(tx, 'giveBack', { deliveryId, staffId });
    return moveDelivery(tx, delivery, {
      to: 'reserved',
      by: `staff:${staffId}`,
      remark: reason,
      claimedBy: null,
      claimedAt: null,
      supplierStatus: 'given back',
    });
  });
}

/**
 * Marks a claimed delivery as sent, with its proof. Above the shop's limit another person must confirm it. Else it ends.
 * Errors: FORBIDDEN, DELIVERY_UNKNOWN, DELIVERY_STATE, TEXT_INVALID.
 */
export function markSent(context: DeliveryContext, input: ByHand & { proof: string }): Promise<Delivery> {
  const { deliveryId, staffId, proof } = input;
  requireReason(proof);
  return context.db.tx(async (tx) => {
    await requireRight(tx, staffId, 'send', 'deliveries');
    const delivery = await lockMine(tx, 'markSent', { deliveryId, staffId });
    const changes = { sentBy: staffId, proof };
    if (delivery.needsSecond) return noteOnDelivery(tx, delivery, changes);
    return applyPlan(context, tx, delivery, { to: 'confirmed', changes, by: `staff:${staffId}` });
  });
}

/**
 * Confirms a large delivery: a second person looked at the proof. Errors: FORBIDDEN, SECOND_PERSON, DELIVERY_UNKNOWN,
 * DELIVERY_STATE.
 */
export function confirmSent(context: DeliveryContext, { deliveryId, staffId }: ByHand): Promise<Delivery> {
  return context.db.tx(async (tx) => {
    await requireRight(tx, staffId, 'approve', 'deliveries');
    const delivery = await lockDelivery(tx, deliveryId);
    requireStaffStep(delivery, 'confirmSent');
    await requireAnother(tx, staffId, delivery.sentBy ?? staffId);
    const plan = { to: 'confirmed', changes: { confirmedBy: staffId } } as const;
    return applyPlan(context, tx, delivery, { ...plan, by: `staff:${staffId}` });
  });
}

async function lockMine(
  tx: Tx,
  step: 'giveBack' | 'markSent',
  { deliveryId, staffId }: ByHand,
): Promise<Delivery> {
  const delivery = await lockDelivery(tx, deliveryId);
  requireStaffStep(delivery, step);
  if (delivery.claimedBy !== staffId) throw new AppError('DELIVERY_CLAIMED');
  return delivery;
}

/** Requires a text of 1 to 500 characters. Errors: TEXT_INVALID. */
export function requireReason(text: string): void {
  const { length } = text.trim();
  if (length < 1 || length > 500) throw new AppError('TEXT_INVALID', { max: 500 });
}
