import type { Sent } from '../shared/index.ts';

export type Wallet = 'TON' | 'USDT';

/** An order as the imitation keeps it. Times in milliseconds since 1970. */
export interface IStarOrder {
  id: string;
  username: string;
  quantity: number;
  wallet: Wallet;
  /** A decimal text. */
  amount: string;
  status: string;
  error: string | null;
  /** The stars have been given, and nothing takes them back. */
  isDelivered: boolean;
  createdAt: number;
  updatedAt: number;
}

export interface IStarWebhook extends Sent {
  orderId: string;
  /** The exact bytes that were sent, as text. */
  body: string;
  signature: string;
}

/** Everything that is saved. */
export interface IStarState {
  orders: IStarOrder[];
  /** Decimal texts. */
  balances: Record<Wallet, string>;
  webhooks: IStarWebhook[];
  nextWebhook: number;
}
