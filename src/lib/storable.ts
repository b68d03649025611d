import { DEEPEST_JSON } from './json.ts';

/** PostgreSQL cannot store NUL or half of a surrogate pair, neither in text nor in JSON. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Makes a text storable: removes NUL and replaces half of a surrogate pair by U+FFFD. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** Applies {@link storable} to every text in a JSON value, including names of fields. Values that nest too deep are left out. */
export function storableDeep(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return storable(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST_JSON) return null;
  if (Array.isArray(value)) return value.map((item) => storableDeep(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [storable(name), storableDeep(item, depth + 1)]),
  );
}

const LARGEST = 2n ** 63n - 1n;

/**
 * Finds the first part of a value that no column can store: a text with NUL or half of a surrogate pair, an integer beyond
 * bigint, an invalid number or time. Returns the path of the field, or undefined if everything can be stored.
 */
export function unstorable(value: unknown, path = '', depth = 0): string | undefined {
  switch (typeof value) {
    case 'string':
      return isStorable(value) ? undefined : path;
    case 'bigint':
      return value > LARGEST || value < -LARGEST ? path : undefined;
    case 'number':
      return Number.isFinite(value) ? undefined : path;
    case 'object':
      return value === null ? undefined : inObject(value, path, depth);
    default:
      return undefined;
  }
}

function inObject(value: object, path: string, depth: number): string | undefined {
  if (depth > DEEPEST_JSON) return path;
  if (value instanceof Date) return isStorableTime(value) ? undefined : path;
  for (const [name, item] of Object.entries(value)) {
    const below = path === '' ? name : `${path}.${name}`;
    // The answer contains the name of the field, so the name must be storable too.
    if (!isStorable(name)) return storable(below);
    const found = unstorable(item, below, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Says whether a time is in the years that PostgreSQL and all our readers write with four digits. */
export function isStorableTime(time: Date): boolean {
  const year = time.getUTCFullYear();
  return year >= 1 && year <= 9999;
}
