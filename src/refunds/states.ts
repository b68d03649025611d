/**
 * The life of a refund or an adjustment, as data. The table `refund_transitions` has the same rules in the database,
 * where a trigger enforces them.
 */
interface RefundState {
  readonly next: readonly RefundStatus[];
  /** Who must act next: a person of the back office, the user or the system. Undefined: it is over. */
  readonly waitsFor: 'approval' | 'user' | 'worker' | 'provider' | 'finance' | undefined;
  /** The steps that staff may decide. Buttons and use cases both read them here. */
  readonly staffMay: readonly StaffStep[];
}

/** The decisions of staff about a refund, and their next states. A look-up changes nothing by itself. */
export const STAFF_STEPS = {
  approve: 'approved',
  reject: 'rejected',
  takeBack: 'cancelled',
  giveUp: 'cancelled',
  retry: 'approved',
  askAddress: 'awaiting_address',
  lookUp: undefined,
} as const satisfies Readonly<Record<string, RefundStatus | undefined>>;
export type StaffStep = keyof typeof STAFF_STEPS;

export const REFUND_STATUSES = [
  'requested',
  'awaiting_address',
  'approved',
  'rejected',
  'cancelled',
  'executing',
  'unknown',
  'failed',
  'done',
] as const;
export type RefundStatus = (typeof REFUND_STATUSES)[number];

export const REFUND_STATES: Readonly<Record<RefundStatus, RefundState>> = {
  requested: {
    next: ['approved', 'awaiting_address', 'rejected', 'cancelled'],
    waitsFor: 'approval',
    staffMay: ['approve', 'reject', 'takeBack'],
  },
  /** The user names an address in the bot and confirms it. */
  awaiting_address: { next: ['approved', 'cancelled'], waitsFor: 'user', staffMay: ['giveUp'] },
  /** A job carries it out; not before `readyAt`. */
  approved: {
    next: ['awaiting_address', 'executing', 'done', 'failed', 'cancelled'],
    waitsFor: 'worker',
    staffMay: ['askAddress', 'giveUp'],
  },
  rejected: { next: [], waitsFor: undefined, staffMay: [] },
  cancelled: { next: [], waitsFor: undefined, staffMay: [] },
  /** The amount is set aside and the provider is being asked, or was asked. Back to `approved` if it was not called. */
  executing: { next: ['approved', 'done', 'failed', 'unknown'], waitsFor: 'provider', staffMay: ['lookUp'] },
  /** The provider was asked and gave no clear answer. It is looked up, and only a person sends again. */
  unknown: {
    next: ['executing', 'done', 'failed', 'approved'],
    waitsFor: 'finance',
    staffMay: ['lookUp', 'retry'],
  },
  /** We or the provider refused it. A person sends it again, asks for another address, or gives it up. */
  failed: {
    next: ['approved', 'awaiting_address', 'cancelled'],
    waitsFor: 'finance',
    staffMay: ['retry', 'askAddress', 'giveUp'],
  },
  done: { next: [], waitsFor: undefined, staffMay: [] },
};

/** Refunds that still wait for something. */
export const OPEN_REFUND_STATUSES: readonly RefundStatus[] = REFUND_STATUSES.filter(
  (status) => REFUND_STATES[status].waitsFor !== undefined,
);

/** Coins may be on their way: the provider was asked, or is being asked, and has not reported the end. */
export const UNDER_WAY: readonly RefundStatus[] = REFUND_STATUSES.filter((status) =>
  staffMay(status, 'lookUp'),
);

export function staffMay(status: RefundStatus, step: StaffStep): boolean {
  return REFUND_STATES[status].staffMay.includes(step);
}

export function isUnderWay({ status }: { readonly status: RefundStatus }): boolean {
  return UNDER_WAY.includes(status);
}

interface Destined {
  readonly status: RefundStatus;
  readonly destination: 'balance' | 'address';
  readonly attempts: number;
  readonly addressHint: string | null;
}

/** Until the sending begins its user may name the address, and change it. */
export function takesAddress({ status, destination, attempts }: Destined): boolean {
  return (
    destination === 'address' && (status === 'awaiting_address' || (status === 'approved' && attempts === 0))
  );
}

/**
 * Whether its user may take the confirmed address back: the provider was not asked to send, or said that nothing was
 * sent.
 */
export function canStop({ status, addressHint }: Destined): boolean {
  return addressHint !== null && REFUND_STATES[status].next.includes('awaiting_address');
}
