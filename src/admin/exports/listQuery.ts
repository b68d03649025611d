import type { FilterValue, ListQuery } from '../access/reader/index.ts';

/** Filters and order from the address of a list. */
export function listQueryOf(query: Readonly<Record<string, unknown>>): ListQuery {
  // Without a prototype, a name such as __proto__ is like any other name, so it is unknown.
  const filters = Object.create(null) as Record<string, FilterValue>;
  for (const [key, value] of Object.entries(query)) {
    const [, name, side] = /^filters\.(\w{1,60})(?:~~(from|to))?$/.exec(key) ?? [];
    if (name === undefined || typeof value !== 'string') continue;
    if (side === undefined) filters[name] = value;
    else {
      const known = filters[name];
      filters[name] = { ...(typeof known === 'object' ? known : {}), [side]: value };
    }
  }
  const by = query['sortBy'];
  const direction = query['direction'] === 'asc' ? 'asc' : 'desc';
  return { filters, ...(typeof by === 'string' ? { sort: { by, direction } } : {}) };
}
