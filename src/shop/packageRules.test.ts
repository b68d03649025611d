import fc from 'fast-check';
import { expect, test } from 'vitest';
import { priceChangePercent } from './packageRules.ts';

// Percentages beyond 2^53 tenths would lose digits; nobody changes a price a million times over.
const price = fc.bigInt(10n ** 9n, 10n ** 15n);

test('priceChangePercent, when prices are any, then is rounded away from zero by less than a tenth', () => {
  fc.assert(
    fc.property(price, price, (before, after) => {
      const tenths = BigInt(Math.round(Math.abs(priceChangePercent(before, after)) * 10));
      const size = after > before ? after - before : before - after;
      return tenths * before >= size * 1000n && (tenths - 1n) * before < size * 1000n;
    }),
  );
});

test('priceChangePercent, when the change is a hair above 15 percent, then reads as more than 15', () => {
  const percentTo = (after: bigint): number => priceChangePercent(10n ** 12n, after);
  expect([115n * 10n ** 10n, 115n * 10n ** 10n + 1n, 85n * 10n ** 10n - 1n].map(percentTo)).toEqual([
    15, 15.1, -15.1,
  ]);
});
