import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from './errors/index.ts';
import { formatAmount, MAX_MINOR, parseAmount, proportion } from './money.ts';

const TON = { code: 'TON', exponent: 9 };
const STAR = { code: 'STAR', exponent: 0 };

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'accepted';
  } catch (error) {
    return error instanceof AppError ? error.code : 'other';
  }
};

test('parseAmount, when it reads what formatAmount wrote, then gives the same amount', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, MAX_MINOR), (minor) => parseAmount(formatAmount(minor, TON), TON) === minor),
  );
});

test.each([
  '1e3',
  '-5',
  '+5',
  '0.0000000001',
  '١٠',
  '',
  ' ',
  '💎',
  '1.2.3',
  '0x10',
  'NaN',
  '1 000',
  '10.',
  '.5',
])('parseAmount, when given %j, then refuses with AMOUNT_INVALID', (text) => {
  expect(codeOf(() => parseAmount(text, TON))).toBe('AMOUNT_INVALID');
});

test('parseAmount, when the number is 10^30 or over 2^63-1, then refuses it', () => {
  expect(codeOf(() => parseAmount('1' + '0'.repeat(30), TON))).toBe('AMOUNT_INVALID');
  expect(codeOf(() => parseAmount('9223372036.854775808', TON))).toBe('AMOUNT_OUT_OF_RANGE');
  expect(parseAmount('9223372036.854775807', TON)).toBe(MAX_MINOR);
});

test('parseAmount, when a comma or trailing zeros are typed, then understands them', () => {
  expect(parseAmount(' 1,50 ', TON)).toBe(1_500_000_000n);
  expect(parseAmount('7.000', STAR)).toBe(7n);
  expect(codeOf(() => parseAmount('7.5', STAR))).toBe('AMOUNT_INVALID');
});

test('proportion, when it does not divide evenly, then rounds down', () => {
  expect(proportion(100n, 2n, 3n)).toBe(66n);
});
