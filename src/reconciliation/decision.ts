import type { BreakClass, BreakStatus, Resolution } from '../breaks/index.ts';
import type { Movement, Side } from './resolutions.ts';

export interface ResolveInput {
  breakId: string;
  staffId: bigint;
  resolution: Resolution;
  /** Why, 3 to 1000 characters; always asked for. */
  note: string;
  /** Minor units: what came and was not booked, or what is gone. `refund` by other hands: all that is booked, unless it is said. */
  amount?: bigint;
  /** Which way the money lies, where the class of the break leaves that open; `came` unless it is said. */
  side?: Side;
  /** For `link`. */
  userId?: bigint;
  /** For `refund`: the refund that was made for it. */
  refundId?: string;
  correlationId?: string | undefined;
}

/** The same once a second person stands behind it. */
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
  /** What of the invoice stood in the ledger when both sides were compared, and what stands there now. */
  readonly seenBooked: bigint;
  readonly booked: bigint;
}

/** What is decided about a break as it stands, and what that moves; undefined: nothing. */
export interface Decision {
  readonly found: OpenBreak;
  readonly input: Carried;
  readonly movement: Movement | undefined;
}
