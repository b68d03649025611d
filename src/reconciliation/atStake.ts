import { parseAmount, toAppError, type Asset } from '../lib/index.ts';

/** What a break says about money: our price, and both sides as they were compared. */
export interface Stake {
  readonly amount: bigint | null;
  readonly detail: Readonly<Record<string, string | null>>;
}

/**
 * The most that may have come and not been booked: the largest figure of either side, less what is booked. By hand no
 * more is booked, however many people stand behind it.
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
    // The provider may write more decimals than our coin has, or anything at all: such a figure proves nothing.
    if (toAppError(error).kind === 'invalid') return 0n;
    throw error;
  }
}
