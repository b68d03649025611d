import { AppError } from '../lib/index.ts';
import { isOver } from './states.ts';
import type { Delivery } from './types.ts';

/** What of a delivery decides which step a person may take. */
export type Situation = Pick<
  Delivery,
  | 'status'
  | 'reviewSince'
  | 'supplier'
  | 'attempt'
  | 'supplierStatus'
  | 'supplierRef'
  | 'sentBy'
  | 'needsSecond'
>;

/** No call to a supplier is written down whose fate is not known. */
const isFree = ({ attempt, supplier, supplierStatus }: Situation): boolean =>
  attempt === 0 || supplier === 'manual' || supplierStatus !== null;

const isWaiting = ({ status, reviewSince }: Situation): boolean =>
  status === 'reserved' && reviewSince === null;

const isInHand = ({ status, supplier, sentBy }: Situation): boolean =>
  status === 'submitted' && supplier === 'manual' && sentBy === null;

/** What people of the back office may do with a delivery, and when: buttons and use cases both ask here. */
export const STAFF_STEPS = {
  /** To send it by hand. */
  claim: (delivery) => isWaiting(delivery) && isFree(delivery),
  giveBack: isInHand,
  markSent: isInHand,
  /** The second person, of a large delivery by hand. */
  confirmSent: ({ status, sentBy, needsSecond }) => status === 'submitted' && sentBy !== null && needsSecond,
  /** By hand, and nobody knows whether it was done. */
  doubt: ({ status, supplier }) => status === 'submitted' && supplier === 'manual',
  /** Lets out what a rule held. */
  release: ({ status, reviewSince }) => status === 'reserved' && reviewSince !== null,
  /** Gives the stars back before anything was sent. */
  refuse: (delivery) => delivery.status === 'reserved' && isFree(delivery),
  resolve: ({ status }) => status === 'uncertain',
  /** Names the order of the supplier whose answer was lost. */
  adopt: ({ status, supplier, supplierRef }) =>
    status === 'uncertain' && supplier !== 'manual' && supplierRef === null,
  sendNow: isWaiting,
  lookUp: ({ status, supplierRef }) => supplierRef !== null && !isOver(status),
} as const satisfies Readonly<Record<string, (delivery: Situation) => boolean>>;
export type StaffStep = keyof typeof STAFF_STEPS;

/** Errors: DELIVERY_STATE when the step does not fit. */
export function requireStaffStep(delivery: Delivery, step: StaffStep): void {
  if (!STAFF_STEPS[step](delivery))
    throw new AppError('DELIVERY_STATE', {
      status: delivery.reviewSince === null ? delivery.status : 'review',
    });
}
