import { AppError } from '../lib/index.ts';
import type { Tx } from '../platform/index.ts';
import { requireRight } from '../staff/index.ts';
import { applyPlan } from './apply.ts';
import { lookUpDelivery } from './lookUp.ts';
import { requireReason, type ByHand } from './manual.ts';
import { lockDelivery, noteOnDelivery, queueDelivery } from './move.ts';
import type { Delivery, DeliveryContext } from './types.ts';

/** The decision of a person, with the evidence. */
export type Resolution = ByHand & { readonly remark: string };

/**
 * Ends an uncertain delivery. A person has evidence that the stars arrived, or that they did not and go back to the user.
 * Errors: FORBIDDEN, DELIVERY_UNKNOWN, STARS_DELIVERY_STATE, TEXT_INVALID.
 */
export function resolveDelivery(
  context: DeliveryContext,
  input: Resolution & { readonly as: 'confirmed' | 'failed'; readonly proof?: string },
): Promise<Delivery> {
  requireReason(input.remark);
  return decided(context, input, async (tx, delivery) => {
    if (delivery.status !== 'uncertain')
      throw new AppError('STARS_DELIVERY_STATE', { status: delivery.status });
    const plan = {
      to: input.as,
      remark: input.remark,
      changes: {
        ...(input.as === 'failed' && { error: 'RESOLVED_BY_STAFF' }),
        ...(input.proof !== undefined && input.proof !== '' && { proof: input.proof }),
      },
    };
    return applyPlan(context, tx, delivery, { ...plan, by: `staff:${input.staffId}` });
  });
}

/**
 * Names the supplier's order, if the answer to it was lost. From then on the supplier's status of that order decides.
 * Errors: FORBIDDEN, DELIVERY_UNKNOWN, STARS_DELIVERY_STATE, KEY_REUSED (another delivery has this order).
 */
export async function adoptOrder(
  context: DeliveryContext,
  input: Resolution & { readonly ref: string },
): Promise<Delivery> {
  requireReason(input.remark);
  const adopted = await decided(context, input, async (tx, delivery) => {
    if (delivery.status !== 'uncertain' || delivery.supplierRef !== null)
      throw new AppError('STARS_DELIVERY_STATE', { status: delivery.status });
    const { rows } = await tx.query('SELECT 1 FROM deliveries WHERE supplier = $1 AND supplier_ref = $2', [
      delivery.supplier,
      input.ref,
    ]);
    if (rows.length > 0) throw new AppError('KEY_REUSED');
    return noteOnDelivery(tx, delivery, { supplierRef: input.ref });
  });
  await lookUpDelivery(context, adopted.id);
  return adopted;
}

/** Releases a delivery that waits for review, so that it is sent. Errors: FORBIDDEN, DELIVERY_UNKNOWN, STARS_DELIVERY_STATE. */
export function releaseDelivery(context: DeliveryContext, input: Resolution): Promise<Delivery> {
  requireReason(input.remark);
  return decided(context, input, async (tx, delivery) => {
    if (delivery.status !== 'reserved' || delivery.reviewSince === null)
      throw new AppError('STARS_DELIVERY_STATE', { status: delivery.status });
    const after = await noteOnDelivery(tx, delivery, { reviewSince: null });
    if (context.config.DELIVERY === 'supplier') await queueDelivery(tx, 'delivery.send', after);
    return after;
  });
}

/**
 * Gives the stars of a delivery back before anything was sent.
 * Errors: FORBIDDEN, DELIVERY_UNKNOWN, STARS_DELIVERY_STATE (it was sent, or may have been sent).
 */
export function refuseDelivery(context: DeliveryContext, input: Resolution): Promise<Delivery> {
  requireReason(input.remark);
  return decided(context, input, async (tx, delivery) => {
    const isFree = delivery.attempt === 0 || delivery.supplierStatus !== null;
    if (delivery.status !== 'reserved' || !isFree)
      throw new AppError('STARS_DELIVERY_STATE', { status: delivery.status });
    const plan = { to: 'failed', changes: { error: 'REFUSED_BY_STAFF' }, remark: input.remark } as const;
    return applyPlan(context, tx, delivery, { ...plan, by: `staff:${input.staffId}` });
  });
}

/** Tries a waiting delivery now instead of later. Errors: FORBIDDEN, DELIVERY_UNKNOWN, STARS_DELIVERY_STATE. */
export function retryDelivery(context: DeliveryContext, input: ByHand): Promise<Delivery> {
  return decided(context, input, async (tx, delivery) => {
    if (delivery.status === 'reserved' && delivery.reviewSince === null)
      await queueDelivery(tx, 'delivery.send', delivery);
    else if (delivery.supplierRef !== null) await queueDelivery(tx, 'delivery.look-up', delivery);
    else throw new AppError('STARS_DELIVERY_STATE', { status: delivery.status });
    return delivery;
  });
}

function decided(
  context: DeliveryContext,
  { deliveryId, staffId }: ByHand,
  work: (tx: Tx, delivery: Delivery) => Promise<Delivery>,
): Promise<Delivery> {
  return context.db.tx(async (tx) => {
    await requireRight(tx, staffId, 'resolve', 'deliveries');
    return work(tx, await lockDelivery(tx, deliveryId));
  });
}
