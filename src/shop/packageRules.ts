/**
 * The difference of a new price from the old one, in percent with one decimal, rounded away from zero: 95 to 80 is
 * -15.8. `price_concerns` in the database says which changes need a second person.
 */
export function priceChangePercent(before: bigint, after: bigint): number {
  const difference = after - before;
  const size = difference < 0n ? -difference : difference;
  const tenths = (size * 1000n + before - 1n) / before;
  return Number(difference < 0n ? -tenths : tenths) / 10;
}
