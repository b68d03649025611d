/** The shop's coin has nine decimals everywhere in the product. */
const DECIMALS = 9;

/** Minor units as people type them: `100000000000` is `100`. */
export function coinsOf(minor: string): string {
  const digits = minor.padStart(DECIMALS + 1, '0');
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '');
  return digits.slice(0, -DECIMALS) + (fraction === '' ? '' : `.${fraction}`);
}

/** The way back; what is no amount stays as it was typed, and the server says so. */
export function minorOf(coins: string): string {
  const [, whole, fraction = ''] = /^(\d{1,9})(?:[.,](\d{1,9}))?$/.exec(coins.trim()) ?? [];
  return whole === undefined ? coins : BigInt(whole + fraction.padEnd(DECIMALS, '0')).toString();
}
