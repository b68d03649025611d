import { expect, test } from 'vitest';
import { wordsFor } from './words.ts';

const config = { PAYMENT_ASSET: 'TON', PAYMENT_ASSET_LABEL: 'GRAM' };
const AT = new Date('2026-03-05T07:08:59Z');

test.each([
  ['ru', '05.03.2026 07:08 UTC', '05.03'],
  ['en', '5 Mar 2026 07:08 UTC', '5 Mar'],
] as const)('words in %s, when a time is written, then it is %s', (language, date, day) => {
  const w = wordsFor(config, language);
  expect([w.date(AT), w.day(AT)]).toEqual([date, day]);
});

test.each([
  [-5, '0 s'],
  [119_000, '119 s'],
  [119_001, '2 min'],
  [3_600_000, '60 min'],
  [7_200_000, '2 h'],
  [7_260_000, '2 h 1 min'],
])('words, when %i milliseconds are left, then it is %s', (milliseconds, expected) => {
  expect(wordsFor(config, 'en').span(milliseconds)).toBe(expected);
});

test('words, when the label of the coin is another one than its code, then people see the label', () => {
  expect(wordsFor(config, 'ru').money(12_500_000_000n)).toBe('12.5 GRAM');
});
