import { elementsAt, endOfValue, membersAt } from './jsonTokens.ts';

/**
 * Returns what PHP writes for a JSON object that it has read into an array, without the member `without`:
 * `json_encode(json_decode($text, true), JSON_UNESCAPED_UNICODE)`. Handles numbers as digits, because JavaScript would
 * round some numbers that PHP does not. The text must have passed `JSON.parse`. Returns undefined if PHP cannot read or
 * write it.
 */
export function phpJson(text: string, without: string): string | undefined {
  return object(text, 0, without);
}

function value(text: string, from: number): string | undefined {
  const first = text[from];
  if (first === '{') return object(text, from);
  if (first === '[') {
    const elements = elementsAt(text, from).map((at) => value(text, at));
    return isWhole(elements) ? `[${elements.join(',')}]` : undefined;
  }
  const lexeme = text.slice(from, endOfValue(text, from));
  if (first === '"') return string(JSON.parse(lexeme) as string);
  return first === '-' || (first !== undefined && first >= '0' && first <= '9') ? number(lexeme) : lexeme;
}

/**
 * An object becomes a PHP array. If its names count up from 0, PHP writes it as a list. PHP writes an empty one as a
 * list too.
 */
function object(text: string, from: number, without?: string): string | undefined {
  // A name that occurs twice keeps its first place and its last value, as in PHP.
  const members = new Map<string, string | undefined>();
  for (const member of membersAt(text, from)) members.set(member.name, value(text, member.from));
  if (without !== undefined) members.delete(without);
  const values = [...members.values()];
  const names = [...members.keys()];
  const written = names.map(string);
  if (!isWhole(values) || !isWhole(written)) return undefined;
  if (names.every((name, index) => name === String(index))) return `[${values.join(',')}]`;
  return `{${values.map((item, index) => `${written[index]}:${item}`).join(',')}}`;
}

function isWhole(parts: readonly (string | undefined)[]): parts is readonly string[] {
  return parts.every((part) => part !== undefined);
}

/** PHP refuses half a surrogate pair. It escapes slashes and the two line separators, and all that JSON requires. */
function string(text: string): string | undefined {
  if (!text.isWellFormed()) return undefined;
  return JSON.stringify(text)
    .replaceAll('/', String.raw`\/`)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`);
}

const LARGEST = 2n ** 63n - 1n;

/** Whole numbers within 64 bits stay as they are; all others are doubles. */
function number(lexeme: string): string | undefined {
  if (/^-?\d+$/.test(lexeme)) {
    const whole = BigInt(lexeme);
    if (whole <= LARGEST && whole >= -LARGEST - 1n) return whole.toString();
  }
  const double = Number(lexeme);
  return Number.isFinite(double) ? shortest(double) : undefined;
}

/** The fewest digits that read back as the same double, in PHP's form: `1.0e-5`, `1.0e+25`, `-0`. */
function shortest(double: number): string {
  if (double === 0) return Object.is(double, -0) ? '-0' : '0';
  const [, sign = '', first = '', rest = '', power = '0'] =
    /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(double.toExponential()) ?? [];
  const digits = first + rest;
  const point = Number(power) + 1;
  // The position of the decimal point decides the form, as in PHP's `gcvt` with 17 digits.
  if (point < -3 || point > 17)
    return `${sign}${first}.${rest === '' ? '0' : rest}e${point > 0 ? '+' : '-'}${Math.abs(point - 1)}`;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  const whole = digits.slice(0, point).padEnd(point, '0');
  return digits.length > point ? `${sign}${whole}.${digits.slice(point)}` : sign + whole;
}
