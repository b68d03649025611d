import type { Asset } from '../lib/index.ts';
import { coin } from '../shop/index.ts';

/** The asset of a request: stars, or a coin with the decimals of the shop's coin. */
export function assetOf(code: string): Asset {
  return code === 'STAR' ? { code, exponent: 0 } : coin({ PAYMENT_ASSET: code });
}
