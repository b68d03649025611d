import type { Logger } from '../../src/platform/index.ts';
import type { CallLog, FaultList, SandboxTime } from '../shared/index.ts';

/** Coins that moved. Addresses are in raw form, the amount in nanoton. */
export interface TonTransfer {
  from: string;
  to: string;
  amount: string;
  /** Empty if there is no comment. */
  comment: string;
  /** The hash (hex) of the sender's transaction if the sender is a wallet here, otherwise of the receiver's. */
  txHash: string;
  /** ISO time of the block. */
  at: string;
}

/** The state of an account after one of its transactions. */
export interface AccountView {
  balance: string;
  /** The memory of its contract, as BoC in base64. Empty if there is no contract. */
  data: string;
  /** Logical time and hash (hex) of its last transaction. `0` if there is none. */
  lt: string;
  hash: string;
}

export interface TransactionRow extends AccountView {
  /** Unix seconds. */
  at: number;
  boc: string;
}

/** Everything that a restart keeps. */
export interface TonState {
  /** Logical time of the next transaction. */
  nextLt: string;
  accounts: Record<string, { first: AccountView; rows: TransactionRow[] }>;
  transfers: TonTransfer[];
}

export interface TonSettings {
  /** How long a message takes to get into a block. */
  confirmMs: number;
  /** The node answers with the state of the chain this many seconds ago. */
  behindSeconds: number;
  /** Messages that get into a block at the same time do so in reverse order. */
  reversed: boolean;
}

/** A signed message on its way into a block. */
export interface PendingMessage {
  boc: string;
  /** Milliseconds of the sandbox's clock. */
  landsAt: number;
}

export interface TonParts {
  /** The wallet that the product pays from. It has `funds` at the start. */
  mnemonic: string;
  /** Nanoton; default 100000 TON. */
  funds?: string;
  time: SandboxTime;
  log: Logger;
  saved: TonState | undefined;
  changed: () => void;
  /** Called for each transfer that leaves a wallet here. */
  onTransfer?: (transfer: TonTransfer) => void;
}

export interface TonWorld {
  readonly state: TonState;
  readonly settings: TonSettings;
  readonly time: SandboxTime;
  readonly log: Logger;
  readonly faults: FaultList;
  readonly calls: CallLog;
  readonly changed: () => void;
  readonly onTransfer: (transfer: TonTransfer) => void;
  /** Raw address of the product's wallet. */
  readonly wallet: string;
  /** Signs with its key, as another holder of the same words would. */
  readonly sign: (order: {
    seqno: number;
    to: string;
    amount: bigint;
    comment: string;
    validUntil: number;
  }) => string;
  pending: PendingMessage[];
}
