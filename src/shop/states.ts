/**
 * The life of an order, as data. Late news replace early guesses: money that arrives after "expired" or "failed" still
 * counts, so these two states are not final.
 */
interface OrderState {
  readonly next: readonly OrderStatus[];
  /** Money may be on its way: shown on the balance screen. */
  readonly pending: boolean;
}

export const ORDER_STATUSES = [
  'created',
  'awaiting_payment',
  'held',
  'paid',
  'underpaid',
  'expired',
  'failed',
  'cancelled',
  'replaced',
  'refunded',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const ORDER_STATES: Readonly<Record<OrderStatus, OrderState>> = {
  /** Written, no invoice yet. */
  created: {
    next: ['awaiting_payment', 'paid', 'expired', 'failed', 'cancelled', 'replaced'],
    pending: false,
  },
  awaiting_payment: {
    next: ['held', 'paid', 'underpaid', 'expired', 'failed', 'cancelled', 'replaced'],
    pending: true,
  },
  /** The provider holds the money for its checks. */
  held: { next: ['paid', 'underpaid', 'expired', 'failed', 'refunded'], pending: true },
  paid: { next: ['refunded'], pending: false },
  /** Less arrived than was asked for; it went to the balance. */
  underpaid: { next: ['paid', 'refunded'], pending: false },
  expired: { next: ['awaiting_payment', 'held', 'paid', 'underpaid', 'failed'], pending: false },
  failed: { next: ['awaiting_payment', 'held', 'paid', 'underpaid'], pending: false },
  /** Its buyer gave it up before any money came. Money that still comes goes to the balance. */
  cancelled: { next: [], pending: false },
  /** Another choice replaced it before any money came. If it is chosen or paid after all, it counts as before. */
  replaced: { next: ['awaiting_payment', 'held', 'paid', 'underpaid', 'failed'], pending: false },
  refunded: { next: [], pending: false },
};

/** The states from which `to` can be reached in one step. */
export function orderStatesBefore(to: OrderStatus): OrderStatus[] {
  return ORDER_STATUSES.filter((from) => ORDER_STATES[from].next.includes(to));
}

/** The states in which money may be on its way. */
export const PENDING_ORDER_STATES: readonly OrderStatus[] = ORDER_STATUSES.filter(
  (status) => ORDER_STATES[status].pending,
);
