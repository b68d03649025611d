import { AppError, formatAmount, MAX_MINOR, type Asset } from '../lib/index.ts';
import type { StarPrice } from './types.ts';

/** A package's price in force, as far as an order needs it. */
export interface PackagePrice {
  readonly priceId: bigint;
  readonly price: bigint;
  readonly bonusStars: number;
}

/** What a purchase costs and which price version says so. */
export interface Quote {
  readonly amount: bigint;
  readonly bonusStars: number;
  readonly packagePriceId: bigint | null;
  readonly starPriceId: bigint | null;
}

interface QuoteInput {
  readonly stars: number;
  /** The package of exactly that many stars, where one is sold (purchases by payment only). */
  readonly package: PackagePrice | undefined;
  readonly starPrice: StarPrice | undefined;
  readonly limits: { readonly min: number; readonly max: number };
  /** True when packages of this size are sold: they may lie outside the limits. */
  readonly isPackageSize: boolean;
  /** The price version that the buyer's screen was drawn with. */
  readonly seenPriceId: bigint | undefined;
  readonly asset: Asset;
}

/**
 * The price rule: the package price when such a package is sold, else as many times the price of one star
 * without bonus.
 * Errors: AMOUNT_INVALID (not a whole number above 0), AMOUNT_OUT_OF_RANGE with `min` and `max`,
 * PACKAGE_UNKNOWN (nothing is priced), PRICE_CHANGED with the new `price` as decimal text.
 */
export function quote(input: QuoteInput): Quote {
  const { stars, limits, asset } = input;
  if (!Number.isSafeInteger(stars) || stars < 1) throw new AppError('AMOUNT_INVALID');
  const offered = input.package
    ? {
        amount: input.package.price,
        bonusStars: input.package.bonusStars,
        packagePriceId: input.package.priceId,
        starPriceId: null,
      }
    : bySingleStars(input);
  if (!input.isPackageSize && (stars < limits.min || stars > limits.max))
    throw new AppError('AMOUNT_OUT_OF_RANGE', { min: limits.min, max: limits.max });
  if (
    input.seenPriceId !== undefined &&
    input.seenPriceId !== (offered.packagePriceId ?? offered.starPriceId)
  )
    throw new AppError('PRICE_CHANGED', { price: formatAmount(offered.amount, asset) });
  return offered;
}

function bySingleStars({ stars, starPrice }: QuoteInput): Quote {
  if (!starPrice) throw new AppError('PACKAGE_UNKNOWN');
  const amount = starPrice.price * BigInt(stars);
  if (amount > MAX_MINOR) throw new AppError('AMOUNT_OUT_OF_RANGE');
  return { amount, bonusStars: 0, packagePriceId: null, starPriceId: starPrice.id };
}
