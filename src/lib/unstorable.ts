import { DEEPEST_JSON } from './json.ts';
import { isStorable, storable, isStorableTime } from './storable.ts';

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
