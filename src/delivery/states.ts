/**
 * The states of a delivery, as data. The table `delivery_transitions` in the database says the same, and a trigger checks
 * every step.
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
  /** Who must act next. Undefined: the delivery has ended. */
  readonly waitsFor: 'payment' | 'worker' | 'supplier' | 'finance' | undefined;
}

export const DELIVERY_STATES: Readonly<Record<DeliveryStatus, DeliveryState>> = {
  /** The recipient is chosen, but the purchase is not paid. No stars are set aside. */
  requested: { next: ['reserved', 'failed'], waitsFor: 'payment' },
  /** The stars left the balance. Nothing is ordered yet. */
  reserved: { next: ['submitted', 'failed', 'uncertain'], waitsFor: 'worker' },
  /** A supplier has the order, or a person sends the stars. It goes back only with proof that nothing was ordered. */
  submitted: { next: ['reserved', 'confirmed', 'failed', 'uncertain'], waitsFor: 'supplier' },
  confirmed: { next: [], waitsFor: undefined },
  /** The stars are back on the balance. */
  failed: { next: [], waitsFor: undefined },
  /** Nobody knows whether the stars were sent. A person decides, or a later final status of this same order. */
  uncertain: { next: ['confirmed', 'failed'], waitsFor: 'finance' },
};

/** The states in which stars are set aside and the delivery has not ended. */
export const OPEN_DELIVERIES: readonly DeliveryStatus[] = ['reserved', 'submitted', 'uncertain'];

export function isOver(status: DeliveryStatus): boolean {
  return DELIVERY_STATES[status].waitsFor === undefined;
}
