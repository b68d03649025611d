import { expect, test } from 'vitest';
import { isZone, quietUntil } from './quiet.ts';

const NIGHT = { from: 22 * 60, to: 7 * 60, zone: 'Europe/Moscow' };

test.each([
  ['before they begin', '2026-11-28T18:59:59Z', undefined],
  ['as they begin', '2026-11-28T19:00:10Z', '2026-11-29T04:00:00.000Z'],
  ['after midnight there', '2026-11-28T22:30:00Z', '2026-11-29T04:00:00.000Z'],
  ['in their last minute', '2026-11-29T03:59:59Z', '2026-11-29T04:00:00.000Z'],
  ['as they end', '2026-11-29T04:00:00Z', undefined],
])('quiet hours over midnight, %s, then they end in the morning of their time zone', (_when, now, until) => {
  expect(quietUntil(NIGHT, new Date(now))?.toISOString()).toBe(until);
});

test('quiet hours of one day, when it is noon in them, then they end that day', () => {
  const lunch = { from: 12 * 60, to: 13 * 60, zone: 'UTC' };
  expect(quietUntil(lunch, new Date('2026-11-28T12:15:00Z'))?.toISOString()).toBe('2026-11-28T13:00:00.000Z');
});

test('a time zone, when it is checked, then only one that exists is taken', () => {
  expect(['Europe/Moscow', 'UTC', 'Mars/Olympus', ''].map(isZone)).toEqual([true, true, false, false]);
});
