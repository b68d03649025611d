/**
 * What the shop needs of a supplier of stars, and what each can do. A supplier's names and quirks stay inside its own
 * folder; nothing here throws for what a supplier answers: every answer is one of the outcomes below.
 */

import type { Later } from '../platform/index.ts';

export type { Later };

/** `manual`: people of the shop send the stars. The others are reached over HTTP. */
export const SUPPLIERS = ['manual', 'mystars', 'istar'] as const;
export type SupplierName = (typeof SUPPLIERS)[number];

/** An amount in minor units of an asset that the ledger knows. */
export interface Cost {
  readonly amount: bigint;
  readonly asset: string;
}

/** What a supplier can do, as data: what may be repeated, and what proves anything, follows from here. */
export interface Capabilities {
  /** `onchain`: each order is paid from our own wallet. `prepaid`: from a balance at the supplier. `none`: neither. */
  readonly settlement: 'onchain' | 'prepaid' | 'none';
  /** Only an idempotent create may be repeated after a lost answer; an unsafe one becomes `uncertain`. */
  readonly create: 'idempotent' | 'unsafe';
  /** How an order is found again whose answer was lost. */
  readonly find: 'key' | 'list' | 'none';
  readonly webhook: 'signed' | 'none';
  /** `advisory`: "not checked" is a possible answer and blocks nothing. */
  readonly check: 'strict' | 'advisory' | 'none';
  readonly cancel: boolean;
  /** A signed report counts where the supplier gives no answer about its order: some say that it has no look-up. */
  readonly trustsReport: boolean;
  /** Whole stars in one order. */
  readonly min: number;
  readonly max: number;
  /** Without a final word for so long after the order was taken, its fate is `uncertain`. */
  readonly finalWordMs: number;
}

/** What a check of a recipient found. `unknown` is shown as "not checked" and blocks nothing by itself. */
export type RecipientCheck = (
  | {
      readonly is: 'ok';
      readonly name?: string;
      readonly photo?: string;
      /** Pins the account at suppliers that order by it. */
      readonly token?: string;
      readonly isSelf?: boolean;
    }
  | { readonly is: 'notFound' | 'notUser' | 'cannotReceiveNow' | 'unknown'; readonly text?: string }
) & { readonly checkedAt: Date };

/** What so many stars cost now. `isLocked`: the supplier keeps to it until `goodUntil`. */
export interface Quote {
  readonly stars: number;
  readonly cost: Cost;
  readonly goodUntil: Date;
  readonly isLocked: boolean;
}

/** What an order at a supplier is made of. `key` is ours and is used once for ever. */
export interface Intent {
  readonly key: string;
  /** Lower case, without `@`. */
  readonly recipient: string;
  readonly token?: string;
  readonly stars: number;
  /** Where the supplier shall report; part of the body, so it must not change between tries. */
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
 * What an order is at the supplier. `pending`: it goes on. `held`: the supplier looks at it. `failed`: it ended without
 * stars and the money comes back. `expired`, `cancelled`: it ended before a payment was seen.
 */
export const ORDER_STATES = ['pending', 'held', 'delivered', 'failed', 'expired', 'cancelled'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** An order as the supplier tells it. */
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
  /** Id of the transaction with which the money came back. */
  readonly returnProof?: string;
  readonly createdAt?: Date;
  /** The answer as it came, for the trail; at most 4,000 characters. */
  readonly raw: string;
}

export type CreateOutcome =
  | {
      readonly is: 'accepted';
      readonly view: OrderView;
      readonly payment?: PaymentDue;
      /** False where the supplier gave an order that existed. */
      readonly isNew: boolean;
    }
  /** A final no: nothing was ordered. `recipient`: this account cannot receive. `order`: a mistake of ours. */
  | { readonly is: 'refused'; readonly why: 'recipient' | 'order' | 'funds'; readonly text: string }
  | Later
  /** The order may exist. `evidence` says what was seen. */
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

/** A signed report of a supplier. A claim and never a fact, where the order can be looked up. */
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

/** A supplier that is reached over HTTP. */
export interface Supplier {
  readonly name: SupplierName;
  readonly can: Capabilities;
  /** The exact text of a create call: written down before the call and sent again as it is. */
  bodyOf(intent: Intent): string;
  checkRecipient(recipient: string, stars: number): Promise<RecipientCheck>;
  quote(
    stars: readonly number[],
  ): Promise<{ readonly is: 'quotes'; readonly quotes: readonly Quote[] } | Later>;
  /** What the supplier holds for us, by asset. Empty where it holds nothing. */
  float(): Promise<{ readonly is: 'float'; readonly costs: readonly Cost[]; readonly at: Date } | Later>;
  create(order: { readonly key: string; readonly body: string }): Promise<CreateOutcome>;
  lookUp(ref: string): Promise<LookUpOutcome>;
  find(intent: Intent & { readonly body: string; readonly askedAt: Date }): Promise<FindOutcome>;
  cancel(ref: string): Promise<CancelOutcome>;
  /** Orders of the supplier for the sweep; `undefined` where it lists none. */
  list(cursor?: string): Promise<OrderPage | Later | undefined>;
  /** Pure: secrets are known already. `raw` is the body byte for byte. */
  readEvent(raw: Buffer, headers: Readonly<Record<string, string | undefined>>): SupplierEvent;
}
