import type { Figures } from './figures.ts';
import type { StatusMeaning } from './statuses.ts';

/** `paid` may hide a difference of at most this much: the provider's own largest tolerance. */
const TOLERATED_PERCENT = 5n;
/** More than this many prices at once is not an overpayment but an error somewhere. */
const MOST_PRICES = 10n;

/** Statuses that give no value. Impossible figures with them only mean that we do not know how much came. */
const GIVES_NOTHING: readonly StatusMeaning[] = ['open', 'locked', 'refund', 'refunded'];

/** Figures that can be true. */
export function plausible(
  figures: Figures | undefined,
  price: bigint,
  means: StatusMeaning,
): (Partial<Figures> & Pick<Figures, 'fee'>) | undefined {
  if (figures && figures.received <= price * MOST_PRICES) return figures;
  return GIVES_NOTHING.includes(means) ? { fee: 0n } : undefined;
}

/** Whether this amount is possible when the provider calls it `paid` or `paid_over`. */
export function isPriceOf(status: string, received: bigint, price: bigint): boolean {
  const percent = received * 100n;
  if (percent < price * (100n - TOLERATED_PERCENT)) return false;
  return status !== 'paid' || percent <= price * (100n + TOLERATED_PERCENT);
}
