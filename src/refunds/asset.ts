import type { Asset } from '../lib/index.ts';
import { coin } from '../shop/index.ts';

/** What requests are made in: stars, or a coin with the decimals of the shop's. */
export function assetOf(code: string): Asset {
  return code === 'STAR' ? { code, exponent: 0 } : coin({ PAYMENT_ASSET: code });
}
