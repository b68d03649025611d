/** A change of a price above this many percent wants a second person. */
export const SECOND_PERSON_PERCENT = 15;

/** How far a new price lies from the old one, in percent with one decimal, rounded up in size: 95 to 80 is -15.8. */
export function priceChangePercent(before: bigint, after: bigint): number {
  const difference = after - before;
  const size = difference < 0n ? -difference : difference;
  const tenths = (size * 1000n + before - 1n) / before;
  return Number(difference < 0n ? -tenths : tenths) / 10;
}

/** True when the change of price, or of stars for the price, is larger than one person may decide. */
export function wantsSecondPerson(percent: number): boolean {
  return Math.abs(percent) > SECOND_PERSON_PERCENT;
}
