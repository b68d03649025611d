import type { Sent } from '../shared/index.ts';

/** Statuses of an order, by the service's names, and which of them have a webhook. */
export const STATUSES = {
  received: { told: false },
  awaiting_payment: { told: false },
  paid: { told: false },
  reserved: { told: false },
  swapping: { told: false },
  funding: { told: false },
  purchasing: { told: false },
  fulfilling: { told: false },
  completed: { told: false },
  held: { told: false },
  delivered: { told: true },
  failed: { told: true },
  reversed: { told: true },
  expired: { told: true },
  cancelled: { told: false },
} as const;
export type Status = keyof typeof STATUSES;

export const isStatus = (text: unknown): text is Status =>
  typeof text === 'string' && Object.hasOwn(STATUSES, text);

/** The currencies of orders, and the number of decimals of each. */
export const CURRENCIES = {
  ton: { code: 'ton', chain: 'ton', name: 'Toncoin', asset: 'TON', units: 'ton', exponent: 9 },
  usdt_ton: { code: 'usdt_ton', chain: 'ton', name: 'Tether USD', asset: 'USDT', units: 'usdt', exponent: 6 },
} as const;
export type Currency = keyof typeof CURRENCIES;
export type Asset = (typeof CURRENCIES)[Currency]['asset'];

/** How a paid order to a recipient ends. */
export type End = 'delivered' | 'reversed' | 'held';

export const FOUND = ['ok', 'not_found', 'not_user', 'cannot_receive', 'indeterminate'] as const;

/** What the service finds for a name. */
export interface Recipient {
  is: (typeof FOUND)[number];
  name: string | null;
  /** How a paid order to it ends. */
  end: End;
}

/** An order as the imitation keeps it. Amounts are decimal texts, times milliseconds since 1970. */
export interface MyStarsOrder {
  id: string;
  /** Grows with creation; the list pages by it. */
  sequence: number;
  key: string;
  /** SHA-256 of the body that made it. */
  bodyHash: string;
  username: string;
  quantity: number;
  currency: Currency;
  amount: string;
  amountTon: string;
  fee: string | null;
  callbackUrl: string | null;
  status: Status;
  end: End;
  failureReason: string | null;
  telegramMessage: string | null;
  paidBy: { from: string; amount: string; txId: string } | null;
  purchaseTx: string | null;
  reversalTx: string | null;
  createdAt: number;
  updatedAt: number;
  expiresAt: number;
  /** When it takes the next step by itself. */
  nextStepAt: number | null;
}

/** A payment that was seen on the chain, and the verdict about it. */
export interface JudgedPayment {
  txId: string;
  orderId: string | null;
  verdict: string;
  at: number;
}

export interface MyStarsWebhook extends Sent {
  orderId: string;
  status: string;
  url: string;
  /** The exact bytes that were sent, as text. They and the signature are the same on every try. */
  body: string;
  signature: string | null;
}

export interface MyStarsState {
  nextSequence: number;
  nextWebhook: number;
  orders: MyStarsOrder[];
  payments: JudgedPayment[];
  webhooks: MyStarsWebhook[];
}
