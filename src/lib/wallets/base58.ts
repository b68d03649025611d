import { createHash } from 'node:crypto';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Decodes a base58 text. Undefined if a character is not in the alphabet. */
export function decodeBase58(text: string): Buffer | undefined {
  let value = 0n;
  for (const character of text) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) return undefined;
    value = value * 58n + BigInt(digit);
  }
  const zeros = /^1*/.exec(text)?.[0].length ?? 0;
  const hex = value === 0n ? '' : value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.alloc(zeros), bytes]);
}

/** Reads version and payload of a base58check text. Undefined if the checksum (first 4 bytes of double SHA-256) is wrong. */
export function decodeBase58Check(text: string): Buffer | undefined {
  const bytes = decodeBase58(text);
  if (!bytes || bytes.length < 5) return undefined;
  const body = bytes.subarray(0, -4);
  const hash = sha256(sha256(body)).subarray(0, 4);
  return hash.equals(bytes.subarray(-4)) ? body : undefined;
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** Writes version and payload as base58check text. */
export function encodeBase58Check(body: Buffer): string {
  const bytes = Buffer.concat([body, sha256(sha256(body)).subarray(0, 4)]);
  let text = '';
  for (let value = BigInt(`0x${bytes.toString('hex')}`); value > 0n; value /= 58n)
    text = (ALPHABET[Number(value % 58n)] ?? '') + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return '1'.repeat(zeros < 0 ? bytes.length : zeros) + text;
}
