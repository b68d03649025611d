import type { Breaker, Config, Context } from '../platform/index.ts';
import type { Wallet } from './cells.ts';
import type { Chain } from './chain.ts';
import { createToncenter } from './toncenter.ts';

export interface Ton {
  readonly chain: Chain;
  /** False if this process has no wallet. Then nothing is paid here. */
  readonly isConfigured: boolean;
  /** Opened at first use, because it takes time and memory that only a worker needs. Errors: CONFIG_INVALID. */
  wallet(): Promise<Wallet>;
}

export interface TonContext extends Context {
  readonly ton: Ton;
}

export function createTon(config: Config, breaker: Breaker): Ton {
  const mnemonic = config.TON_WALLET_MNEMONIC;
  let opened: Promise<Wallet> | undefined;
  return {
    chain: createToncenter(config, breaker),
    isConfigured: mnemonic.reveal() !== '',
    wallet: () => (opened ??= import('./cells.ts').then(({ openWallet }) => openWallet(mnemonic.reveal()))),
  };
}
