import { expect, test } from 'vitest';
import type { WalletTransaction } from './cells.ts';
import { decide } from './decide.ts';
import type { SignedPayment } from './payment.ts';

const TO = 'UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI';
const RAW_TO = '0:83dfd552e63729b472fcbcc8c45ebcc6691702558b68ec7527e1ba403a0f31a8';
const PAYMENT = {
  toAddress: TO,
  amount: 5n,
  memo: 'order 1',
  seqno: 7,
  validUntil: new Date(1_000_000),
  bodyHash: 'ours',
} as SignedPayment;
const SENT = { from: '0:me', to: RAW_TO, amount: 5n, comment: 'order 1' };
const OURS = { bodyHash: 'ours', outgoing: [SENT], hash: 'h' } as unknown as WalletTransaction;
const OTHER = { ...OURS, bodyHash: 'other' };

test.each([
  ['its time runs', { seqno: 7, at: 999_000 }, [], 'wait'],
  ['its time is over by less than the margin', { seqno: 7, at: 1_030_000 }, [], 'wait'],
  ['its time is over by more', { seqno: 7, at: 1_031_000 }, [], 'never'],
  ['the node does not know its number yet, however late', { seqno: 6, at: 9_000_000 }, [], 'wait'],
  ['its transaction is there', { seqno: 8, at: 999_000 }, [OURS], 'seen'],
  ['its transaction is there after others', { seqno: 11, at: 9_000_000 }, [OTHER, OURS], 'seen'],
  ['only another message took its number', { seqno: 8, at: 999_000 }, [OTHER], 'stuck'],
  ['nothing is known of who took its number', { seqno: 8, at: 999_000 }, [], 'stuck'],
])('a signed message, when %s, then that decides', (_when, { seqno, at }, since, is) => {
  expect(decide(PAYMENT, { seqno, at: new Date(at) }, since)).toMatchObject({ is });
});

test.each([
  ['nothing left the wallet', []],
  ['another amount left', [{ ...SENT, amount: 4n }]],
  ['it went elsewhere', [{ ...SENT, to: '0:them' }]],
  ['it had another memo', [{ ...SENT, comment: '' }]],
  ['it left twice', [SENT, SENT]],
])('a transaction of our message, when %s, then it does not count as paid', (_when, outgoing) => {
  const since = [{ ...OURS, outgoing }];
  expect(decide(PAYMENT, { seqno: 8, at: new Date(0) }, since)).toMatchObject({ is: 'stuck' });
});
