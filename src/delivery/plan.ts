import type { Capabilities, Cost, CreateOutcome, OrderView } from '../suppliers/index.ts';
import type { DeliveryStatus } from './states.ts';
import type { PaymentState } from './chainPayment.ts';
import type { Changes, Delivery } from './types.ts';

/**
 * The effect of a supplier's answer on a delivery. The functions here are pure, so every case can be read and tested in one
 * place. Without `to` the state stays. `next` is done after the step. `retry` tries again, because nothing was ordered.
 */
export interface Plan {
  readonly to?: Exclude<DeliveryStatus, 'requested'>;
  readonly changes: Changes;
  readonly remark?: string;
  readonly next?: 'pay' | 'cancel' | 'look' | 'retry';
  /** With `retry`: how many milliseconds to wait at least. */
  readonly afterMs?: number;
  /** With `retry`: it only waits for its turn at the supplier, and nothing went wrong. */
  readonly isQueued?: true;
}

/** The price of an order can differ from the quote a minute before. Above the limit we do not pay. */
function isTooDear({ maxCost, costAsset }: Pick<Delivery, 'maxCost' | 'costAsset'>, cost: Cost): boolean {
  return maxCost !== null && cost.asset === costAsset && cost.amount > maxCost;
}

/** True if the supplier's order differs from the order that we sent. */
function isOther({ stars, recipient }: Pick<Delivery, 'stars' | 'recipient'>, view: OrderView): boolean {
  const isOtherNumber = view.stars !== undefined && view.stars !== stars;
  return isOtherNumber || (view.recipient !== undefined && view.recipient.toLowerCase() !== recipient);
}

const NO_FUNDS_MS = 300_000;

/** Plans the effect of the answer to a create call. */
export function planCreated(delivery: Delivery, can: Capabilities, outcome: CreateOutcome, now: Date): Plan {
  switch (outcome.is) {
    case 'accepted': {
      const { view, payment } = outcome;
      const cost = payment?.cost ?? view.cost;
      const problem = isOther(delivery, view)
        ? 'SUPPLIER_MISMATCH'
        : cost !== undefined && isTooDear(delivery, cost)
          ? 'DELIVERY_TOO_DEAR'
          : undefined;
      return {
        to: 'submitted',
        changes: {
          supplierRef: view.ref,
          supplierStatus: view.status,
          acceptedAt: now,
          // A prepaid supplier takes the price together with the order.
          paidAt: can.settlement === 'prepaid' && cost !== undefined ? now : null,
          ...(cost && { cost: cost.amount, costAsset: cost.asset }),
          ...(problem !== undefined && { error: problem }),
        },
        next: payment === undefined ? 'look' : problem === undefined ? 'pay' : 'cancel',
      };
    }
    case 'refused':
      if (outcome.why === 'funds') return wait('SUPPLIER_FUNDS', NO_FUNDS_MS);
      return {
        to: 'failed',
        changes: { error: outcome.why === 'recipient' ? 'RECIPIENT_REFUSED' : 'SUPPLIER_REFUSED' },
        remark: outcome.text,
      };
    case 'later':
      if (outcome.why === 'busy')
        return { changes: {}, next: 'retry', afterMs: outcome.afterMs, isQueued: true };
      return wait(outcome.why === 'key' ? 'SUPPLIER_KEY_REFUSED' : 'SUPPLIER_UNAVAILABLE', outcome.afterMs);
    case 'unknown':
      return { to: 'uncertain', changes: { error: 'SUPPLIER_SILENT' }, remark: outcome.evidence };
  }
}

function wait(error: string, afterMs: number): Plan {
  return { changes: { error }, next: 'retry', afterMs };
}

