/** Statuses of an order, as the service names them, and which of them it tells by webhook. */
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

/** What an order is paid with, and how many decimals that has. */
export const CURRENCIES = {
  ton: { code: 'ton', chain: 'ton', name: 'Toncoin', asset: 'TON', units: 'ton', exponent: 9 },
  usdt_ton: { code: 'usdt_ton', chain: 'ton', name: 'Tether USD', asset: 'USDT', units: 'usdt', exponent: 6 },
} as const;
export type Currency = keyof typeof CURRENCIES;
export type Asset = (typeof CURRENCIES)[Currency]['asset'];

/** How an order to a recipient ends, once it is paid. */
export type End = 'delivered' | 'reversed' | 'held';

export const FOUND = ['ok', 'not_found', 'not_user', 'cannot_receive', 'indeterminate'] as const;

/** What the service finds behind a name. */
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
  /** When it goes one step on by itself. */
  nextStepAt: number | null;
}

/** A payment that was seen on chain, and what was made of it. */
export interface JudgedPayment {
  txId: string;
  orderId: string | null;
  verdict: string;
  at: number;
}

export interface MyStarsWebhook {
  id: number;
  orderId: string;
  status: string;
  url: string;
  /** The exact bytes on the wire, as text; they and the signature are the same on every try. */
  body: string;
  signature: string | null;
  /** `queued` is waiting or being repeated; `held` waits for release; `lost` was never sent; `dead` was given up. */
  state: 'queued' | 'held' | 'lost' | 'delivered' | 'dead';
  attempts: { at: string; status: number | null; error: string | null }[];
  dueAt: number;
}

export interface MyStarsState {
  nextSequence: number;
  nextWebhook: number;
  orders: MyStarsOrder[];
  payments: JudgedPayment[];
  webhooks: MyStarsWebhook[];
}
