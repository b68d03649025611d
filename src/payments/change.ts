import type { Journal } from '../ledger/index.ts';
import type { Order } from '../shop/index.ts';
import type { ProviderInvoice } from './provider.ts';
import type { Outcome, ReviewReason, Settlement } from './settlement.ts';
import type { StoredInvoice } from './types.ts';

export interface Confirmed {
  invoiceId: string;
  /** What the provider answered when asked. Never what a webhook claims. */
  facts: ProviderInvoice;
  source: 'webhook' | 'poll' | 'sweep';
  /** The stored event that made us ask. If absent, an event is written when the answer brings news. */
  eventId?: string | undefined;
  /** The status that the stored event claimed. */
  claimed?: string | undefined;
  amlLink?: string | undefined;
  correlationId?: string | undefined;
}

export interface Settled {
  outcome: Outcome;
  review?: ReviewReason;
}

/** One answer of the provider, the rows that it is about, and what follows from it. */
export interface Change {
  readonly confirmed: Confirmed;
  readonly invoice: StoredInvoice;
  readonly order: Order;
  readonly plan: Settlement;
  readonly journal: Journal | undefined;
  readonly journalId: string | undefined;
}
