/** Exact decimals for the imitation: bigints of 10^-12. Texts are plain decimals with a point. */
const DIGITS = 12;
const ONE = 10n ** BigInt(DIGITS);

/** Undefined when the text is not a plain decimal. */
export function readDecimal(text: string): bigint | undefined {
  const match = /^(\d{1,18})(?:\.(\d{1,12}))?$/.exec(text);
  return match ? BigInt((match[1] ?? '') + (match[2] ?? '').padEnd(DIGITS, '0')) : undefined;
}

/** For texts that the imitation itself wrote. */
export function decimal(text: string): bigint {
  return readDecimal(text) ?? 0n;
}

/** Writes exactly that many decimals, rounded down. */
export function writeDecimal(value: bigint, decimals: number): string {
  const sign = value < 0n ? '-' : '';
  const units = (value < 0n ? -value : value) / 10n ** BigInt(DIGITS - decimals);
  const digits = units.toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return decimals === 0 ? sign + whole : `${sign}${whole}.${digits.slice(digits.length - decimals)}`;
}

export const multiply = (a: bigint, b: bigint): bigint => (a * b) / ONE;
export const divide = (a: bigint, b: bigint): bigint => (a * ONE) / b;
export const percentOf = (value: bigint, percent: number): bigint =>
  (value * BigInt(Math.round(percent * 100))) / 10_000n;
