/**
 * The life of a delivery, as data. The table `delivery_transitions` says the same in the database, where a trigger keeps
 * to it.
 */
export const DELIVERY_STATUSES = [
  'requested',
  'reserved',
  'submitted',
  'confirmed',
  'failed',
  'uncertain',
] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

interface DeliveryState {
  readonly next: readonly DeliveryStatus[];
  /** Who has to do something. Undefined: it is over. */
  readonly waitsFor: 'payment' | 'worker' | 'supplier' | 'finance' | undefined;
}

export const DELIVERY_STATES: Readonly<Record<DeliveryStatus, DeliveryState>> = {
  /** The recipient is chosen and the purchase is not paid yet: no stars are set aside. */
  requested: { next: ['reserved', 'failed'], waitsFor: 'payment' },
  /** The stars left the balance, and nothing was ordered. */
  reserved: { next: ['submitted', 'failed', 'uncertain'], waitsFor: 'worker' },
  /** A supplier has the order, or a person is sending. Back only when it is proved that nothing was ordered. */
  submitted: { next: ['reserved', 'confirmed', 'failed', 'uncertain'], waitsFor: 'supplier' },
  confirmed: { next: [], waitsFor: undefined },
  /** The stars are back on the balance. */
  failed: { next: [], waitsFor: undefined },
  /** Nobody knows whether the stars went out. A person decides, or a later final word about this very order. */
  uncertain: { next: ['confirmed', 'failed'], waitsFor: 'finance' },
};

/** Stars are set aside, and it is not over. */
export const OPEN_DELIVERIES: readonly DeliveryStatus[] = ['reserved', 'submitted', 'uncertain'];

export function isOver(status: DeliveryStatus): boolean {
  return DELIVERY_STATES[status].waitsFor === undefined;
}
