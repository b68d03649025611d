import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keccak256 } from './keccak.ts';

test.each([
  ['', 'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470'],
  ['abc', '4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45'],
])('keccak256, when given %j, then gives the published hash', (text, hash) => {
  expect(keccak256(Buffer.from(text)).toString('hex')).toBe(hash);
});

test('keccak256, when padded as SHA-3, then gives what node:crypto gives for any length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 420 }), (bytes) => {
      const sha3 = createHash('sha3-256').update(bytes).digest('hex');
      return keccak256(bytes, 0x06).toString('hex') === sha3;
    }),
  );
});
