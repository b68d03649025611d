import { isTooDeep, MAX_MINOR, storable, storableDeep } from '../../lib/index.ts';

export type Answer = Readonly<Record<string, unknown>>;

/** The reviver of JSON.parse with its third argument, the written text. The types of TypeScript do not have it yet. */
type Reviver = (key: string, value: unknown, written: { source: string }) => unknown;
const numbersAsWritten: Reviver = (_key, value, { source }) => (typeof value === 'number' ? source : value);

/**
 * Reads the JSON object in a text, or undefined. Numbers stay texts, exactly as they were written: amounts come as JSON
 * numbers and must not become floats.
 */
export function readAnswer(text: string): Answer | undefined {
  if (isTooDeep(text)) return undefined;
  try {
    const value: unknown = storableDeep(
      JSON.parse(text, numbersAsWritten as (key: string, value: unknown) => unknown),
    );
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Answer)
      : undefined;
  } catch {
    return undefined;
  }
}

const TEXTS = ['error', 'message', 'detail', 'msg', 'errors'] as const;

/** Finds the message of an answer. iStar puts it into different fields. */
export function textIn(answer: Answer): string | undefined {
  const said = TEXTS.map((name) => answer[name]).find((value) =>
    typeof value === 'object' ? value !== null : typeof value === 'string' && value !== '',
  );
  if (said === undefined) return undefined;
  const inside = typeof said === 'object' && !Array.isArray(said) ? textIn(said as Answer) : undefined;
  const text = inside ?? (typeof said === 'string' ? said : JSON.stringify(said));
  return text.slice(0, 500).toWellFormed();
}

const MOST_KEPT = 4000;
/** Shortens an answer for the trail. */
export const kept = (text: string): string => storable(text.slice(0, MOST_KEPT));

const NUMBER = /^(-?)(\d{1,30})(?:\.(\d{1,40}))?(?:e([+-]?\d{1,2}))?$/i;

/**
 * Reads a written number as minor units of an asset with this many decimals. Undefined: it is not such an amount.
 * Digits finer than a minor unit come from a float on iStar's side, so they are rounded to the nearest unit.
 */
export function minorOf(written: string, decimals: number): bigint | undefined {
  const [, sign, whole, fraction = '', power = '0'] = NUMBER.exec(written) ?? [];
  if (whole === undefined) return undefined;
  const digits = BigInt(whole + fraction);
  const shift = decimals + Number(power) - fraction.length;
  const unit = 10n ** BigInt(Math.abs(shift));
  const size = shift >= 0 ? digits * unit : (digits + unit / 2n) / unit;
  if (size > MAX_MINOR) return undefined;
  return sign === '-' ? -size : size;
}
