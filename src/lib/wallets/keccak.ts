/**
 * Keccak-256 as Ethereum uses it. `node:crypto` has only SHA3-256, which pads differently (0x06 instead of 0x01) and so
 * gives other hashes. None of our direct dependencies has Keccak-256. The permutation is the one of FIPS 202, section 3.
 */
const MASK = (1n << 64n) - 1n;
const RATE = 136;

/** Rotation of each lane (FIPS 202, table 2), index x + 5y. */
const ROTATIONS = [
  0, 1, 62, 28, 27, 36, 44, 6, 55, 20, 3, 10, 43, 25, 39, 41, 45, 15, 21, 8, 18, 2, 61, 56, 14,
].map(BigInt);

const ROUND_CONSTANTS = roundConstants();

/**
 * Returns the 32 bytes of the hash. Use it only for short inputs, because it works with BigInt. `suffix` is the first byte of
 * the padding. With 0x06 the result is SHA3-256, and a test compares it with the one of `node:crypto`.
 */
export function keccak256(input: Uint8Array, suffix = 0x01): Buffer {
  const padded = Buffer.alloc((Math.floor(input.length / RATE) + 1) * RATE);
  padded.set(input);
  padded[input.length] = (padded[input.length] ?? 0) ^ suffix;
  padded[padded.length - 1] = (padded[padded.length - 1] ?? 0) ^ 0x80;
  let lanes = Array.from({ length: 25 }, () => 0n);
  for (let block = 0; block < padded.length; block += RATE) {
    lanes = lanes.map((lane, i) => (i < RATE / 8 ? lane ^ padded.readBigUInt64LE(block + i * 8) : lane));
    for (const constant of ROUND_CONSTANTS) lanes = round(lanes, constant);
  }
  const hash = Buffer.alloc(32);
  for (let i = 0; i < 4; i++) hash.writeBigUInt64LE(lanes[i] ?? 0n, i * 8);
  return hash;
}

function round(lanes: readonly bigint[], constant: bigint): bigint[] {
  const at = (x: number, y: number): bigint => lanes[(x % 5) + 5 * (y % 5)] ?? 0n;
  const columns = [0, 1, 2, 3, 4].map((x) => at(x, 0) ^ at(x, 1) ^ at(x, 2) ^ at(x, 3) ^ at(x, 4));
  const column = (x: number): bigint => columns[x % 5] ?? 0n;
  const mixed = Array.from({ length: 25 }, () => 0n);
  for (let x = 0; x < 5; x++) {
    const parity = column(x + 4) ^ rotate(column(x + 1), 1n);
    for (let y = 0; y < 5; y++)
      mixed[y + 5 * ((2 * x + 3 * y) % 5)] = rotate(at(x, y) ^ parity, ROTATIONS[x + 5 * y] ?? 0n);
  }
  const from = (x: number, y: number): bigint => mixed[(x % 5) + 5 * y] ?? 0n;
  return mixed.map((lane, i) => {
    const [x, y] = [i % 5, Math.floor(i / 5)];
    const next = lane ^ (~from(x + 1, y) & MASK & from(x + 2, y));
    return i === 0 ? next ^ constant : next;
  });
}

function rotate(lane: bigint, by: bigint): bigint {
  return ((lane << by) | (lane >> (64n - by))) & MASK;
}

/** FIPS 202, section 3.2.5: bits of a linear feedback shift register at the places 2^j - 1. */
function roundConstants(): bigint[] {
  let register = 1;
  const nextBit = (): bigint => {
    const bit = BigInt(register & 1);
    register = register & 0x80 ? ((register << 1) ^ 0x171) & 0xff : register << 1;
    return bit;
  };
  return Array.from({ length: 24 }, () => {
    let constant = 0n;
    for (let j = 0; j < 7; j++) constant |= nextBit() << ((1n << BigInt(j)) - 1n);
    return constant;
  });
}
