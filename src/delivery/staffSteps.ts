import { AppError } from '../lib/index.ts';
import { CAPABILITIES, SUPPLIERS } from '../suppliers/index.ts';
import { isOver } from './states.ts';
import type { Delivery } from './types.ts';

/** The fields of a delivery that decide which steps a person may take. */
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

/** An order alone makes these suppliers send stars. The others send after our payment, and only `submitted` pays. */
const PREPAID = SUPPLIERS.filter((name) => CAPABILITIES[name].settlement === 'prepaid');

/** Whether it is proven that nothing was sent for a `reserved` delivery, whatever became of a call to its supplier. */
const isFree = ({ attempt, supplier, supplierStatus }: Situation): boolean =>
  attempt === 0 || supplier === null || !PREPAID.includes(supplier) || supplierStatus !== null;

/** The same condition in SQL, about columns of `deliveries`. */
export const FREE_SQL = `(attempt = 0 OR supplier_status IS NOT NULL
  OR supplier NOT IN (${PREPAID.map((name) => `'${name}'`).join(', ')}))`;

const isWaiting = ({ status, reviewSince }: Situation): boolean =>
  status === 'reserved' && reviewSince === null;

const isInHand = ({ status, supplier, sentBy }: Situation): boolean =>
  status === 'submitted' && supplier === 'manual' && sentBy === null;

/** The steps that staff may take with a delivery, and when. Buttons and use cases both read them here. */
export const STAFF_STEPS = {
  /** Claims it to send it by hand. */
  claim: (delivery) => isWaiting(delivery) && isFree(delivery),
  giveBack: isInHand,
  markSent: isInHand,
  /** The second person confirms a large delivery by hand. */
  confirmSent: ({ status, sentBy, needsSecond }) => status === 'submitted' && sentBy !== null && needsSecond,
  /** A delivery by hand of which nobody knows whether it was sent. */
  doubt: ({ status, supplier }) => status === 'submitted' && supplier === 'manual',
  /** Releases a delivery that a rule held. */
  release: ({ status, reviewSince }) => status === 'reserved' && reviewSince !== null,
  /** Gives the stars back before anything was sent. */
  refuse: (delivery) => delivery.status === 'reserved' && isFree(delivery),
  resolve: ({ status }) => status === 'uncertain',
  /** Names the supplier's order if the answer to it was lost. */
  adopt: ({ status, supplier, supplierRef }) =>
    status === 'uncertain' && supplier !== 'manual' && supplierRef === null,
  sendNow: isWaiting,
  lookUp: ({ status, supplierRef }) => supplierRef !== null && !isOver(status),
} as const satisfies Readonly<Record<string, (delivery: Situation) => boolean>>;
export type StaffStep = keyof typeof STAFF_STEPS;

/** Errors: DELIVERY_STATE if the step is not possible now. */
export function requireStaffStep(delivery: Delivery, step: StaffStep): void {
  if (!STAFF_STEPS[step](delivery))
    throw new AppError('DELIVERY_STATE', {
      status: delivery.reviewSince === null ? delivery.status : 'review',
    });
}
