import type { Asset } from '../lib/index.ts';
import type { Config } from '../platform/index.ts';

/** The coin that prices and balances are kept in; its minor unit is a nano-coin. */
export function coin(config: Pick<Config, 'PAYMENT_ASSET'>): Asset {
  return { code: config.PAYMENT_ASSET, exponent: 9 };
}
