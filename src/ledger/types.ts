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
  'settlement',
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
}

/** What posting gives back. `replayed` is true when the same journal had been posted before. */
export interface Posted {
  readonly journalId: string;
  readonly replayed: boolean;
}
