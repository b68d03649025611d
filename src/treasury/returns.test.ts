import { expect, test } from 'vitest';
import { returnOf, type CameIn, type Owed } from './returns.ts';

const TON = 1_000_000_000n;
const SUPPLIER = 'UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI';
const RAW = '0:83dfd552e63729b472fcbcc8c45ebcc6691702558b68ec7527e1ba403a0f31a8';
const at = new Date('2026-11-28T10:00:00Z');

const owed = (more: Partial<Owed> = {}): Owed => ({
  deliveryId: 'one',
  memo: 'order-1',
  payTo: SUPPLIER,
  cost: TON,
  returnProof: null,
  paidAt: at,
  ...more,
});
const transfer = (more: Partial<CameIn> = {}): CameIn => ({
  txHash: 'aa',
  fromAddress: RAW,
  amount: TON - 5_000_000n,
  comment: '',
  at,
  ...more,
});
const two = [owed(), owed({ deliveryId: 'two', memo: 'order-2' })];

test.each<[string, CameIn, readonly Owed[], string | undefined]>([
  ['has the memo in its comment', transfer({ comment: 'refund order-2', fromAddress: 'x' }), two, 'two'],
  [
    'is the one that the supplier named',
    transfer(),
    [owed(), owed({ deliveryId: 'two', returnProof: 'AA' })],
    'two',
  ],
  ['comes from the paid address, and one order fits', transfer(), [owed()], 'one'],
  ['comes from the paid address, and two orders fit', transfer(), two, undefined],
  ['comes from the paid address with other words', transfer({ comment: 'hello' }), [owed()], undefined],
  ['comes from another address without words', transfer({ fromAddress: '0:aa' }), [owed()], undefined],
  ['has the whole price', transfer({ amount: TON }), [owed()], 'one'],
  ['has more than the price', transfer({ amount: TON + 1n, comment: 'order-1' }), [owed()], undefined],
  ['lacks more than a fee', transfer({ amount: TON - 50_000_001n, comment: 'order-1' }), [owed()], undefined],
  ['lacks as much as a fee may be', transfer({ amount: TON - 50_000_000n }), [owed()], 'one'],
  [
    'came before we paid',
    transfer({ comment: 'order-1', at: new Date(at.getTime() - 1) }),
    [owed()],
    undefined,
  ],
  ['names two orders', transfer({ comment: 'order-1 order-2' }), two, undefined],
])('a transfer, when it %s, then it belongs to an order or to none', (_what, came, orders, found) => {
  expect(returnOf(came, orders)?.deliveryId).toBe(found);
});
