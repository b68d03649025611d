import { expect, test } from 'vitest';
import { coinsOf } from './coins.ts';

test.each([
  ['304.00', 95n, 95n, {}],
  ['304.00', 19n, 95n, { amount: '60.80000000' }],
  ['0.00000010', 1n, 3n, { amount: '0.00000003' }],
  ['304', 96n, 95n, undefined],
  ['0.00000000', 95n, 95n, undefined],
  ['0.00000001', 1n, 3n, undefined],
  [undefined, 1n, 1n, undefined],
])(
  'coinsOf, when %s came and %s of %s go back, then asks for that part, rounded down',
  (came, amount, booked, coins) => {
    expect(coinsOf({ paymentAmount: came }, { amount, booked })).toEqual(coins);
  },
);
