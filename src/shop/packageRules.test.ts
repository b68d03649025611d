import fc from 'fast-check';
import { expect, test } from 'vitest';
import { priceChangePercent, wantsSecondPerson } from './packageRules.ts';

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

test('wantsSecondPerson, when the change is a hair above 15 percent, then is true', () => {
  expect(wantsSecondPerson(priceChangePercent(10n ** 12n, 115n * 10n ** 10n))).toBe(false);
  expect(wantsSecondPerson(priceChangePercent(10n ** 12n, 115n * 10n ** 10n + 1n))).toBe(true);
  expect(wantsSecondPerson(priceChangePercent(10n ** 12n, 85n * 10n ** 10n - 1n))).toBe(true);
});
