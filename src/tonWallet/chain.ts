/** One transaction of an account: its logical time, which grows along the account, and its hash in hex. */
export interface ChainPoint {
  readonly lt: bigint;
  readonly hash: string;
}

/** The state of an account at one block. All of it comes in one answer, so that the parts fit together. */
export interface ChainAccount {
  /** Nanoton. */
  readonly balance: bigint;
  /** `new`: no contract there yet. */
  readonly status: 'active' | 'new' | 'frozen';
  /** The data of the contract, as BoC in base64; empty if there is none. */
  readonly data: string;
  /** Undefined while the account has no transaction. */
  readonly last: ChainPoint | undefined;
  /** Time of the block. Everything that happened on this account before that time is included. */
  readonly at: Date;
}

/** The functions of the TON chain that we need. Errors of each: CHAIN_UNAVAILABLE, CIRCUIT_OPEN. */
export interface Chain {
  /** `address` in raw form. */
  account(address: string): Promise<ChainAccount>;
  /** Transactions as BoC in base64: `from` itself, then those before it. The caller checks them by their hashes. */
  transactions(address: string, from: ChainPoint, limit: number): Promise<readonly string[]>;
  /** Sends a signed message. Neither an accepted nor a refused message proves anything. */
  send(boc: string): Promise<void>;
}
