import type { Asset } from '../lib/index.ts';
import { invoiceDecimals } from './coin.ts';
import type { Offer } from './quote.ts';

export const PROMO_KINDS = ['percent', 'fixed', 'stars'] as const;
export type PromoKind = (typeof PROMO_KINDS)[number];

/** What a code gives: percent of the price, minor units off the price, or stars. */
export interface PromoTerms {
  readonly kind: PromoKind;
  readonly value: bigint;
}

/** An offer with a code. `cost` is in the unit of the code's budget. */
export interface PromoOffer {
  readonly amount: bigint;
  readonly bonusStars: number;
  readonly promoStars: number;
  readonly cost: bigint;
}

/** No code takes more off a price, whatever it says. */
export const MOST_PERCENT = 90n;

/** Applies a code to an offer. A price that an invoice cannot ask for is rounded up. Undefined: it would change nothing. */
export function withPromo(
  { kind, value }: PromoTerms,
  { amount, bonusStars }: Pick<Offer, 'amount' | 'bonusStars'>,
  asset: Asset,
): PromoOffer | undefined {
  if (kind === 'stars') {
    const promoStars = Number(value);
    return { amount, bonusStars: bonusStars + promoStars, promoStars, cost: value };
  }
  const most = (amount * MOST_PERCENT) / 100n;
  const wanted = kind === 'percent' ? (amount * value) / 100n : value;
  const step = 10n ** BigInt(asset.exponent - invoiceDecimals(asset));
  const off = ((wanted < most ? wanted : most) / step) * step;
  return off === 0n ? undefined : { amount: amount - off, bonusStars, promoStars: 0, cost: off };
}

/** A code as people type it, in the form of the table. Undefined: no code looks like this. */
export function readPromoCode(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  return /^[A-Z0-9_-]{3,32}$/.test(code) ? code : undefined;
}
