import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeBase58Check } from './base58.ts';
import { walletIdentity, walletSpellings } from './identity.ts';
import { isAddress } from './networks.ts';
import { tonSpellings } from './ton.ts';

const ACCOUNT = '83dfd552e63729b472fcbcc8c45ebcc6691702558b68ec7527e1ba403a0f31a8';
/** One account of TON as wallets, explorers and providers write it. */
const TON = [
  'EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N',
  'UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI',
  `0:${ACCOUNT}`,
  `0:${ACCOUNT.toUpperCase()}`,
  testOnly(0x91),
  testOnly(0xd1),
  ' EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N\n',
  '\u200bUQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI',
];

const SAME: readonly (readonly [string, readonly string[]])[] = [
  ['TON', TON],
  [
    'Ethereum',
    [
      '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
      '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed',
      '0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED',
      '0X5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED',
    ],
  ],
  ['segwit', ['bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4']],
  [
    'TRON',
    [
      'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',
      '41a614f803b6fd780986a42c78ec9c7f77e6ded13c',
      '0x41A614F803B6FD780986A42C78EC9C7F77E6DED13C',
    ],
  ],
];

test.each(SAME)(
  'walletIdentity, when one account of %s is spelled otherwise, then is the same',
  (_, texts) => {
    expect(new Set(texts.map(walletIdentity)).size).toBe(1);
  },
);

test('walletIdentity, when an account of TON is written in either alphabet of base64, then is the same', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.constantFrom(0, -1),
      (bytes, workchain) => {
        const account = Buffer.from(bytes).toString('hex');
        const all = tonSpellings({ workchain, account, isTestOnly: false, isRaw: false });
        const other = all.map((text) => text.replaceAll('-', '+').replaceAll('_', '/'));
        return [...all, ...other.slice(1)].every(
          (text) => walletIdentity(text) === `${workchain}:${account}`,
        );
      },
    ),
  );
});

test.each([
  ['accounts differ', TON[0], 'EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs'],
  ['workchains differ', `0:${ACCOUNT}`, `-1:${ACCOUNT}`],
  ['a checksum is wrong', TON[0], 'EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2M'],
  [
    'base58 differs in case',
    'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA',
    'tokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA',
  ],
  ['TRON differs in case', 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6T'],
])('walletIdentity, when %s, then so do the identities', (_, one, two) => {
  expect(walletIdentity(String(one))).not.toBe(walletIdentity(two));
});

test('walletSpellings, when given any text, then never throws, and an identity is its own identity', () => {
  const hash = fc.uint8Array({ minLength: 20, maxLength: 20 });
  const base58 = hash.map((bytes) => encodeBase58Check(Buffer.concat([Buffer.of(0x41), bytes])));
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 130 }), base58, fc.constantFrom(...TON)), (text) => {
      const [identity, ...others] = walletSpellings(text);
      return [identity, ...others].every((one) => walletIdentity(one) === identity);
    }),
  );
});

test.each(TON.slice(2, 6))(
  'isAddress, when %s has no checksum or is of the test network, then refuses it',
  (text) => {
    expect(isAddress('TON', text)).toBe(false);
  },
);

/** The account under a tag of the test network. */
function testOnly(tag: number): string {
  const [, friendly = ''] = tonSpellings({ workchain: 0, account: ACCOUNT, isTestOnly: true, isRaw: false });
  const bytes = Buffer.from(friendly, 'base64url');
  bytes.writeUInt8(tag, 0);
  let crc = 0;
  for (const byte of bytes.subarray(0, 34)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  bytes.writeUInt16BE(crc, 34);
  return bytes.toString('base64url');
}
