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

/** Says whether a time is in the years that PostgreSQL and all our readers write with four digits. */
export function isStorableTime(time: Date): boolean {
  const year = time.getUTCFullYear();
  return year >= 1 && year <= 9999;
}
