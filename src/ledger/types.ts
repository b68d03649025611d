/** The vocabulary of the ledger. Amounts are bigint in minor units of the asset; accounts hold one asset each. */

/** Accounts of one user. Their balance is what we owe the user and never falls below zero. */
export const USER_ACCOUNTS = ['wallet', 'stars', 'hold', 'delivery'] as const;
export type UserAccount = (typeof USER_ACCOUNTS)[number];

/** Accounts of the house, one (sharded) per asset. */
export const HOUSE_ACCOUNTS = [
  'provider_clearing', // money that the payment provider holds for us
  'revenue',
  'fees', // money that the provider kept
  'bonus', // stars given away
  'star_stock', // stars issued to users
  'refunds',
  'suspense', // money of an unknown owner
  'adjustments',
  'delivered', // stars that reached a Telegram account
  'capital', // what the owner put in to buy stars with
  'ton_wallet', // what our own TON wallet holds
  'supplier_float', // our balance at a prepaid supplier
  'supplier_due', // paid to a supplier for stars that have not arrived
  'delivery_cost', // cost of delivered stars
  'promo', // stars given away by promo codes
] as const;
export type HouseAccount = (typeof HOUSE_ACCOUNTS)[number];

/** Names an account without its id. `stars` and `delivery` of a user contain STAR; `wallet` and `hold` contain `asset`. */
export type AccountRef =
  | { readonly user: bigint; readonly account: UserAccount; readonly asset: string }
  | { readonly house: HouseAccount; readonly asset: string };

export const JOURNAL_KINDS = [
  'topup',
  'purchase',
  'balance_purchase',
  'refund',
  'adjustment',
  'hold',
  'release',
  'reversal',
  'capture',
  'dispatch', // stars are set aside for a delivery
  'dispatch_return', // and come back
  'delivery', // the stars have arrived
  'supply', // money that a supplier gets, returns or has cost
  'funding', // money that the owner moves between places of the house
] as const;
export type JournalKind = (typeof JOURNAL_KINDS)[number];

/** One movement: `amount` leaves `debit` and arrives at `credit`. */
export interface JournalLine {
  readonly debit: AccountRef;
  readonly credit: AccountRef;
  readonly amount: bigint;
}

/** A group of movements that is posted as a whole or not at all. `key` is its idempotency key and never expires. */
export interface Journal {
  readonly key: string;
  readonly kind: JournalKind;
  readonly reason: string;
  /** The actor: `system`, `user:42`, `staff:7`. */
  readonly actor: string;
  readonly lines: readonly JournalLine[];
  readonly links?: {
    readonly orderId?: string;
    readonly invoiceId?: string;
    readonly refundId?: string;
    readonly ticketId?: string;
  };
  /** Its effective date, if that differs from the time when it is recorded. */
  readonly effectiveAt?: Date;
  readonly correlationId?: string;
  /** The journal that this one refunds, reverses, releases or captures. It cannot give back more than that journal took. */
  readonly originalId?: string;
}

/** The result of posting. `replayed` is true if the same journal was posted before. */
export interface Posted {
  readonly journalId: string;
  readonly replayed: boolean;
}

/**
 * Minor units. `wallet` can be spent, `hold` is set aside; both are in the payment asset. `delivery`: stars that are on
 * their way to a Telegram account.
 */
export interface UserBalances {
  readonly wallet: bigint;
  readonly stars: bigint;
  readonly hold: bigint;
  readonly delivery: bigint;
}

/** A posted journal. */
export interface JournalHead {
  readonly journalId: string;
  readonly kind: JournalKind;
  readonly reason: string;
  readonly actor: string;
  readonly recordedAt: Date;
  readonly effectiveAt: Date;
  readonly orderId: string | null;
  readonly invoiceId: string | null;
  readonly refundId: string | null;
  readonly ticketId: string | null;
  readonly originalId: string | null;
  readonly correlation: string | null;
  /** Place in the log; grows with time, with gaps. */
  readonly position: bigint;
}

/** One posted movement. Accounts by name (`user:42/wallet/TON`, `house/revenue/TON`) and id. */
export interface TransferLine {
  readonly line: number;
  readonly debit: string;
  readonly credit: string;
  readonly debitId: bigint;
  readonly creditId: bigint;
  readonly asset: string;
  readonly amount: bigint;
  readonly debitAfter: bigint;
  readonly creditAfter: bigint;
  readonly debitSeq: bigint;
  readonly creditSeq: bigint;
}
