import { AppError } from '../lib/index.ts';
import type { Tx } from '../platform/index.ts';
import { CAPABILITIES, type CreateOutcome, type Intent, type Supplier } from '../suppliers/index.ts';
import { applyPlan } from './apply.ts';
import { keepAnswer, lockDelivery, noteOnDelivery, readDelivery } from './move.ts';
import { planCreated, type Plan } from './plan.ts';
import type { Delivery, DeliveryContext } from './types.ts';

/**
 * Orders the stars at the supplier, as a job. It writes the call down, then makes it, then writes the answer. It may run
 * any number of times and may be killed at any point: an idempotent supplier gets the same bytes again, and an unsafe
 * supplier is never called twice.
 * Errors: DELIVERY_UNKNOWN; SUPPLIER_UNAVAILABLE with `retryAfter` if nothing was ordered and the job must run again.
 */
export async function sendDelivery(context: DeliveryContext, deliveryId: string): Promise<void> {
  const known = await readDelivery(context.db, 'id = $1', deliveryId);
  if (!known) throw new AppError('DELIVERY_UNKNOWN');
  const supplier = supplierNow(context);
  if (known.status !== 'reserved' || known.reviewSince !== null || !supplier) return;
  const pin = await pinRecipient(context, known, supplier);
  if (pin.is === 'stopped') return;
  const begun = await begin(context, known, supplier, pin.token);
  if (!begun) return;
  const outcome = await call(context, begun, supplier);
  await finish(context, begun, supplier, outcome);
}

/** Returns the supplier that this shop uses now. Undefined: people send by hand, or delivery is off. */
export function supplierNow({ config, suppliers }: DeliveryContext): Supplier | undefined {
  return config.DELIVERY === 'supplier' ? suppliers[config.DELIVERY_SUPPLIER] : undefined;
}

type Begun = Delivery & { readonly supplierKey: string; readonly body: string };

/** Writes the call down before it is made. Undefined: it must not be made. */
async function begin(
  context: DeliveryContext,
  known: Delivery,
  supplier: Supplier,
  token: string | undefined,
): Promise<Begun | undefined> {
  return context.db.tx(async (tx) => {
    const delivery = await lockDelivery(tx, known.id);
    if (delivery.status !== 'reserved' || delivery.reviewSince !== null || delivery.recipient === null)
      return undefined;
    const now = context.clock.now();
    if (isUnanswered(delivery)) {
      // Make the same call again, to the supplier that it was written for.
      if (delivery.supplier !== supplier.name) throw new AppError('SUPPLIER_CHANGED');
      if (supplier.can.create === 'unsafe') {
        // Another worker may be waiting for the answer at this moment.
        const quietMs = now.getTime() - (delivery.askedAt?.getTime() ?? 0);
        if (quietMs < ANSWER_MS) throw new AppError('SUPPLIER_UNAVAILABLE', { retryAfter: ANSWER_MS / 1000 });
        const outcome = { is: 'unknown', evidence: 'the answer to the order was lost' } as const;
        const lost = planCreated(delivery, supplier.can, outcome, now);
        await applyPlan(context, tx, delivery, { ...lost, by: 'system' });
        return undefined;
      }
      return asBegun(await noteOnDelivery(tx, delivery, { askedAt: now }));
    }
    const attempt = delivery.attempt + 1;
    const supplierKey = attempt === 1 ? delivery.id : `${delivery.id}:${attempt}`;
    const intent = intentOf(context, { ...delivery, recipient: delivery.recipient }, supplierKey, token);
    const fields = {
      attempt,
      supplier: supplier.name,
      supplierKey,
      body: supplier.bodyOf(intent),
      askedAt: now,
      supplierRef: null,
      supplierStatus: null,
      recipientToken: token ?? null,
      cost: null,
      costAsset: 'TON',
    };
    return asBegun(await noteOnDelivery(tx, delivery, fields));
  });
}

/** No call takes this long. If there is no answer by then, it was lost. */
const ANSWER_MS = 120_000;

/** True if a call was written down but its answer was not, because of a crash or a lost answer. */
function isUnanswered({ attempt, askedAt, supplierRef, supplierStatus }: Delivery): boolean {
  return attempt > 0 && askedAt !== null && supplierRef === null && supplierStatus === null;
}

function asBegun(delivery: Delivery): Begun {
  const { supplierKey, body } = delivery;
  if (supplierKey === null || body === null)
    throw new AppError('INTERNAL', {}, { message: 'a delivery was begun without its call' });
  return { ...delivery, supplierKey, body };
}

type Pin = { readonly is: 'pinned'; readonly token?: string } | { readonly is: 'stopped' };

