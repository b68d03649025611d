import { afterEach, expect, test, vi } from 'vitest';
import { momentOf, typedOf } from './period.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each([
  ['UTC', '2026-11-28T00:00:00.000Z', '2026-11-28T23:59:59.999Z'],
  ['Asia/Vladivostok', '2026-11-27T14:00:00.000Z', '2026-11-28T13:59:59.999Z'],
  ['America/New_York', '2026-11-28T05:00:00.000Z', '2026-11-29T04:59:59.999Z'],
])('a period of one day, when typed in %s, then it is that day there, whole', (zone, from, to) => {
  vi.stubEnv('TZ', zone);
  const typed = { day: '2026-11-28', time: '' };
  expect([momentOf(typed, 'from'), momentOf(typed, 'to')]).toEqual([from, to]);
});

test('a day on which the clock is set back, when typed, then it has 25 hours', () => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  const typed = { day: '2026-10-25', time: '' };
  const span = Date.parse(momentOf(typed, 'to')) - Date.parse(momentOf(typed, 'from'));
  expect(span).toBe(25 * 3_600_000 - 1);
});

test.each(['from', 'to'] as const)(
  'what was typed as %s, when read back from the address, then it is the same',
  (side) => {
    vi.stubEnv('TZ', 'Asia/Vladivostok');
    for (const typed of [
      { day: '2026-11-28', time: '' },
      { day: '2026-11-28', time: '12:30' },
      { day: '', time: '' },
    ])
      expect(typedOf(momentOf(typed, side), side)).toEqual(typed);
  },
);
