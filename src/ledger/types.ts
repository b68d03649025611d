/** The vocabulary of the ledger. Amounts are bigint in minor units of the asset; accounts hold one asset each. */

/** Accounts of one user. Their balance is what we owe the user and never falls below zero. */
export const USER_ACCOUNTS = ['wallet', 'stars', 'hold'] as const;
export type UserAccount = (typeof USER_ACCOUNTS)[number];

/** Accounts of the house, one (sharded) per asset. */
export const HOUSE_ACCOUNTS = [
  'provider_clearing', // what the payment provider holds for us
  'revenue',
  'fees', // what the provider kept
  'bonus', // stars given away
  'star_stock', // stars issued to users
  'refunds',
  'suspense', // money whose owner is not known yet
  'adjustments',
] as const;
export type HouseAccount = (typeof HOUSE_ACCOUNTS)[number];

/** Names an account without knowing its id. `stars` of a user holds STAR; `wallet` and `hold` hold `asset`. */
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
] as const;
export type JournalKind = (typeof JOURNAL_KINDS)[number];

/** One movement: `amount` leaves `debit` and arrives at `credit`. */
export interface JournalLine {
  readonly debit: AccountRef;
  readonly credit: AccountRef;
  readonly amount: bigint;
}

/** A group of movements that is posted whole or not at all. `key` is its idempotency key, for ever. */
export interface Journal {
  readonly key: string;
  readonly kind: JournalKind;
  readonly reason: string;
  /** Who or what caused it: `system`, `user:42`, `staff:7`. */
  readonly actor: string;
  readonly lines: readonly JournalLine[];
  readonly links?: {
    readonly orderId?: string;
    readonly invoiceId?: string;
    readonly refundId?: string;
    readonly ticketId?: string;
  };
  /** When it counts from, where that differs from when it is recorded. */
  readonly effectiveAt?: Date;
  readonly correlationId?: string;
  /** The journal that this one refunds, reverses, releases or captures; it cannot go beyond it. */
  readonly originalId?: string;
}

/** What posting gives back. `replayed` is true when the same journal had been posted before. */
export interface Posted {
  readonly journalId: string;
  readonly replayed: boolean;
}

/** Minor units. `wallet` can be spent; `hold` is set aside; both in the payment asset. */
export interface UserBalances {
  readonly wallet: bigint;
  readonly stars: bigint;
  readonly hold: bigint;
}

/** A journal as it stands in the ledger. */
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