/** Gets a fresh token for suppliers that order by a token. If the recipient cannot receive, the delivery ends here. */
async function pinRecipient(context: DeliveryContext, known: Delivery, supplier: Supplier): Promise<Pin> {
  if (supplier.can.check !== 'strict' || known.recipient === null || isUnanswered(known))
    return { is: 'pinned' };
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

function intentOf(
  { config }: DeliveryContext,
  delivery: Delivery & { recipient: string },
  key: string,
  token: string | undefined,
): Intent {
  return {
    key,
    recipient: delivery.recipient,
    stars: delivery.stars,
    ...(CAPABILITIES[config.DELIVERY_SUPPLIER].carriesNote &&
      delivery.note !== null && { note: delivery.note }),
    callbackUrl: `${config.publicUrl}/webhooks/${config.DELIVERY_SUPPLIER}`,
    ...(token !== undefined && { token }),
  };
}

async function call(context: DeliveryContext, begun: Begun, supplier: Supplier): Promise<CreateOutcome> {
  const outcome = await supplier.create({ key: begun.supplierKey, body: begun.body });
  const raw =
    outcome.is === 'accepted'
      ? outcome.view.raw
      : outcome.is === 'unknown'
        ? outcome.evidence
        : (outcome.text ?? '');
  await keepAnswer(context.db, begun.id, {
    supplier: supplier.name,
    call: 'create',
    outcome:
      outcome.is === 'refused' || outcome.is === 'later' ? `${outcome.is}: ${outcome.why}` : outcome.is,
    raw,
  });
  return outcome;
}

async function finish(
  context: DeliveryContext,
  begun: Begun,
  supplier: Supplier,
  answer: CreateOutcome,
): Promise<void> {
  const plan = await context.db.tx(async (tx) => {
    const delivery = await lockDelivery(tx, begun.id);
    if (isTakenAway(delivery, begun)) return forget(tx, delivery, begun, answer);
    const outcome = await unpaidIfOver(tx, supplier, answer);
    const planned = planCreated(delivery, CAPABILITIES[supplier.name], outcome, context.clock.now());
    const payment = outcome.is === 'accepted' ? outcome.payment : undefined;
    if (delivery.status !== 'reserved') {
      // The answer was given up as lost and came after all. Now we know the id of the order.
      if (delivery.status === 'uncertain' && delivery.supplierRef === null && outcome.is === 'accepted')
        await applyPlan(context, tx, delivery, { changes: planned.changes, next: 'look', by: 'system' });
      return undefined;
    }
    // Nothing was ordered, so an unsafe supplier may be called again, with a new attempt.
    const isFree = planned.next === 'retry' && supplier.can.create === 'unsafe';
    const changes = isFree ? { ...planned.changes, supplierStatus: 'not ordered' } : planned.changes;
    await applyPlan(context, tx, delivery, { ...planned, changes, by: 'system', payment });
    return planned;
  });
  const ref = plan?.changes.supplierRef;
  if (plan?.next === 'cancel' && ref != null)
    await cancelOrder(context, { deliveryId: begun.id, ref }, supplier);
  if (plan?.next === 'retry')
    throw new AppError('SUPPLIER_UNAVAILABLE', { retryAfter: Math.ceil((plan.afterMs ?? 0) / 1000) });
}

/** A person took the delivery, or gave the stars back, while the supplier's answer was on its way. */
function isTakenAway({ attempt, status }: Delivery, begun: Begun): boolean {
  return attempt !== begun.attempt || status === 'failed';
}

/** The order is never paid, so it sends nothing. It is taken back; after a refusal the delivery keeps its name. */
async function forget(
  tx: Tx,
  delivery: Delivery,
  begun: Begun,
  answer: CreateOutcome,
): Promise<Plan | undefined> {
  if (answer.is !== 'accepted') return undefined;
  const supplierRef = answer.view.ref;
  if (delivery.attempt === begun.attempt && delivery.supplierRef === null)
    await noteOnDelivery(tx, delivery, { supplierRef });
  return { next: 'cancel', changes: { supplierRef } };
}

/**
 * A report of the order's end can be faster than the answer to the order. That answer still asks for a payment, but the
 * order is over. So it is not paid, and the next look finds its end.
 */
async function unpaidIfOver(tx: Tx, { name }: Supplier, answer: CreateOutcome): Promise<CreateOutcome> {
  if (answer.is !== 'accepted' || answer.payment === undefined) return answer;
  const { rows } = await tx.query(
    `SELECT FROM supplier_events WHERE supplier = $1 AND ref = $2 AND state NOT IN ('pending', 'held') LIMIT 1`,
    [name, answer.view.ref],
  );
  const { view, isNew } = answer;
  return rows.length > 0 ? { is: 'accepted', view, isNew } : answer;
}

/** Cancels an order that we do not pay. A later look sees how it ended. */
export async function cancelOrder(
  context: DeliveryContext,
  { deliveryId, ref }: { readonly deliveryId: string; readonly ref: string },
  supplier: Supplier,
): Promise<void> {
  if (!supplier.can.cancel) return;
  const outcome = await supplier.cancel(ref);
  await keepAnswer(context.db, deliveryId, {
    supplier: supplier.name,
    call: 'cancel',
    outcome: outcome.is,
    raw: outcome.is === 'later' ? (outcome.text ?? '') : '',
  });
}
