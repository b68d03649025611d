import type { Filter } from 'adminjs';

/**
 * Rewrites a filter so that `@adminjs/sql` finds what the person meant. The signs that LIKE reads as "anything" stand
 * for themselves. A period may be open at one end. The last day of a period is included as a whole.
 */
export function asMeant(filter: Filter): Filter {
  const filters = Object.entries(filter.filters).map(([name, element]) => {
    const value = meant(element.value, element.property.type());
    return [name, Object.assign(Object.create(element) as object, { value })];
  });
  return Object.assign(Object.create(filter) as Filter, { filters: Object.fromEntries(filters) as never });
}

function meant(value: unknown, type: string): unknown {
  if (typeof value === 'string')
    return type === 'string' ? value.replaceAll(/[\\%_]/g, String.raw`\$&`) : value;
  const { from = '', to = '' } = value as { from?: string; to?: string };
  const isDay = /^\d{4}-\d\d-\d\d$/.test(to);
  return { from: from || '-infinity', to: isDay ? `${to}T23:59:59.999Z` : to || 'infinity' };
}
