import type { Sent } from '../shared/index.ts';

export type Status =
  | 'check'
  | 'process'
  | 'confirm_check'
  | 'wrong_amount_waiting'
  | 'paid'
  | 'paid_over'
  | 'wrong_amount'
  | 'cancel'
  | 'fail'
  | 'system_fail'
  | 'locked'
  | 'refund_process'
  | 'refund_paid'
  | 'refund_fail';

interface StatusFacts {
  /** The service says that the invoice takes no more payment. Money may still come. */
  final: boolean;
  /** This status has a webhook. */
  webhook: boolean;
  /** The payer's money is on the merchant's balance. */
  money: boolean;
}

const facts = (final: boolean, webhook: boolean, money: boolean): StatusFacts => ({ final, webhook, money });

export const STATUSES: Readonly<Record<Status, StatusFacts>> = {
  check: facts(false, false, false),
  process: facts(false, false, false),
  confirm_check: facts(false, true, false),
  wrong_amount_waiting: facts(false, false, false),
  paid: facts(true, true, true),
  paid_over: facts(true, true, true),
  wrong_amount: facts(true, true, true),
  cancel: facts(true, true, false),
  fail: facts(true, true, false),
  system_fail: facts(true, true, false),
  locked: facts(true, false, false),
  refund_process: facts(true, true, true),
  refund_paid: facts(true, true, false),
  refund_fail: facts(true, true, true),
};

export const isStatus = (text: string): text is Status => Object.hasOwn(STATUSES, text);

export interface Transfer {
  /** In the payer's coin, a decimal text. */
  amount: string;
  from: string | null;
  /** Null for a transfer inside the provider. */
  txid: string | null;
  at: number;
}

/** An invoice as the imitation keeps it. Times in milliseconds since 1970. */
export interface HeleketInvoice {
  uuid: string;
  /** Grows with creation; the list pages by it. */
  sequence: number;
  orderId: string;
  amount: string;
  currency: string;
  /** Fixed by the request, or chosen by the payer. */
  payerCurrency: string | null;
  network: string | null;
  address: string | null;
  payerAmount: string | null;
  toCurrency: string | null;
  allowed: string[] | null;
  urlCallback: string | null;
  urlReturn: string | null;
  urlSuccess: string | null;
  multiple: boolean;
  lifetime: number;
  subtract: number;
  accuracy: number;
  discountPercent: number | null;
  additionalData: string | null;
  status: Status;
  transfers: Transfer[];
  /** What happens after confirmation: the comparison of amounts, or an AML hold. */
  hold: boolean;
  /** The provider's staff marked it as paid by hand. Nothing is on the chain. */
  byHand: boolean;
  /** Money that went back or is on its way back, in the payer's coin. */
  refunded: string;
  /** The last refund's part of it. It comes back if the refund fails. */
  refunding?: string;
  refundAddress: string | null;
  createdAt: number;
  updatedAt: number;
  expiredAt: number;
}

export interface SentWebhook extends Sent {
  uuid: string;
  orderId: string;
  status: string;
  url: string;
  /** The exact bytes that were sent, as text. */
  body: string;
}

export interface HeleketState {
  nextSequence: number;
  nextWebhook: number;
  invoices: HeleketInvoice[];
  webhooks: SentWebhook[];
}
