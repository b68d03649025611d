import type { Queryable } from '../platform/index.ts';
import { look } from './look.ts';
import type { TonContext } from './ton.ts';

export interface WalletState {
  /** In the form that people write. */
  readonly address: string;
  /** Nanoton. */
  readonly balance: bigint;
  readonly seqno: number;
  /** Time of the block, and how far it is behind our clock. */
  readonly at: Date;
  readonly lagMs: number;
}

/**
 * The present state of our wallet; undefined if this process has none. After the first call the wallet is watched. The
 * last look of any process is in `ton_wallets`. Errors: CHAIN_UNAVAILABLE, CIRCUIT_OPEN, CONFIG_INVALID.
 */
export async function walletState(context: TonContext): Promise<WalletState | undefined> {
  if (!context.ton.isConfigured) return undefined;
  const { address, friendly } = await context.ton.wallet();
  const { balance, seqno, at, lagMs } = await look(context, address);
  return { address: friendly, balance, seqno, at, lagMs };
}

/** Payments that wait for a person: stuck ones, and those for which the wallet has too little. */
export async function walletTrouble({
  db,
}: {
  readonly db: Queryable;
}): Promise<{ readonly stuck: number; readonly unfunded: number }> {
  const { rows } = await db.query<{ stuck: number; unfunded: number }>(
    `SELECT count(*) FILTER (WHERE state = 'stuck')::integer AS stuck,
       count(*) FILTER (WHERE state = 'wanted' AND reason = 'funds')::integer AS unfunded
     FROM ton_payments WHERE state IN ('wanted', 'signed', 'stuck')`,
  );
  return rows[0] ?? { stuck: 0, unfunded: 0 };
}
