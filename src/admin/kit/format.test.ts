import { expect, test } from 'vitest';
import { zoneName } from './format.ts';

const at = (offset: number): Date => Object.assign(new Date(0), { getTimezoneOffset: () => offset });

test.each([
  [0, 'UTC'],
  [-180, 'UTC+3'],
  [-330, 'UTC+5:30'],
  [480, 'UTC−8'],
  [210, 'UTC−3:30'],
])('zoneName, when the clock is %i minutes behind, then it says %s', (offset, name) => {
  expect(zoneName(at(offset))).toBe(name);
});
