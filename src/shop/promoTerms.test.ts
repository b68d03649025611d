import { expect, test } from 'vitest';
import { TON } from '../lib/index.ts';
import { readPromoCode, withPromo } from './promoTerms.ts';

const COIN = 10n ** BigInt(TON.exponent);
const offer = { amount: 95n * COIN, bonusStars: 10 };

test.each([
  ['ten percent', { kind: 'percent', value: 10n }, { amount: 85_500_000_000n, cost: 9_500_000_000n }],
  ['a sum', { kind: 'fixed', value: 5n * COIN }, { amount: 90n * COIN, cost: 5n * COIN }],
  [
    'a sum above nine tenths',
    { kind: 'fixed', value: 95n * COIN },
    { amount: 9_500_000_000n, cost: 85_500_000_000n },
  ],
  ['stars', { kind: 'stars', value: 30n }, { amount: 95n * COIN, bonusStars: 40, promoStars: 30, cost: 30n }],
] as const)('a code, when it gives %s, then price, stars and cost are these', (_, terms, expected) => {
  expect(withPromo(terms, offer, TON)).toEqual({ bonusStars: 10, promoStars: 0, ...expected });
});

test('a code, when its price has more decimals than an invoice, then the price is rounded up', () => {
  const odd = { amount: 1_234_567_890n, bonusStars: 0 };

  for (let value = 1n; value <= 90n; value++) {
    const found = withPromo({ kind: 'percent', value }, odd, TON);
    const off = odd.amount - (found?.amount ?? 0n);
    expect(off % 10n).toBe(0n);
    expect(found?.cost).toBe(off);
    expect(off).toBeLessThanOrEqual((odd.amount * value) / 100n);
    expect(off).toBeGreaterThan((odd.amount * value) / 100n - 10n);
  }
});

test('a code, when it would take off less than an invoice can name, then it changes nothing', () => {
  expect(withPromo({ kind: 'percent', value: 1n }, { amount: 900n, bonusStars: 0 }, TON)).toBeUndefined();
});

test.each([
  [' summer-26 ', 'SUMMER-26'],
  ['ab', undefined],
  ['ЛЕТО', undefined],
  ['a b c', undefined],
  ['x'.repeat(33), undefined],
])('a typed code, when it is %j, then it is read as %j', (typed, code) => {
  expect(readPromoCode(typed)).toBe(code);
});
