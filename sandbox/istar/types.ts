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

export interface IStarWebhook {
  id: number;
  orderId: string;
  /** The exact bytes that were sent, as text. */
  body: string;
  signature: string;
  /** `queued`: it waits or is repeated. `held`: it waits for release. `lost`: it was never sent. */
  state: 'queued' | 'held' | 'lost' | 'delivered' | 'given up';
  attempts: { at: string; status: number | null; error: string | null }[];
  /** When the next attempt is due, milliseconds since 1970. */
  dueAt: number;
}

/** Everything that is saved. */
export interface IStarState {
  orders: IStarOrder[];
  /** Decimal texts. */
  balances: Record<Wallet, string>;
  webhooks: IStarWebhook[];
  nextWebhook: number;
}
