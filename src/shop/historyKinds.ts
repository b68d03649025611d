import type { JournalKind } from '../ledger/index.ts';

/** What the history can be filtered by. */
export const TRANSACTION_KINDS = ['topup', 'purchase', 'delivery', 'refund', 'bonus', 'adjustment'] as const;
export type TransactionKind = (typeof TRANSACTION_KINDS)[number];

/**
 * The kind under which a journal is shown in its user's history. A journal that carried out an order (of the same kind)
 * is shown as the order. Any other is a line of its own: a refund, or money that came for a purchase and went to the
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
  // The balance screen shows money that is set aside and comes back.
  hold: null,
  release: null,
  dispatch: 'delivery',
  dispatch_return: 'delivery',
  // The dispatch already took these stars from the user, so their arrival changes nothing.
  delivery: null,
  supply: null,
  funding: null,
};
