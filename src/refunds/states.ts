/**
 * The life of a refund or an adjustment, as data. The table `refund_transitions` says the same in the database, where
 * a trigger keeps to it.
 */
interface RefundState {
  readonly next: readonly RefundStatus[];
  /** Somebody of the back office has to do something, or the user. Undefined: it is over. */
  readonly waitsFor: 'approval' | 'user' | 'worker' | 'provider' | 'finance' | undefined;
  /** What people of the back office may decide: buttons and use cases both ask here. */
  readonly staffMay: readonly StaffStep[];
}

/** What people decide about a refund, and where it leads; to look it up changes nothing by itself. */
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
  /** The amount is set aside and the provider is being asked, or was. Back to `approved` when it was not called. */
  executing: { next: ['approved', 'done', 'failed', 'unknown'], waitsFor: 'provider', staffMay: ['lookUp'] },
  /** The provider was asked and gave no clear answer: it is looked up, and only a person sends again. */
  unknown: {
    next: ['executing', 'done', 'failed', 'approved'],
    waitsFor: 'finance',
    staffMay: ['lookUp', 'retry'],
  },
  /** It was refused, here or there. A person sends again, asks for another address, or gives it up. */
  failed: {
    next: ['approved', 'awaiting_address', 'cancelled'],
    waitsFor: 'finance',
    staffMay: ['retry', 'askAddress', 'giveUp'],
  },
  done: { next: [], waitsFor: undefined, staffMay: [] },
};

/** Refunds for which something or somebody is still waited. */
export const OPEN_REFUND_STATUSES: readonly RefundStatus[] = REFUND_STATUSES.filter(
  (status) => REFUND_STATES[status].waitsFor !== undefined,
);

/** Coins may be on their way: the provider was asked, or is being asked, and has not said how it ended. */
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

/** Its user may take the confirmed address back: the provider was not asked to send, or said that nothing was sent. */
export function canStop({ status, addressHint }: Destined): boolean {
  return addressHint !== null && REFUND_STATES[status].next.includes('awaiting_address');
}
