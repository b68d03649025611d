import { AppError } from './errors/index.ts';

/**
 * Money is a `bigint` of minor units (TON: 1 TON = 10^9; STAR: 1) and never a float.
 * The text form is a plain decimal with a point: digits, an optional fraction, no exponent, no sign.
 */
export interface Asset {
  readonly code: string;
  /** The number of decimals: TON has 9, STAR has 0. */
  readonly exponent: number;
}

/** The coins of the TON chain in which suppliers of stars are paid. */
export const TON: Asset = { code: 'TON', exponent: 9 };
export const USDT: Asset = { code: 'USDT', exponent: 6 };

/** The largest amount of one posting: the largest bigint of PostgreSQL. */
export const MAX_MINOR = 2n ** 63n - 1n;

const PLAIN_DECIMAL = /^\d{1,30}(?:[.,]\d{1,30})?$/;

/**
 * Reads what a person typed, exactly.
 * Errors: AMOUNT_INVALID (not a plain decimal, or more decimals than the asset has), AMOUNT_OUT_OF_RANGE (over 2^63-1).
 */
export function parseAmount(text: string, asset: Asset): bigint {
  const trimmed = text.trim();
  if (!PLAIN_DECIMAL.test(trimmed)) throw new AppError('AMOUNT_INVALID');
  const [whole = '0', fraction = ''] = trimmed.replace(',', '.').split('.');
  const significant = fraction.replace(/0+$/, '');
  if (significant.length > asset.exponent) throw new AppError('AMOUNT_INVALID', { decimals: asset.exponent });
  const minor = BigInt(whole + significant.padEnd(asset.exponent, '0'));
  if (minor > MAX_MINOR) throw new AppError('AMOUNT_OUT_OF_RANGE');
  return minor;
}

/** Exact decimal text without trailing zeros: 95000000000n TON is "95", 1n is "0.000000001". */
export function formatAmount(minor: bigint, asset: Asset): string {
  const sign = minor < 0n ? '-' : '';
  const digits = (minor < 0n ? -minor : minor).toString().padStart(asset.exponent + 1, '0');
  const whole = digits.slice(0, digits.length - asset.exponent);
  const fraction = digits.slice(digits.length - asset.exponent).replace(/0+$/, '');
  return sign + whole + (fraction === '' ? '' : `.${fraction}`);
}

/** Returns `amount * numerator / denominator`, rounded down. The rest of the money does not move. */
export function proportion(amount: bigint, numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new AppError('AMOUNT_INVALID');
  return (amount * numerator) / denominator;
}
