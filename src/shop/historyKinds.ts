import type { JournalKind } from '../ledger/index.ts';

/** What the history can be filtered by. */
export const TRANSACTION_KINDS = ['topup', 'purchase', 'delivery', 'refund', 'bonus', 'adjustment'] as const;
export type TransactionKind = (typeof TRANSACTION_KINDS)[number];

/**
 * Under which kind a journal stands in its user's history. The journal that carried an order out (of the same kind)
 * is shown as the order; any other is a line of its own: a refund, or what came for a purchase and went to the
 * balance. Null: never shown.
 */
export const JOURNAL_IN_HISTORY: Readonly<Record<JournalKind, TransactionKind | null>> = {
  topup: 'topup',
  purchase: 'purchase',
  balance_purchase: 'purchase',
  refund: 'refund',
  reversal: 'refund',
  capture: 'refund',
  adjustment: 'adjustment',
  // Money that is set aside and comes back is shown on the balance screen.
  hold: null,
  release: null,
  dispatch: 'delivery',
  dispatch_return: 'delivery',
  // What has arrived left the user's stars with the dispatch.
  delivery: null,
  supply: null,
  funding: null,
};
