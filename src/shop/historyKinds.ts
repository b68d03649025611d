import type { JournalKind } from '../ledger/index.ts';

/** What the history can be filtered by. */
export const TRANSACTION_KINDS = ['topup', 'purchase', 'refund', 'bonus', 'adjustment'] as const;
export type TransactionKind = (typeof TRANSACTION_KINDS)[number];

/**
 * Under which kind a journal stands in its user's history when it is a line of its own there. Journals of an order
 * are shown as the order, unless `beside` says that they are news of their own. Null: never shown.
 */
export const JOURNAL_IN_HISTORY: Readonly<
  Record<JournalKind, { readonly as: TransactionKind; readonly beside: boolean } | null>
> = {
  topup: { as: 'topup', beside: false },
  purchase: { as: 'purchase', beside: false },
  balance_purchase: { as: 'purchase', beside: false },
  refund: { as: 'refund', beside: true },
  reversal: { as: 'refund', beside: true },
  settlement: { as: 'refund', beside: true },
  adjustment: { as: 'adjustment', beside: true },
  // Money that is set aside and comes back is shown on the balance screen.
  hold: null,
  release: null,
};
