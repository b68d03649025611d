/** One transaction of an account: its logical time, which grows along the account, and its hash in hex. */
export interface ChainPoint {
  readonly lt: bigint;
  readonly hash: string;
}

/** How an account stood at one block. All of it comes in one answer, so that its parts belong together. */
export interface ChainAccount {
  /** Nanoton. */
  readonly balance: bigint;
  /** `new`: no contract there yet. */
  readonly status: 'active' | 'new' | 'frozen';
  /** What the contract remembers, as BoC in base64; empty where there is none. */
  readonly data: string;
  /** Undefined while the account has no transaction. */
  readonly last: ChainPoint | undefined;
  /** Time of the block: what has happened by then on this account is in here. */
  readonly at: Date;
}

/** What we need of the TON chain. Errors of each: CHAIN_UNAVAILABLE, CIRCUIT_OPEN. */
export interface Chain {
  /** `address` in raw form. */
  account(address: string): Promise<ChainAccount>;
  /** Transactions as BoC in base64: `from` itself, then those before it. The caller proves them by their hashes. */
  transactions(address: string, from: ChainPoint, limit: number): Promise<readonly string[]>;
  /** Hands over a signed message. That it was taken proves nothing, and neither does that it was not. */
  send(boc: string): Promise<void>;
}