/** Plans the effect of the order's state at the supplier. The delivery is `submitted` or `uncertain`. */
export function planSeen(
  delivery: Delivery,
  can: Capabilities,
  view: OrderView,
  { payment, now }: { payment: PaymentState; now: Date },
): Plan {
  const seen: Changes = {
    supplierStatus: view.status,
    lookedAt: now,
    ...(view.deliveryProof !== undefined && { proof: view.deliveryProof }),
    ...(view.returnProof !== undefined && { returnProof: view.returnProof }),
    // If the answer to the order was lost, we learn the price here.
    ...(can.settlement === 'prepaid' &&
      delivery.paidAt === null &&
      view.cost && { cost: view.cost.amount, costAsset: view.cost.asset, paidAt: now }),
  };
  switch (view.state) {
    case 'delivered':
      return { to: 'confirmed', changes: seen };
    case 'failed':
      return { to: 'failed', changes: { ...seen, error: 'SUPPLIER_FAILED' }, remark: view.reason ?? '' };
    case 'expired':
    case 'cancelled':
      return planUnpaid(delivery, seen, view, payment);
    case 'held':
    case 'pending': {
      if (delivery.status === 'uncertain') return { changes: seen, next: 'look' };
      const since = delivery.acceptedAt?.getTime() ?? now.getTime();
      if (now.getTime() - since <= can.finalWordMs) return { changes: seen, next: 'look' };
      return {
        to: 'uncertain',
        changes: { ...seen, error: 'SUPPLIER_NO_FINAL_WORD' },
        remark: view.status,
        next: 'look',
      };
    }
  }
}

/** The order ended, and the supplier saw no payment. The effect depends on whether our payment may be on its way. */
function planUnpaid(delivery: Delivery, seen: Changes, view: OrderView, payment: PaymentState): Plan {
  if (payment === 'sent' || payment === 'seen' || payment === 'stuck') {
    if (delivery.status === 'uncertain') return { changes: seen };
    return {
      to: 'uncertain',
      changes: { ...seen, error: 'PAID_BUT_ENDED' },
      remark: `${view.status}, and our payment was sent`,
    };
  }
  // Nothing was paid. After a price above the limit we wait for a better one. Else the stars go back to the user.
  if (delivery.error === 'DELIVERY_TOO_DEAR' && delivery.status === 'submitted')
    return {
      to: 'reserved',
      changes: { ...seen, error: 'DELIVERY_TOO_DEAR' },
      next: 'retry',
      afterMs: NO_FUNDS_MS,
    };
  return {
    to: 'failed',
    changes: { ...seen, error: view.state === 'expired' ? 'SUPPLIER_EXPIRED' : 'SUPPLIER_CANCELLED' },
    remark: view.reason ?? '',
  };
}

/** Plans the effect of a look without an answer: another look, or a person, if the time for a final word is over. */
export function planUnanswered(delivery: Delivery, can: Capabilities, now: Date): Plan {
  const since = delivery.acceptedAt ?? delivery.askedAt ?? now;
  const isLate = delivery.status === 'submitted' && now.getTime() - since.getTime() > can.finalWordMs;
  return {
    ...(isLate && { to: 'uncertain' }),
    changes: isLate ? { error: 'SUPPLIER_NO_FINAL_WORD' } : {},
    next: 'look',
  };
}

/** True if the supplier gives a final state that contradicts the end of the delivery. */
export function contradicts(delivery: Delivery, view: OrderView): boolean {
  const failed = view.state === 'failed' || view.state === 'expired' || view.state === 'cancelled';
  return (
    (delivery.status === 'confirmed' && failed) ||
    (delivery.status === 'failed' && view.state === 'delivered' && delivery.supplierRef === view.ref)
  );
}

const FIRST_LOOK_MS = 5000;
const EARLY_MS = 120_000;
const LATE_MS = 900_000;

/** Returns the time of the next look: after 5 s, then twice as long each time up to 2 min, after an hour every 15 min. */
export function nextLook(delivery: Pick<Delivery, 'acceptedAt' | 'askedAt'>, now: Date): Date {
  const since = delivery.acceptedAt ?? delivery.askedAt ?? now;
  const age = now.getTime() - since.getTime();
  const wait = age > 3_600_000 ? LATE_MS : Math.min(Math.max(age, FIRST_LOOK_MS), EARLY_MS);
  return new Date(now.getTime() + wait);
}
