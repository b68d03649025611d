import type { Filter } from 'adminjs';
import { expect, test } from 'vitest';
import { asMeant } from './contentFilter.ts';

test.each([
  ['string', '5%_\\', String.raw`5\%\_\\`],
  ['number', '5%', '5%'],
  ['datetime', { from: '2026-01-01' }, { from: '2026-01-01', to: 'infinity' }],
  ['datetime', { to: '2026-01-02' }, { from: '-infinity', to: '2026-01-02T23:59:59.999Z' }],
  ['datetime', { from: '', to: '2026-01-02T10:00:00Z' }, { from: '-infinity', to: '2026-01-02T10:00:00Z' }],
])('a filter of a %s, when it is %j, then @adminjs/sql gets %j', (type, value, expected) => {
  const property = { type: () => type };
  const filter = { filters: { name: { path: 'name', property, value } } } as unknown as Filter;
  const { name } = asMeant(filter).filters as unknown as Record<string, { value: unknown; property: object }>;
  expect(name?.value).toEqual(expected);
  expect(name?.property).toBe(property);
});
