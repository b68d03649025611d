import { expect, test } from 'vitest';
import { Secret } from '../lib/index.ts';
import { payerHashes } from './payers.ts';

const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const ring = (...entries: string[]) => ({ ENCRYPTION_KEYS: new Secret(entries.join(',')) });
const [one, two] = [`k1:${key(1)}`, `k2:${key(2)}`];

test('payerHashes, when a key was added to the ring, then a wallet of before is still recognised', () => {
  const before = payerHashes(ring(one), 'UQ-wallet');
  const after = payerHashes(ring(two, one), 'UQ-wallet');

  expect(after).toHaveLength(2);
  expect(after[0]).toMatch(/^k2:/);
  expect(after).toContain(before[0]);
});

test('payerHashes, when wallets or keys differ, then so do the hashes, and none holds the address', () => {
  const hashes = [
    ...payerHashes(ring(two, one), 'UQ-wallet'),
    ...payerHashes(ring(two, one), 'UQ-other'),
    ...payerHashes(ring(`k1:${key(3)}`), 'UQ-wallet'),
  ];

  expect(new Set(hashes).size).toBe(5);
  expect(hashes.join(' ')).not.toContain('UQ-');
});

test.each([undefined, null, '', '  '])(
  'payerHashes, when the address is %j, then there is none',
  (address) => {
    expect(payerHashes(ring(one), address)).toEqual([]);
  },
);
