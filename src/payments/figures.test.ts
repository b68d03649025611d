import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAmount } from '../lib/index.ts';
import { figuresOf, samePrice } from './figures.ts';
import type { ProviderInvoice } from './provider.ts';

const TON = { code: 'TON', exponent: 9 };
const PRICE = 95_000_000_000n;

const facts = (given: Partial<ProviderInvoice>): ProviderInvoice => ({
  uuid: 'u',
  orderId: 'o',
  status: 'paid',
  isFinal: true,
  amount: '95.00000000',
  currency: 'TON',
  payerCurrency: 'TON',
  payerAmount: '95.00000000',
  paymentAmount: '95.00000000',
  merchantAmount: '93.10000000',
  commission: '1.90000000',
  network: undefined,
  txid: undefined,
  url: undefined,
  expiresAt: undefined,
  createdAt: undefined,
  ...given,
});

test.each([
  ['the price', {}, PRICE, 1_900_000_000n],
  [
    'half of it',
    { paymentAmount: '47.5', merchantAmount: '46.55', commission: '0.95' },
    PRICE / 2n,
    950_000_000n,
  ],
  [
    'another coin',
    { payerCurrency: 'USDT', payerAmount: '304.00', paymentAmount: '304.00' },
    PRICE,
    1_900_000_000n,
  ],
  [
    'a third of another coin',
    { payerCurrency: 'USDT', payerAmount: '3', paymentAmount: '1' },
    31_666_666_666n,
    633_333_333n,
  ],
  [
    'eighteen decimals',
    { payerCurrency: 'ETH', payerAmount: '0.089411764705882352', paymentAmount: '0.089411764705882352' },
    PRICE,
    1_900_000_000n,
  ],
  [
    'our coin without a payer amount',
    { payerAmount: undefined, paymentAmount: '10.0000000019' },
    10_000_000_001n,
    200_000_000n,
  ],
  [
    'nothing yet',
    { status: 'check', paymentAmount: '0.00000000', merchantAmount: undefined, commission: undefined },
    0n,
    0n,
  ],
  [
    'no figure yet',
    { status: 'check', paymentAmount: undefined, merchantAmount: undefined, commission: undefined },
    0n,
    0n,
  ],
  ['paid by hand', { paymentAmount: '0.00000000', merchantAmount: '1.00045592', commission: '0' }, PRICE, 0n],
])('figuresOf, when %s came, then gives its part of our price and of the fee', (_, given, received, fee) => {
  expect(figuresOf(facts(given), PRICE, TON)).toEqual({ received, fee });
});

test.each([
  ['paid without any money', { paymentAmount: '0', merchantAmount: '0', commission: '0' }],
  ['paid in another coin without what was asked for', { payerCurrency: 'USDT', payerAmount: undefined }],
  ['more than a bigint', { paymentAmount: '9'.repeat(30), payerAmount: '0.00000001' }],
])('figuresOf, when the provider says %s, then does not guess', (_, given) => {
  expect(figuresOf(facts(given), PRICE, TON)).toBeUndefined();
});

test('figuresOf, when coins come in any amount, then never gives more than their part nor a fee above it', () => {
  const coins = fc.bigInt(1n, 10n ** 15n);
  fc.assert(
    fc.property(coins, coins, coins, coins, (asked, came, merchant, commission) => {
      const text = (minor: bigint): string => formatAmount(minor, TON);
      const figures = figuresOf(
        facts({
          payerCurrency: 'USDT',
          payerAmount: text(asked),
          paymentAmount: text(came),
          merchantAmount: text(merchant),
          commission: text(commission),
        }),
        PRICE,
        TON,
      );
      if (!figures) return PRICE * came > asked * 2n ** 62n;
      return figures.received * asked <= PRICE * came && figures.fee <= figures.received;
    }),
  );
});

test('samePrice, when the same number is written otherwise, then it is the same', () => {
  for (const amount of ['95', '95.0', '95.00000000', '95.000000000000000000'])
    expect(samePrice(facts({ amount }), PRICE, TON)).toBe(true);
  for (const amount of ['95.000000001', '94.99', '9500'])
    expect(samePrice(facts({ amount }), PRICE, TON)).toBe(false);
});
