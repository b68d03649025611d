import { expect, test } from 'vitest';
import { dayName, zoneName } from './format.ts';

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

test.each([
  ['2026-11-08', 'ru', '08.11.2026'],
  ['2026-11-08', 'en', '11/08/2026'],
  ['1000', 'ru', '1000'],
])(
  'dayName, when a reader of another language sees %s, then it is a date in %s: %s',
  (day, language, shown) => {
    expect(dayName(day, language)).toBe(shown);
  },
);
