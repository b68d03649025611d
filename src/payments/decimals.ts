/** All figures of the provider are scaled to this number of decimals, so that they can be divided by each other. */
export const SCALE = 30;

/**
 * Writes a number in one form ("95.00000000" becomes "95"), to tell new facts from old ones. Undefined becomes an empty
 * text.
 */
export function plainDecimal(text: string | undefined): string {
  const [whole = '', fraction = ''] = (text ?? '').split('.');
  const [number, rest] = [whole.replace(/^0+/, ''), fraction.replace(/0+$/, '')];
  return rest === '' ? number : `${number || '0'}.${rest}`;
}

/**
 * Reads a decimal text of the provider, also a negative one, as a whole number of 10^-`decimals`. Cuts off further
 * decimals, because the provider may give more than our coin has.
 */
export function wholeUnits(text: string, decimals: number): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
}

/** An absent figure counts as zero. */
export function scaled(text: string | undefined): bigint {
  return wholeUnits(text ?? '0', SCALE);
}
