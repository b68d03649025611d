import type { BreakClass } from '../breaks/index.ts';
import type { OrderView } from '../suppliers/index.ts';
import type { Delivery } from './types.ts';

/** The fields of a delivery that are compared with the supplier's order. */
export type Compared = Pick<
  Delivery,
  'id' | 'status' | 'stars' | 'recipient' | 'supplierRef' | 'paidAt' | 'createdAt'
>;

/**
 * Returns the difference between a delivery and the supplier's order of the same name; undefined: nothing that a person
 * must look at. An order that has not ended does not count as different, because waiting is not a break.
 */
export function compareOrder(ours: Compared, theirs: OrderView): BreakClass | undefined {
  if (theirs.stars !== undefined && theirs.stars !== ours.stars) return 'supply_stars';
  const name = theirs.recipient?.toLowerCase();
  // We have erased the name, so there is nothing to compare.
  if (name !== undefined && ours.recipient !== null && name !== ours.recipient) return 'supply_recipient';
  const isDelivered = theirs.state === 'delivered';
  const isOff = theirs.state === 'failed' || theirs.state === 'expired' || theirs.state === 'cancelled';
  if (ours.status === 'confirmed' && isOff) return 'supply_status';
  if (ours.status === 'failed' && isDelivered) return 'supply_status';
  const isUnpaidThere = theirs.state === 'expired' || theirs.state === 'cancelled';
  if (ours.paidAt !== null && isUnpaidThere) return 'supply_paid_not_delivered';
  return undefined;
}

/**
 * Classifies an order that no delivery of ours names. If a delivery with the same recipient and stars already has an
 * order, it is a second order for that one. Otherwise it is unknown.
 */
export function classOfUnknown(theirs: OrderView, likely: readonly Compared[]): BreakClass {
  const isTwin = likely.some(({ supplierRef }) => supplierRef !== null && supplierRef !== theirs.ref);
  return isTwin ? 'supply_twice' : 'supply_missing_with_us';
}

/** Both sides, in the form that the page of a break shows. */
export function sidesOf(
  ours: Compared | undefined,
  theirs: OrderView | undefined,
): Record<string, string | null> {
  return {
    ourStatus: ours?.status ?? null,
    ourAmount: ours?.stars.toString() ?? null,
    theirStatus: theirs?.status ?? null,
    theirAmount: theirs?.stars?.toString() ?? null,
    theirCurrency: theirs?.stars === undefined ? null : 'STAR',
    theirName: theirs?.ref ?? null,
    deliveryId: ours?.id ?? null,
  };
}
