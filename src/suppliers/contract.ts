/**
 * The contract between the shop and a supplier of stars. The names and quirks of a supplier stay inside its own folder.
 * Every answer of a supplier becomes one of the outcomes below, and none becomes an exception.
 */

import type { Later } from '../platform/index.ts';

export type { Later };

/** `manual`: people of the shop send the stars. The others have an HTTP API. */
export const SUPPLIERS = ['manual', 'mystars', 'istar'] as const;
export type SupplierName = (typeof SUPPLIERS)[number];

/** An amount in minor units of an asset that the ledger knows. */
export interface Cost {
  readonly amount: bigint;
  readonly asset: string;
}

/** The abilities of a supplier, as data. They decide which calls may be repeated and what counts as proof. */
export interface Capabilities {
  /** `onchain`: each order is paid from our own wallet. `prepaid`: from a balance at the supplier. `none`: neither. */
  readonly settlement: 'onchain' | 'prepaid' | 'none';
  /** Only an idempotent create may be repeated after a lost answer. After an unsafe one the delivery is `uncertain`. */
  readonly create: 'idempotent' | 'unsafe';
  /** How to find an order again if the answer to it was lost. */
  readonly find: 'key' | 'list' | 'none';
  readonly webhook: 'signed' | 'none';
  /** `advisory`: the answer may be "not checked", and that blocks nothing. */
  readonly check: 'strict' | 'advisory' | 'none';
  readonly cancel: boolean;
  /** The recipient sees the buyer's note together with the stars. */
  readonly carriesNote: boolean;
  /** A signed report counts if the supplier does not answer about its order. Some sources say that it has no look-up. */
  readonly trustsReport: boolean;
  /** Whole stars in one order. */
  readonly min: number;
  readonly max: number;
  /** If there is no final state this long after the order was accepted, the delivery becomes `uncertain`. */
  readonly finalWordMs: number;
}

/** The result of a check of a recipient. `unknown` is shown as "not checked" and blocks nothing by itself. */
export type RecipientCheck = (
  | {
      readonly is: 'ok';
      readonly name?: string;
      readonly photo?: string;
      /** Fixes the account, for suppliers that order by this token. */
      readonly token?: string;
      readonly isSelf?: boolean;
    }
  | { readonly is: 'notFound' | 'notUser' | 'cannotReceiveNow' | 'unknown'; readonly text?: string }
) & { readonly checkedAt: Date };

/** The price of a number of stars now. `isLocked`: the supplier keeps this price until `goodUntil`. */
export interface Quote {
  readonly stars: number;
  readonly cost: Cost;
  readonly goodUntil: Date;
  readonly isLocked: boolean;
}

/** The data of an order at a supplier. `key` is ours and is never used again. */
export interface Intent {
  readonly key: string;
  /** Lower case, without `@`. */
  readonly recipient: string;
  readonly token?: string;
  readonly stars: number;
  /** For a supplier that carries notes. */
  readonly note?: string;
  /** Address for the reports of the supplier. It is part of the body, so it must not change between tries. */
  readonly callbackUrl?: string;
}

/** The payment on chain that the supplier waits for. */
export interface PaymentDue {
  readonly to: string;
  readonly memo: string;
  readonly cost: Cost;
  readonly until: Date;
}

/**
 * The state of an order at the supplier. `pending`: it has not ended. `held`: the supplier examines it. `failed`: it ended
 * without stars and the money comes back. `expired`, `cancelled`: it ended before the supplier saw a payment.
 */
export const ORDER_STATES = ['pending', 'held', 'delivered', 'failed', 'expired', 'cancelled'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** An order as the supplier describes it. */
export interface OrderView {
  readonly ref: string;
  readonly state: OrderState;
  /** The supplier's own word. */
  readonly status: string;
  readonly recipient?: string;
  readonly stars?: number;
  readonly cost?: Cost;
  readonly reason?: string;
  /** Id of the transaction that gave the stars. */
  readonly deliveryProof?: string;
  /** Id of the transaction that gave the money back. */
  readonly returnProof?: string;
  readonly createdAt?: Date;
  /** The answer exactly as it came, for the trail; at most 4,000 characters. */
  readonly raw: string;
}

export type CreateOutcome =
  | {
      readonly is: 'accepted';
      readonly view: OrderView;
      readonly payment?: PaymentDue;
      /** False: the supplier returned an order that existed before. */
      readonly isNew: boolean;
    }
  /** A final refusal: nothing was ordered. `recipient`: this account cannot receive. `order`: our mistake. */
  | { readonly is: 'refused'; readonly why: 'recipient' | 'order' | 'funds'; readonly text: string }
  | Later
  /** The order may exist. `evidence` is what we saw. */
  | { readonly is: 'unknown'; readonly evidence: string };

export type LookUpOutcome =
  | { readonly is: 'found'; readonly view: OrderView }
  | { readonly is: 'absent' }
  | Later;

export type FindOutcome =
  | { readonly is: 'one'; readonly view: OrderView; readonly payment?: PaymentDue }
  | { readonly is: 'none' }
  | { readonly is: 'several'; readonly views: readonly OrderView[] }
  | { readonly is: 'unsupported' }
  | Later;

export type CancelOutcome = { readonly is: 'cancelled' } | { readonly is: 'tooLate' } | Later;

/** A signed report of a supplier. If the order can be looked up, the report is only a claim. */
export type SupplierEvent =
  | {
      readonly is: 'event';
      readonly ref: string;
      readonly state: OrderState;
      readonly status: string;
      readonly view: OrderView;
    }
  | { readonly is: 'rejected'; readonly why: 'signature' | 'form' };

/** One page of a supplier's orders, newest first. */
export interface OrderPage {
  readonly views: readonly OrderView[];
  readonly nextCursor: string | undefined;
}

/** A supplier with an HTTP API. */
export interface Supplier {
  readonly name: SupplierName;
  readonly can: Capabilities;
  /** Returns the exact text of a create call. It is stored before the call, and sent again without a change. */
  bodyOf(intent: Intent): string;
  checkRecipient(recipient: string, stars: number): Promise<RecipientCheck>;
  quote(
    stars: readonly number[],
  ): Promise<{ readonly is: 'quotes'; readonly quotes: readonly Quote[] } | Later>;
  /** Returns our balance at the supplier, by asset. Empty if there is none. */
  float(): Promise<{ readonly is: 'float'; readonly costs: readonly Cost[]; readonly at: Date } | Later>;
  create(order: { readonly key: string; readonly body: string }): Promise<CreateOutcome>;
  lookUp(ref: string): Promise<LookUpOutcome>;
  find(intent: Intent & { readonly body: string; readonly askedAt: Date }): Promise<FindOutcome>;
  cancel(ref: string): Promise<CancelOutcome>;
  /** Lists our orders for the sweep. `undefined`: the supplier has no list. */
  list(cursor?: string): Promise<OrderPage | Later | undefined>;
  /** Checks and reads a report. Pure. `raw` is the body byte for byte. */
  readEvent(raw: Buffer, headers: Readonly<Record<string, string | undefined>>): SupplierEvent;
}
