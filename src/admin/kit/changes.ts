/** One changed thing: both sides, or the only one that is known. */
export interface ChangeLine {
  /** Its place in the object: `status`, `parameters.most`. */
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/**
 * The differences between two objects, part by part, as texts. Parts that are the same on both sides are left out.
 * Empty parts are left out if the other side has no such part. If there is only one object, returns all of it.
 */
export function changeLines(before: unknown, after: unknown): ChangeLine[] {
  const [old, now] = [flat(parsed(before)), flat(parsed(after))];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((name) => (old.get(name) ?? '') !== (now.get(name) ?? ''))
    .map((name) => {
      const [was, is] = [old.get(name), now.get(name)];
      return {
        name,
        ...(was === undefined ? {} : { before: was }),
        ...(is === undefined ? {} : { after: is }),
      };
    });
}

/** Columns of JSON come as text. A text that is not JSON stays as it is, above all an amount with all its digits. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function flat(value: unknown, path = ''): Map<string, string> {
  if (value === undefined || (value === null && path === '')) return new Map();
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return new Map([[path, Array.isArray(value) ? value.map(textOf).join(', ') : textOf(value)]]);
  return new Map(
    Object.entries(value).flatMap(([key, part]) => [
      ...flat(parsed(part), path === '' ? key : `${path}.${key}`),
    ]),
  );
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
