import { expect, test } from 'vitest';
import { payToOf, walletText } from './payTo.ts';

const ton = { address: 'UQabc', network: 'ton', currency: 'TON', amount: '95.50000000' };
const tron = { address: 'Tabc', network: 'tron', currency: 'USDT', amount: '100.00' };
const awaiting = { headline: 'awaiting' } as const;

test.each([
  ['a network without memos', '', tron, { ...tron, amount: '100', mayNeedMemo: false }],
  ['a network with memos that nobody set', '', ton, undefined],
  ['a network with memos, another one set', 'TRON', ton, undefined],
  ['a network with memos that was set', 'TON', ton, { ...ton, amount: '95.5', mayNeedMemo: true }],
  ['no address', 'TON', null, undefined],
])(
  'an address, when it is of %s, then it is shown only if it is complete',
  (_, HELEKET_NETWORK, payTo, shown) => {
    expect(payToOf({ HELEKET_NETWORK }, { payTo }, awaiting)).toEqual(shown);
  },
);

test('an address, when a part has come or the time is over, then it is not shown', () => {
  for (const headline of ['part', 'seen', 'time_over', 'paid'] as const)
    expect(payToOf({ HELEKET_NETWORK: '' }, { payTo: tron }, { headline })).toBeUndefined();
});

test('the text for a wallet, when the coin is TON, then it has the amount in its smallest units', () => {
  expect(walletText(ton)).toBe('ton://transfer/UQabc?amount=95500000000');
  expect(walletText(tron)).toBe('Tabc');
});
