/** Minor units in the form that people type: with nine decimals `100000000000` is `100`. */
export function coinsOf(minor: string, decimals: number): string {
  const digits = minor.padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return whole + (fraction === '' ? '' : `.${fraction}`);
}

/** The reverse. A text that is not an amount stays as it was typed, and the server refuses it. */
export function minorOf(coins: string, decimals: number): string {
  const [, whole, fraction = ''] = /^(\d{1,9})(?:[.,](\d{1,9}))?$/.exec(coins.trim()) ?? [];
  if (whole === undefined || fraction.length > decimals) return coins;
  return BigInt(whole + fraction.padEnd(decimals, '0')).toString();
}
