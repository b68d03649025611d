/**
 * The life of a refund or an adjustment, as data. The table `refund_transitions` says the same in the database, where
 * a trigger keeps to it.
 */
interface RefundState {
  readonly next: readonly RefundStatus[];
  /** Somebody of the back office has to do something, or the user. */
  readonly waitsFor: 'approval' | 'user' | 'worker' | 'provider' | 'finance' | undefined;
}

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
  requested: { next: ['approved', 'awaiting_address', 'rejected', 'cancelled'], waitsFor: 'approval' },
  /** The user names an address in the bot and confirms it. */
  awaiting_address: { next: ['approved', 'cancelled'], waitsFor: 'user' },
  /** A job carries it out; not before `readyAt`. */
  approved: {
    next: ['awaiting_address', 'executing', 'done', 'failed', 'cancelled'],
    waitsFor: 'worker',
  },
  rejected: { next: [], waitsFor: undefined },
  cancelled: { next: [], waitsFor: undefined },
  /** The amount is set aside and the provider is being asked, or was. Back to `approved` when it was not called. */
  executing: { next: ['approved', 'done', 'failed', 'unknown'], waitsFor: 'provider' },
  /** The provider was asked and gave no clear answer: it is looked up, and only a person sends again. */
  unknown: { next: ['executing', 'done', 'failed', 'approved'], waitsFor: 'finance' },
  /** It was refused, here or there. A person sends again, asks for another address, or gives it up. */
  failed: { next: ['approved', 'awaiting_address', 'cancelled'], waitsFor: 'finance' },
  done: { next: [], waitsFor: undefined },
};
