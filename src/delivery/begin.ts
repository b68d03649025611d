import { AppError } from '../lib/index.ts';
import { together, type Context, type Tx, type Which } from '../platform/index.ts';
import type { Supplier } from '../suppliers/index.ts';
import { applyPlans, type Decided } from './apply.ts';
import { lockDeliveries, noteOf, writeDeliveries, type Write } from './move.ts';
import { planCreated } from './plan.ts';
import type { Delivery } from './types.ts';

/** A call that is to be made. */
export interface Call {
  readonly deliveryId: string;
  readonly supplier: Supplier;
  /** Address for the reports of the supplier. */
  readonly callbackUrl: string;
  readonly token?: string | undefined;
}

/** A delivery whose call is written down. */
export type Begun = Delivery & { readonly supplierKey: string; readonly body: string };

/** `go`: make the call. `stop`: it must not be made. `wait`: not now; the error says why. */
export type Beginning =
  | { readonly is: 'go'; readonly begun: Begun }
  | { readonly is: 'stop' }
  | { readonly is: 'wait'; readonly error: AppError };

/** Writes calls down before they are made, all in one transaction. Errors: DELIVERY_UNKNOWN. */
export function beginAll(
  context: Context,
  batch: readonly Call[],
): Promise<(Beginning | Promise<Beginning>)[]> {
  return together(context.db, batch, {
    keyOf: ({ deliveryId }) => deliveryId,
    work: (tx, items, which) => beginIn(context, tx, { items, which }),
    unknown: () => new AppError('DELIVERY_UNKNOWN'),
  });
}

async function beginIn(
  context: Context,
  tx: Tx,
  { items, which }: { items: readonly Call[]; which: Which },
): Promise<Map<Call, Beginning>> {
  const now = context.clock.now();
  const ids = items.map(({ deliveryId }) => deliveryId);
  const locked = await lockDeliveries(tx, ids, which);
  const starts = items.flatMap((call) => {
    const delivery = locked.get(call.deliveryId);
    return delivery ? [{ call, start: startOf(delivery, call, now) }] : [];
  });
  const written = starts.flatMap(({ call, start }) => (start.is === 'write' ? [{ call, start }] : []));
  const after = await writeDeliveries(
    tx,
    written.map(({ start }) => start.write),
  );
  await applyPlans(
    context,
    tx,
    starts.flatMap(({ start }) => (start.is === 'lost' ? [start.decided] : [])),
  );
  const begun = new Map(written.map(({ call }, i) => [call, after[i]]));
  return new Map(
    starts.map(({ call, start }): [Call, Beginning] => {
      if (start.is === 'wait') return [call, start];
      const delivery = begun.get(call);
      return [call, delivery ? { is: 'go', begun: asBegun(delivery) } : { is: 'stop' }];
    }),
  );
}

type Start =
  | { readonly is: 'write'; readonly write: Write }
  | { readonly is: 'lost'; readonly decided: Decided }
  | { readonly is: 'stop' }
  | { readonly is: 'wait'; readonly error: AppError };

/** No call takes this long. If there is no answer by then, it was lost. */
const ANSWER_MS = 120_000;

/** Says how a call begins, if it may begin. Pure. */
function startOf(delivery: Delivery, { supplier, callbackUrl, token }: Call, now: Date): Start {
  const { recipient, stars, note } = delivery;
  if (delivery.status !== 'reserved' || delivery.reviewSince !== null || recipient === null)
    return { is: 'stop' };
  if (isUnanswered(delivery)) {
    // Make the same call again, to the supplier that it was written for.
    if (delivery.supplier !== supplier.name) return { is: 'wait', error: new AppError('SUPPLIER_CHANGED') };
    if (supplier.can.create !== 'unsafe') return { is: 'write', write: noteOf(delivery, { askedAt: now }) };
    // Another worker may be waiting for the answer at this moment.
    const quietMs = now.getTime() - (delivery.askedAt?.getTime() ?? 0);
    if (quietMs < ANSWER_MS)
      return {
        is: 'wait',
        error: new AppError('SUPPLIER_UNAVAILABLE', { retryAfter: ANSWER_MS / 1000 }),
      };
    const outcome = { is: 'unknown', evidence: 'the answer to the order was lost' } as const;
    const plan = planCreated(delivery, supplier.can, outcome, now);
    return { is: 'lost', decided: { ...plan, delivery, by: 'system' } };
  }
  const attempt = delivery.attempt + 1;
  const key = attempt === 1 ? delivery.id : `${delivery.id}:${attempt}`;
  const changes = {
    attempt,
    supplier: supplier.name,
    supplierKey: key,
    body: supplier.bodyOf({
      key,
      recipient,
      stars,
      callbackUrl,
      ...(token !== undefined && { token }),
      ...(supplier.can.carriesNote && note !== null && { note }),
    }),
    askedAt: now,
    supplierRef: null,
    supplierStatus: null,
    recipientToken: token ?? null,
    cost: null,
    costAsset: 'TON',
  };
  return { is: 'write', write: noteOf(delivery, changes) };
}

/** True if a call was written down but its answer was not, because of a crash or a lost answer. */
export function isUnanswered({ attempt, askedAt, supplierRef, supplierStatus }: Delivery): boolean {
  return attempt > 0 && askedAt !== null && supplierRef === null && supplierStatus === null;
}

function asBegun(delivery: Delivery): Begun {
  const { supplierKey, body } = delivery;
  if (supplierKey === null || body === null)
    throw new AppError('INTERNAL', {}, { message: 'a delivery was begun without its call' });
  return { ...delivery, supplierKey, body };
}
