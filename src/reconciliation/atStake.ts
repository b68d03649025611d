import { parseAmount, toAppError, type Asset } from '../lib/index.ts';

/** The facts of a break about money: our price, and both sides as they were compared. */
export interface Stake {
  readonly amount: bigint | null;
  readonly detail: Readonly<Record<string, string | null>>;
}

/**
 * The most money that may have come without being booked: the largest figure of either side, less what is booked. A
 * person cannot book more than this by hand, however many people approve it.
 */
export function atStake({ amount, detail }: Stake, asset: Asset): bigint {
  const figures = [amount ?? 0n, minor(detail['theirAmount'], asset), minor(detail['theirPayment'], asset)];
  const most = figures.reduce((a, b) => (a > b ? a : b));
  return most - BigInt(detail['ourBooked'] ?? 0);
}

function minor(text: string | null | undefined, asset: Asset): bigint {
  if (text === null || text === undefined) return 0n;
  try {
    return parseAmount(text, asset);
  } catch (error) {
    // The provider may write more decimals than our coin has, or any other text. Such a figure proves nothing.
    if (toAppError(error).kind === 'invalid') return 0n;
    throw error;
  }
}
