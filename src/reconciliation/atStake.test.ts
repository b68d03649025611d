import { expect, test } from 'vitest';
import { atStake } from './atStake.ts';

const TON = { code: 'TON', exponent: 9 };
const stake = (amount: bigint | null, detail: Record<string, string | null>): bigint =>
  atStake({ amount, detail }, TON);

test.each([
  [
    'the provider says more than the price',
    95_000_000_000n,
    { theirAmount: '95', theirPayment: '120.5' },
    120_500_000_000n,
  ],
  ['part is booked', 95_000_000_000n, { theirPayment: '95', ourBooked: '90000000000' }, 5_000_000_000n],
  ['only the provider knows it', null, { theirAmount: '5.000000000', theirPayment: null }, 5_000_000_000n],
  ['nobody names money', null, {}, 0n],
  ['the provider says nonsense', 10n, { theirAmount: '1e99', theirPayment: '-5' }, 10n],
])('atStake, when %s, then no more than that', (_, amount, detail, most) => {
  expect(stake(amount, detail)).toBe(most);
});
