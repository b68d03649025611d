import { decideFlagsOf, type Decision } from '../fraud/index.ts';
import { AppError } from '../lib/index.ts';
import type { Tx } from '../platform/index.ts';
import { requireRight } from '../staff/index.ts';
import { applyPlan } from './apply.ts';
import { lookUpDelivery } from './lookUp.ts';
import { requireReason, type ByHand } from './manual.ts';
import { lockDelivery, noteOnDelivery, queueDelivery } from './move.ts';
import { giveStarsBack, letOut } from './review.ts';
import type { Delivery, DeliveryContext } from './types.ts';

/** What a person decided, with the evidence for it. */
export type Resolution = ByHand & { readonly remark: string };

/**
 * Ends an uncertain delivery by a person with evidence: the stars arrived, or they surely did not and go back to the user.
 * Errors: FORBIDDEN, DELIVERY_UNKNOWN, DELIVERY_STATE, TEXT_INVALID.
 */
export function resolveDelivery(
  context: DeliveryContext,
  input: Resolution & { readonly as: 'confirmed' | 'failed'; readonly proof?: string },
): Promise<Delivery> {
  requireReason(input.remark);
  return decided(context, input, async (tx, delivery) => {
    if (delivery.status !== 'uncertain') throw new AppError('DELIVERY_STATE', { status: delivery.status });
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
 * Names the supplier's order whose answer was lost; from then on the supplier's word about it decides.
 * Errors: FORBIDDEN, DELIVERY_UNKNOWN, DELIVERY_STATE, KEY_REUSED (another delivery has this order).
 */
export async function adoptOrder(
  context: DeliveryContext,
  input: Resolution & { readonly ref: string },
): Promise<Delivery> {
  requireReason(input.remark);
  const adopted = await decided(context, input, async (tx, delivery) => {
    if (delivery.status !== 'uncertain' || delivery.supplierRef !== null)
      throw new AppError('DELIVERY_STATE', { status: delivery.status });
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

/**
 * Frees a delivery that a rule held, so that it goes out; the flags that held it are dismissed with it.
 * Errors: FORBIDDEN, DELIVERY_UNKNOWN, DELIVERY_STATE.
 */
export function releaseDelivery(context: DeliveryContext, input: Resolution): Promise<Delivery> {
  requireReason(input.remark);
  const release = async (tx: Tx, delivery: Delivery): Promise<Delivery> => {
    if (delivery.status !== 'reserved' || delivery.reviewSince === null)
      throw new AppError('DELIVERY_STATE', { status: delivery.status });
    return letOut(context, tx, delivery);
  };
  return decided(context, input, release, 'dismissed');
}

/**
 * Gives the stars of a delivery back before anything was sent; flags that held it are confirmed with it. Errors: FORBIDDEN, DELIVERY_UNKNOWN, DELIVERY_STATE (it was
 * sent, or may have been).
 */
export function refuseDelivery(context: DeliveryContext, input: Resolution): Promise<Delivery> {
  requireReason(input.remark);
  const refuse = async (tx: Tx, delivery: Delivery): Promise<Delivery> => {
    const isFree = delivery.attempt === 0 || delivery.supplierStatus !== null;
    if (delivery.status !== 'reserved' || !isFree)
      throw new AppError('DELIVERY_STATE', { status: delivery.status });
    return giveStarsBack(context, tx, delivery, input);
  };
  return decided(context, input, refuse, 'confirmed');
}

/** Tries a waiting delivery now, and not at its next turn. Errors: FORBIDDEN, DELIVERY_UNKNOWN, DELIVERY_STATE. */
export function retryDelivery(context: DeliveryContext, input: ByHand): Promise<Delivery> {
  return decided(context, input, async (tx, delivery) => {
    if (delivery.status === 'reserved' && delivery.reviewSince === null)
      await queueDelivery(tx, 'delivery.send', delivery);
    else if (delivery.supplierRef !== null) await queueDelivery(tx, 'delivery.look-up', delivery);
    else throw new AppError('DELIVERY_STATE', { status: delivery.status });
    return delivery;
  });
}

function decided(
  context: DeliveryContext,
  { deliveryId, staffId, remark: note = '' }: ByHand & { readonly remark?: string },
  work: (tx: Tx, delivery: Delivery) => Promise<Delivery>,
  decision?: Decision,
): Promise<Delivery> {
  return context.db.tx(async (tx) => {
    await requireRight(tx, staffId, 'resolve', 'deliveries');
    // Flags before the delivery, as a decision on a flag locks them.
    if (decision) await decideFlagsOf(tx, { deliveryId, decision, staffId, note });
    return work(tx, await lockDelivery(tx, deliveryId));
  });
}
