import type { BreakClass, BreakStatus, Resolution } from '../breaks/index.ts';
import type { Movement, Side } from './resolutions.ts';

export interface ResolveInput {
  breakId: string;
  staffId: bigint;
  resolution: Resolution;
  /** The reason, 3 to 1000 characters; always required. */
  note: string;
  /**
   * Minor units: the amount that came and was not booked, or that is gone. If absent for a `refund` by other means: all
   * that is booked.
   */
  amount?: bigint;
  /** Which side has the money, if the class of the break does not say it; `came` if absent. */
  side?: Side;
  /** For `link`. */
  userId?: bigint;
  /** For `refund`: the refund that was made for this break. */
  refundId?: string;
  correlationId?: string | undefined;
}

/** The same after a second person has approved it. */
export interface Carried extends ResolveInput {
  readonly approvedBy?: bigint;
}

export interface OpenBreak {
  readonly class: BreakClass;
  readonly status: BreakStatus;
  readonly asset: string | null;
  readonly invoiceId: string | null;
  readonly orderId: string | null;
  readonly userId: bigint | null;
  readonly amount: bigint | null;
  readonly detail: Readonly<Record<string, string | null>>;
  /**
   * How much of the invoice was booked when both sides were compared (`seenBooked`), and how much is booked now
   * (`booked`).
   */
  readonly seenBooked: bigint;
  readonly booked: bigint;
}

/** A decision about a break as it is now, and the movement of money; undefined: no movement. */
export interface Decision {
  readonly found: OpenBreak;
  readonly input: Carried;
  readonly movement: Movement | undefined;
}
