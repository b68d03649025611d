import { AppError, formatAmount, MAX_MINOR, type Asset } from '../lib/index.ts';
import type { StarPrice } from './types.ts';

/** The fields of a package's price in force that an order needs. */
export interface PackagePrice {
  readonly priceId: bigint;
  readonly price: bigint;
  readonly bonusStars: number;
}

/** The price of a number of stars, and its price version. */
export interface Offer {
  readonly amount: bigint;
  readonly bonusStars: number;
  readonly priceId: bigint;
}

/** The number of stars times the price of one star. */
export function singleStars(starPrice: bigint, stars: number): bigint {
  return starPrice * BigInt(stars);
}

/**
 * The price rule: the price of the package if one of that size is sold, otherwise that of single stars, without bonus.
 * Errors: PACKAGE_UNKNOWN (there is no price).
 */
export function offerOf(stars: number, sold: PackagePrice | undefined, single: StarPrice | undefined): Offer {
  if (sold) return { amount: sold.price, bonusStars: sold.bonusStars, priceId: sold.priceId };
  if (!single) throw new AppError('PACKAGE_UNKNOWN');
  return { amount: singleStars(single.price, stars), bonusStars: 0, priceId: single.id };
}

/** The price of a purchase and its price version. */
export interface Quote {
  readonly amount: bigint;
  readonly bonusStars: number;
  readonly packagePriceId: bigint | null;
  readonly starPriceId: bigint | null;
}

interface QuoteInput {
  readonly stars: number;
  /** The package of exactly that many stars, if one is sold (purchases by payment only). */
  readonly package: PackagePrice | undefined;
  readonly starPrice: StarPrice | undefined;
  readonly limits: { readonly min: number; readonly max: number };
  /** True if packages of this size are sold: they may be outside the limits. */
  readonly isPackageSize: boolean;
  /** The price version that the buyer's screen shows. */
  readonly seenPriceId: bigint | undefined;
  readonly asset: Asset;
}

/**
 * Finds the offer by {@link offerOf} and checks the limits and the price that the buyer saw.
 * Errors: AMOUNT_INVALID (not a whole number above 0), AMOUNT_OUT_OF_RANGE with `min` and `max`, PACKAGE_UNKNOWN,
 * PRICE_CHANGED with the new `price` as decimal text.
 */
export function quote({ stars, limits, asset, package: sold, starPrice, ...input }: QuoteInput): Quote {
  if (!Number.isSafeInteger(stars) || stars < 1) throw new AppError('AMOUNT_INVALID');
  const { amount, bonusStars, priceId } = offerOf(stars, sold, starPrice);
  if (amount > MAX_MINOR) throw new AppError('AMOUNT_OUT_OF_RANGE');
  if (!input.isPackageSize && (stars < limits.min || stars > limits.max))
    throw new AppError('AMOUNT_OUT_OF_RANGE', { min: limits.min, max: limits.max });
  if (input.seenPriceId !== undefined && input.seenPriceId !== priceId)
    throw new AppError('PRICE_CHANGED', { price: formatAmount(amount, asset) });
  const version = sold
    ? { packagePriceId: priceId, starPriceId: null }
    : { packagePriceId: null, starPriceId: priceId };
  return { amount, bonusStars, ...version };
}
