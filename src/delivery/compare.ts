import type { BreakClass } from '../breaks/index.ts';
import type { OrderView } from '../suppliers/index.ts';
import type { Delivery } from './types.ts';

/** What of a delivery is compared with the supplier's order. */
export type Compared = Pick<
  Delivery,
  'id' | 'status' | 'stars' | 'recipient' | 'supplierRef' | 'paidAt' | 'createdAt'
>;

/**
 * What differs between a delivery and the supplier's order of the same name; undefined: nothing that a person must look
 * at. An order that goes on differs from nothing: waiting is no break.
 */
export function compareOrder(ours: Compared, theirs: OrderView): BreakClass | undefined {
  if (theirs.stars !== undefined && theirs.stars !== ours.stars) return 'supply_stars';
  const name = theirs.recipient?.toLowerCase();
  // A name that was erased with us can be compared with nothing.
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
 * What an order is that no delivery of ours has the name of: a second one for a delivery that has one already, where
 * recipient and stars are the same, else unknown.
 */
export function classOfUnknown(theirs: OrderView, likely: readonly Compared[]): BreakClass {
  const isTwin = likely.some(({ supplierRef }) => supplierRef !== null && supplierRef !== theirs.ref);
  return isTwin ? 'supply_twice' : 'supply_missing_with_us';
}

/** Both sides, in the words that the page of a break shows. */
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
