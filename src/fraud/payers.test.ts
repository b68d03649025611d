import { expect, test } from 'vitest';
import { Secret } from '../lib/index.ts';
import { KeyRing } from '../platform/index.ts';
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

test('payerHashes, when one wallet is spelled otherwise, then the first hash is the same, and the others find each spelling', () => {
  const spellings = [
    'EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N',
    'UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI',
    '0:83DFD552E63729B472FCBCC8C45EBCC6691702558B68EC7527E1BA403A0F31A8',
  ];
  const all = spellings.map((address) => payerHashes(ring(one), address));

  expect(new Set(all.map(([first]) => first)).size).toBe(1);
  expect(all[1]).toEqual(all[0]);
  // Before wallets had an identity, the stored hash was made from the spelling.
  const before = new KeyRing(new Secret(one)).hashes('payer', spellings[1] ?? '');
  expect(all[0]).toEqual(expect.arrayContaining(before));
});
