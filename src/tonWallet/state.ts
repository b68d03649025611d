import { look } from './look.ts';
import type { TonContext } from './ton.ts';

export interface WalletState {
  /** As people write it. */
  readonly address: string;
  /** Nanoton. */
  readonly balance: bigint;
  readonly seqno: number;
  /** Time of the block that was seen, and how far it is behind our clock. */
  readonly at: Date;
  readonly lagMs: number;
}

/**
 * How our wallet stands now; undefined where this process has none. From the first call on the wallet is looked after. The last
 * look of any process is in `ton_wallets`. Errors: CHAIN_UNAVAILABLE, CIRCUIT_OPEN, CONFIG_INVALID.
 */
export async function walletState(context: TonContext): Promise<WalletState | undefined> {
  if (!context.ton.isConfigured) return undefined;
  const { address, friendly } = await context.ton.wallet();
  const { balance, seqno, at, lagMs } = await look(context, address);
  return { address: friendly, balance, seqno, at, lagMs };
}
