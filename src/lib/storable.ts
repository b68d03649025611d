import { DEEPEST_JSON } from './json.ts';

/** PostgreSQL keeps neither NUL nor half of a surrogate pair, in texts and in JSON. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** The text as it can be kept: without NUL, and with U+FFFD for half of a surrogate pair. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** {@link storable} for every text in a value that came as JSON, names of fields included. What nests too deep is left out. */
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
 * Where in a value stands the first thing that no column can hold: a text with NUL or half of a surrogate pair, a whole
 * number beyond bigint, a number or a time that is none. Gives the path of the field; undefined when all can be kept.
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
    // The name of the field is told back, so it is told in a form that can be kept.
    if (!isStorable(name)) return storable(below);
    const found = unstorable(item, below, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A moment within the years that PostgreSQL and every reader of ours write with four digits. */
export function isStorableTime(time: Date): boolean {
  const year = time.getUTCFullYear();
  return year >= 1 && year <= 9999;
}
