/**
 * How far a new price lies from the old one, in percent with one decimal, rounded up in size: 95 to 80 is -15.8. Which change
 * asks for a second person says `price_concerns` in the database.
 */
export function priceChangePercent(before: bigint, after: bigint): number {
  const difference = after - before;
  const size = difference < 0n ? -difference : difference;
  const tenths = (size * 1000n + before - 1n) / before;
  return Number(difference < 0n ? -tenths : tenths) / 10;
}
