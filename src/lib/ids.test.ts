import { expect, test } from 'vitest';
import { isUuid, newId, timeOfId } from './ids.ts';

test('newId, when called many times, then the ids are different and sort as they were made', () => {
  const ids = Array.from({ length: 5000 }, () => newId());
  expect(ids.every(isUuid)).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
});

test('newId, when given a time, then timeOfId reads it back to the millisecond', () => {
  const time = new Date('2026-11-24T17:20:00.123Z');
  const ids = [newId(time), newId(time)];
  expect(ids.map(timeOfId)).toEqual([time, time]);
  expect(ids.map((id) => id[14])).toEqual(['7', '7']);
});
