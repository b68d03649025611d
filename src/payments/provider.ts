import type { UnreadableRow } from './unreadable.ts';

/**
 * What Starboard needs from a payment provider. Amounts are plain decimal texts in the stated currency. The names and
 * quirks of a provider stay in its own file.
 *
 * Errors of every call: PROVIDER_UNAVAILABLE (no answer, time-out, 5xx, not JSON: we do not know what happened there),
 * PROVIDER_REFUSED (it said no; `data.fields` names the refused fields, `data.refusedKey` the key), PROVIDER_MISMATCH
 * (an answer that does not fit the documented shape), CIRCUIT_OPEN (not called).
 */
export interface Provider {
  /** Safe to repeat: the same `orderId` returns the existing invoice, whatever the other fields say. */
  createInvoice(invoice: NewInvoice): Promise<ProviderInvoice>;
  /** `undefined`: the provider knows no such invoice. If both are given, `orderId` decides. */
  info(reference: { orderId: string } | { uuid: string }): Promise<ProviderInvoice | undefined>;
  /** One page of the invoices created in a period. */
  list(query: ListQuery): Promise<ListPage>;
  /** Asks for the webhook of a settled invoice once more. */
  resend(uuid: string): Promise<void>;
  services(): Promise<ProviderService[]>;
  /** Never repeated automatically: after PROVIDER_UNAVAILABLE the refund may or may not be under way. */
  refund(refund: NewRefund): Promise<void>;
  /** Questionnaires that a payer must fill in before a locked payment goes on. */
  amlLinks(uuid: string): Promise<AmlLink[]>;
  balance(): Promise<{ currency: string; amount: string }[]>;
  exchangeRate(currency: string): Promise<{ from: string; to: string; course: string }[]>;
}

export interface NewInvoice {
  /** Our name for it: 1-128 of A-Z a-z 0-9 _ -. */
  orderId: string;
  amount: string;
  currency: string;
  lifetimeSeconds: number;
  callbackUrl: string;
  /** Fixes the network, so that the answer has an address. Absent: the payer chooses on the provider's page. */
  network?: string | undefined;
}

export interface ListQuery {
  from: Date;
  to: Date;
  cursor?: string | undefined;
}

export interface ListPage {
  items: ProviderInvoice[];
  /** Rows of this page that are not invoices as documented. They do not stop the other rows. */
  unreadable?: UnreadableRow[];
  nextCursor: string | undefined;
}

export interface NewRefund {
  uuid: string;
  address: string;
  /** Absent: all of it. */
  amount?: string;
  /** True: the provider's fee comes out of our balance; false: out of the refund. */
  feeFromBalance: boolean;
}

export interface AmlLink {
  link: string;
  expiresAt: Date | undefined;
  status: string;
}

export interface ProviderService {
  network: string;
  currency: string;
  /** Offered by the provider and switched on by the merchant. */
  usable: boolean;
  minAmount: string;
  maxAmount: string;
  feePercent: string;
}

/**
 * An invoice as the provider reports it. `amount` is the price; `paymentAmount` is the number of coins that really
 * came.
 */
export interface ProviderInvoice {
  uuid: string;
  orderId: string;
  status: string;
  /** No more payment is possible on it. Absent if the provider does not say. */
  isFinal: boolean | undefined;
  amount: string;
  currency: string;
  payerCurrency: string | undefined;
  /** What the payer was asked for, in `payerCurrency`. */
  payerAmount: string | undefined;
  /** What came, in `payerCurrency`. */
  paymentAmount: string | undefined;
  /** How much of it reached our balance at the provider, and how much the provider kept. */
  merchantAmount: string | undefined;
  commission: string | undefined;
  /**
   * The wallet that paid, if the provider reports it. We store only a hash of it. Webhooks are evidence, so they are
   * stored as they came.
   */
  payer?: string | undefined;
  network: string | undefined;
  /** Where the payer sends the coins, once coin and network are known. */
  address?: string | undefined;
  txid: string | undefined;
  url: string | undefined;
  expiresAt: Date | undefined;
  createdAt: Date | undefined;
}
