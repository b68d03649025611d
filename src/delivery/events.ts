import { createHash } from 'node:crypto';
import { AppError } from '../lib/index.ts';
import { CAPABILITIES, type SupplierName } from '../suppliers/index.ts';
import { batchesOf } from './batches.ts';
import { learn, lookUpDelivery } from './lookUp.ts';
import type { DeliveryContext } from './types.ts';

/** A report is well below one kilobyte. */
export const MAX_SUPPLIER_EVENT_BYTES = 64 * 1024;

export interface IncomingEvent {
  readonly supplier: SupplierName;
  readonly rawBody: Buffer;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly correlationId?: string | undefined;
}

/**
 * Checks one signed report and stores it with its job in one transaction; after that it is answered. The same report
 * again changes nothing. A report about an unknown order is stored too, because the answer to that order may be lost.
 * Errors: BODY_TOO_LARGE, SIGNATURE_INVALID (also if this supplier is not in use), INPUT_INVALID.
 */
export async function receiveSupplierEvent(
  context: DeliveryContext,
  { supplier: name, rawBody, headers, correlationId }: IncomingEvent,
): Promise<{ stored: boolean }> {
  const supplier = context.suppliers[name];
  if (!supplier) throw new AppError('SIGNATURE_INVALID');
  if (rawBody.byteLength > MAX_SUPPLIER_EVENT_BYTES) throw new AppError('BODY_TOO_LARGE');
  const event = supplier.readEvent(rawBody, headers);
  if (event.is === 'rejected') {
    context.log.warn({ supplier: name, why: event.why, correlationId }, 'a report of a supplier was refused');
    throw new AppError(event.why === 'signature' ? 'SIGNATURE_INVALID' : 'INPUT_INVALID');
  }
  return batchesOf(context).storeEvent({
    supplier: name,
    event,
    hash: createHash('sha256').update(rawBody).digest('hex'),
    body: rawBody.toString('utf8'),
    correlationId,
  });
}

/**
 * Handles one stored report, as a job. A report makes us ask the supplier. If the supplier no longer knows its own order,
 * or has no look-up, the signed report counts. A report may come before the answer to our order. Then we do not know the
 * order's id yet. That answer then leads to no payment, and the look-up after it finds the same state.
 */
export async function applySupplierEvent(context: DeliveryContext, eventId: string): Promise<void> {
  const batches = batchesOf(context);
  const event = await batches.findEvent(eventId);
  if (!event) throw new AppError('INTERNAL', {}, { message: 'a stored report is gone' });
  const { supplier, ref, state, status, body, deliveryId } = event;
  if (deliveryId !== null) {
    const answer = await lookUpDelivery(context, deliveryId);
    if (answer === 'absent' || (answer === 'later' && CAPABILITIES[supplier].trustsReport)) {
      const outcome = { is: 'found', view: { ref, state, status, raw: body } } as const;
      await learn(context, { deliveryId, supplier, ref, call: 'event', outcome });
    }
  }
  await batches.markApplied(eventId);
}
