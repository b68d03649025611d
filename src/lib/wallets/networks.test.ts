import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAddress, knowsNetwork, NETWORK_CODES } from './networks.ts';

/** Addresses from public documentation of each chain. */
const VALID: readonly (readonly [string, string])[] = [
  ['TON', 'EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N'],
  ['TON', 'UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI'],
  ['TON', 'EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs'],
  ['TRON', 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t'],
  ['BTC', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'],
  ['BTC', '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy'],
  ['BTC', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
  ['BTC', 'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4'],
  ['BTC', 'bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3'],
  ['BTC', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0'],
  ['DOGE', 'DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L'],
  ['ETH', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'],
  ['BSC', '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'],
  ['POLYGON', '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB'],
  ['ARBITRUM', '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'],
  ['AVALANCHE', '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'],
  ['SOL', 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA'],
  ['SOL', 'So11111111111111111111111111111111111111112'],
];

test.each(VALID)('isAddress, when given a %s address such as %s, then takes it', (network, address) => {
  expect(isAddress(network, address)).toBe(true);
  expect(isAddress(network.toLowerCase(), address)).toBe(true);
});

test.each([
  ['TON', 'EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2M', 'its checksum'],
  ['TON', '0:83dfd552e63729b472fcbcc8c45ebcc6691702558b68ec7527e1ba403a0f31a8', 'the raw form'],
  ['TON', 'kQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqKYH', 'the test network'],
  ['TRON', 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6T', 'its checksum'],
  ['TRON', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'another chain'],
  ['BTC', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb', 'its checksum'],
  ['BTC', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5', 'its checksum'],
  ['BTC', 'bc1qW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'mixed case'],
  ['BTC', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd', 'bech32 where bech32m belongs'],
  ['BTC', 'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx', 'the test network'],
  ['LTC', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'another chain'],
  ['ETH', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD', 'its checksum'],
  ['ETH', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe', 'its length'],
  ['ETH', '5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', 'no 0x'],
  ['SOL', '0OIl1111111111111111111111111111111111111112', 'characters that base58 has not'],
  ['SOL', 'So1111111111111111111111111111111111111111', 'its length'],
  ['XMR', 'EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N', 'a network that is not known'],
  ['constructor', 'EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N', 'a name that is no network'],
])('isAddress, when given for %s %s (%s), then refuses it', (network, address) => {
  expect(isAddress(network, address)).toBe(false);
});

const BASE58: readonly (readonly [string, number])[] = [
  ['LTC', 0x30],
  ['LTC', 0x32],
  ['DOGE', 0x1e],
  ['DASH', 0x4c],
  ['DASH', 0x10],
  ['TRON', 0x41],
  ['BTC', 0x05],
];

test.each(BASE58)(
  'isAddress, when %s has any hash behind version %i, then takes it and no typing error',
  (network, version) => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), fc.nat({ max: 32 }), (hash, place) => {
        const address = base58check(Buffer.concat([Buffer.of(version), hash]));
        const at = place % address.length;
        const wrong = address.slice(0, at) + (address[at] === 'x' ? 'y' : 'x') + address.slice(at + 1);
        return isAddress(network, address) && !isAddress(network, wrong);
      }),
      { numRuns: 40 },
    );
  },
);

test('isAddress, when given any text for any network, then never throws', () => {
  fc.assert(
    fc.property(fc.constantFrom(...NETWORK_CODES), fc.string({ maxLength: 130 }), (network, text) => {
      isAddress(network, text);
      return knowsNetwork(network);
    }),
  );
});

function base58check(body: Buffer): string {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
  const bytes = Buffer.concat([body, sha256(sha256(body)).subarray(0, 4)]);
  let value = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (; value > 0n; value /= 58n) text = (alphabet[Number(value % 58n)] ?? '') + text;
  const zeros = [...bytes].findIndex((byte) => byte !== 0);
  return '1'.repeat(zeros) + text;
}
