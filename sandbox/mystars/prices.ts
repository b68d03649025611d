import { formatAmount, parseAmount } from '../../src/lib/index.ts';
import { CURRENCIES, type Currency } from './types.ts';
import type { MyStarsWorld } from './world.ts';

export interface Price {
  amount: string;
  amountTon: string;
  fee: string | null;
}

/** For the swap of USDT: 1 % and half a coin of TON. */
const SWAP_PERCENT = 1n;
const SWAP_TON = 500_000_000n;
const ONE_TON = 10n ** 9n;

const TON = CURRENCIES.ton;
const USDT = CURRENCIES.usdt_ton;

/** The present cost of this many stars, with everything included. Exact: rounded up to the last decimal. */
export function priceOf({ settings }: MyStarsWorld, quantity: number, currency: Currency): Price {
  const ton = parseAmount(settings.tonPerStar, TON) * BigInt(quantity);
  const amountTon = formatAmount(ton, TON);
  if (currency === 'ton') return { amount: amountTon, amountTon, fee: null };
  const rate = parseAmount(settings.usdtPerTon, USDT);
  const inUsdt = (nano: bigint): bigint => (nano * rate + ONE_TON - 1n) / ONE_TON;
  const fee = (inUsdt(ton) * SWAP_PERCENT + 99n) / 100n + inUsdt(SWAP_TON);
  return { amount: formatAmount(inUsdt(ton) + fee, USDT), amountTon, fee: formatAmount(fee, USDT) };
}
