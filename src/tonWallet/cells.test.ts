import { mnemonicNew } from '@ton/crypto';
import { expect, test } from 'vitest';
import { readTon } from '../lib/index.ts';
import { openWallet } from './cells.ts';

const WORDS = (await mnemonicNew(24)).join(' ');
const TO = 'UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI';
const ORDER = {
  seqno: 7,
  validUntil: new Date(1_800_000_000_000),
  to: TO,
  amount: 2_500_000_000n,
  memo: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
};

test('a transfer, when it is signed twice over the same, then the message is the same byte for byte', async () => {
  const [first, second] = [await openWallet(WORDS), await openWallet(WORDS)];
  expect(second.sign(ORDER)).toEqual(first.sign(ORDER));
});

test.each([
  ['number', { seqno: 8 }],
  ['time', { validUntil: new Date(1_800_000_001_000) }],
  ['amount', { amount: 2_500_000_001n }],
  ['memo', { memo: 'another' }],
  ['receiver', { to: `0:${'1'.repeat(64)}` }],
])('a transfer, when it is signed over another %s, then it is another message', async (_what, change) => {
  const wallet = await openWallet(WORDS);
  expect(wallet.sign({ ...ORDER, ...change }).bodyHash).not.toBe(wallet.sign(ORDER).bodyHash);
});

test('our address, when it is written for people, then it is the same account', async () => {
  const { address, friendly } = await openWallet(WORDS);
  expect(`0:${readTon(friendly)?.account}`).toBe(address);
});

test('words, when they belong to no wallet, then they are refused without being repeated', async () => {
  const words = Array.from({ length: 24 }, () => 'abandon').join(' ');
  const error: unknown = await openWallet(words).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'CONFIG_INVALID' });
  expect(String(error)).not.toContain('abandon');
});
