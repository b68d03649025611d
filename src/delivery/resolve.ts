import { decideFlagsOf, type Decision } from '../fraud/index.ts';
import { AppError } from '../lib/index.ts';
import type { Tx } from '../platform/index.ts';
import { requireAnother } from '../proposals/index.ts';
import { requireRight } from '../staff/index.ts';
import { applyPlan } from './apply.ts';
import { lookUpDelivery } from './lookUp.ts';
import { requireReason, type ByHand } from './manual.ts';
import { lockDelivery, noteOnDelivery } from './move.ts';
import { giveStarsBack, letOut } from './review.ts';
import { requireStaffStep, STAFF_STEPS } from './staffSteps.ts';
import { queueDelivery } from './tell.ts';
import type { Changes, Delivery, DeliveryContext } from './types.ts';

/** The decision of a person, with the evidence. */
export type Resolution = ByHand & { readonly remark: string };

/**
 * Ends an uncertain delivery. A person has evidence that the stars arrived, or that they did not and go back to the user.
 * Errors: FORBIDDEN, SECOND_PERSON, DELIVERY_UNKNOWN, DELIVERY_STATE, TEXT_INVALID.
 */
export function resolveDelivery(
  context: DeliveryContext,
  input: Resolution & { readonly as: 'confirmed' | 'failed'; readonly proof?: string },
): Promise<Delivery> {
  requireReason(input.remark);
  return decided(context, input, async (tx, delivery) => {
    requireStaffStep(delivery, 'resolve');
    const plan = {
      to: input.as,
      remark: input.remark,
      changes: {
        ...(input.as === 'confirmed' && (await asSecond(tx, delivery, input.staffId))),
        ...(input.as === 'failed' && { error: 'RESOLVED_BY_STAFF' }),
        ...(input.proof !== undefined && input.proof !== '' && { proof: input.proof }),
      },
    };
    return applyPlan(context, tx, delivery, { ...plan, by: `staff:${input.staffId}` });
  });
}

/** A large delivery by hand needs two people here too. Errors: SECOND_PERSON. */
async function asSecond(
  tx: Tx,
  { supplier, needsSecond, sentBy, claimedBy }: Delivery,
  staffId: bigint,
): Promise<Changes> {
  const first = sentBy ?? claimedBy;
  if (supplier !== 'manual' || !needsSecond || first === null) return {};
  await requireAnother(tx, staffId, first);
  return { sentBy: first, confirmedBy: staffId };
}

/**
 * Marks a delivery by hand as uncertain, because nobody knows whether it was sent: its sender is gone, or the proof is
 * wrong. Then it is resolved with evidence. Errors: FORBIDDEN, DELIVERY_UNKNOWN, DELIVERY_STATE, TEXT_INVALID.
 */
export function doubtDelivery(context: DeliveryContext, input: Resolution): Promise<Delivery> {
  requireReason(input.remark);
  return decided(context, input, async (tx, delivery) => {
    requireStaffStep(delivery, 'doubt');
    const plan = { to: 'uncertain', changes: { error: 'SENT_IN_DOUBT' }, remark: input.remark } as const;
    return applyPlan(context, tx, delivery, { ...plan, by: `staff:${input.staffId}` });
  });
}

/**
 * Names the supplier's order, if the answer to it was lost. From then on the supplier's status of that order decides.
 * Errors: FORBIDDEN, DELIVERY_UNKNOWN, DELIVERY_STATE, KEY_REUSED (another delivery has this order).
 */
export async function adoptOrder(
  context: DeliveryContext,
  input: Resolution & { readonly ref: string },
): Promise<Delivery> {
  requireReason(input.remark);
  const adopted = await decided(context, input, async (tx, delivery) => {
    requireStaffStep(delivery, 'adopt');
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
 * Releases a delivery that waits for review, so that it is sent. The flags that held it are dismissed with it.
 * Errors: FORBIDDEN, DELIVERY_UNKNOWN, DELIVERY_STATE.
 */
export function releaseDelivery(context: DeliveryContext, input: Resolution): Promise<Delivery> {
  requireReason(input.remark);
  const release = async (tx: Tx, delivery: Delivery): Promise<Delivery> => {
    requireStaffStep(delivery, 'release');
    return letOut(context, tx, delivery);
  };
  return decided(context, input, release, 'dismissed');
}

/**
 * Gives the stars of a delivery back before anything was sent. The flags that held it are confirmed with it.
 * Errors: FORBIDDEN, DELIVERY_UNKNOWN, DELIVERY_STATE (it was sent, or may have been sent).
 */
export function refuseDelivery(context: DeliveryContext, input: Resolution): Promise<Delivery> {
  requireReason(input.remark);
  const refuse = async (tx: Tx, delivery: Delivery): Promise<Delivery> => {
    requireStaffStep(delivery, 'refuse');
    return giveStarsBack(context, tx, delivery, input);
  };
  return decided(context, input, refuse, 'confirmed');
}

/**
 * Does the next step of a delivery now: sends it if it waits for the supplier, or asks the supplier for the state of
 * its order.
 * Errors: FORBIDDEN, DELIVERY_UNKNOWN, DELIVERY_STATE, DELIVERY_OFF (no supplier sends here).
 */
export function retryDelivery(context: DeliveryContext, input: ByHand): Promise<Delivery> {
  return decided(context, input, async (tx, delivery) => {
    if (STAFF_STEPS.sendNow(delivery)) {
      if (context.config.DELIVERY !== 'supplier') throw new AppError('DELIVERY_OFF');
      await queueDelivery(tx, 'delivery.send', delivery);
      return delivery;
    }
    requireStaffStep(delivery, 'lookUp');
    await queueDelivery(tx, 'delivery.look-up', delivery);
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
    // Lock the flags before the delivery, as a decision on a flag does.
    if (decision) await decideFlagsOf(tx, { deliveryId, decision, staffId, note });
    return work(tx, await lockDelivery(tx, deliveryId));
  });
}
