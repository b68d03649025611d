import { AppError } from '../lib/index.ts';
import type { Supplier } from '../suppliers/index.ts';
import { applyPlan } from './apply.ts';
import { batchesOf } from './batches.ts';
import { isUnanswered, type Begun } from './begin.ts';
import { cancelOrder } from './cancel.ts';
import { keptOf } from './finish.ts';
import { lockDelivery } from './move.ts';
import { planCreated } from './plan.ts';
import { findDelivery } from './read.ts';
import { keepAnswers } from './tell.ts';
import type { Delivery, DeliveryContext } from './types.ts';

/**
 * Orders the stars at the supplier, as a job. It writes the call down, then makes it, then writes the answer. It may run
 * any number of times and may be killed at any point: an idempotent supplier gets the same bytes again, and an unsafe
 * supplier is never called twice. Deliveries of the same moment are written together.
 * Errors: DELIVERY_UNKNOWN; SUPPLIER_UNAVAILABLE with `retryAfter` if nothing was ordered and the job must run again.
 */
export async function sendDelivery(context: DeliveryContext, deliveryId: string): Promise<void> {
  const supplier = supplierNow(context);
  if (!supplier) return;
  const pin = await pinRecipient(context, deliveryId, supplier);
  if (pin.is === 'stopped') return;
  const { publicUrl, DELIVERY_SUPPLIER } = context.config;
  const callbackUrl = `${publicUrl}/webhooks/${DELIVERY_SUPPLIER}`;
  const beginning = await batchesOf(context).begin({ deliveryId, supplier, callbackUrl, token: pin.token });
  if (beginning.is === 'wait') throw beginning.error;
  if (beginning.is === 'go') await order(context, beginning.begun, supplier);
}

/** Returns the supplier that this shop uses now. Undefined: people send by hand, or delivery is off. */
export function supplierNow({ config, suppliers }: DeliveryContext): Supplier | undefined {
  return config.DELIVERY === 'supplier' ? suppliers[config.DELIVERY_SUPPLIER] : undefined;
}

/** Makes the call that is written down, and writes its answer. */
async function order(context: DeliveryContext, begun: Begun, supplier: Supplier): Promise<void> {
  const answer = await supplier.create({ key: begun.supplierKey, body: begun.body });
  const answered = { begun, supplier, answer };
  const plan = await batchesOf(context)
    .finish(answered)
    .catch(async (error: unknown) => {
      // The answer is evidence, also if nothing can be done with it.
      await keepAnswers(context.db, [keptOf(answered)]).catch(() => undefined);
      throw error;
    });
  const ref = plan?.ref;
  if (plan?.next === 'cancel' && ref != null)
    await cancelOrder(context, { deliveryId: begun.id, ref }, supplier);
  if (plan?.next === 'retry')
    throw new AppError('SUPPLIER_UNAVAILABLE', { retryAfter: Math.ceil((plan.afterMs ?? 0) / 1000) });
}

type Pin = { readonly is: 'pinned'; readonly token?: string } | { readonly is: 'stopped' };

/** Gets a fresh token for suppliers that order by a token. If the recipient cannot receive, the delivery ends here. */
async function pinRecipient(context: DeliveryContext, deliveryId: string, supplier: Supplier): Promise<Pin> {
  if (supplier.can.check !== 'strict') return { is: 'pinned' };
  const known = await findDelivery(context, deliveryId);
  if (!known) throw new AppError('DELIVERY_UNKNOWN');
  if (!isWaiting(known)) return { is: 'stopped' };
  if (known.recipient === null || isUnanswered(known)) return { is: 'pinned' };
  const check = await supplier.checkRecipient(known.recipient, known.stars);
  if (check.is === 'ok' && check.token !== undefined) return { is: 'pinned', token: check.token };
  if (check.is === 'unknown' || check.is === 'ok')
    throw new AppError('SUPPLIER_UNAVAILABLE', { retryAfter: 30 });
  const refused = { is: 'refused', why: 'recipient', text: check.text ?? check.is } as const;
  await context.db.tx(async (tx) => {
    const delivery = await lockDelivery(tx, known.id);
    if (delivery.status !== 'reserved' || isUnanswered(delivery)) return;
    const plan = planCreated(delivery, supplier.can, refused, context.clock.now());
    await applyPlan(context, tx, delivery, { ...plan, by: 'system' });
  });
  return { is: 'stopped' };
}

function isWaiting({ status, reviewSince }: Delivery): boolean {
  return status === 'reserved' && reviewSince === null;
}
