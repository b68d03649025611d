const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
/** The constant that a right checksum of each form gives: BIP 173 and BIP 350. */
const BECH32 = 1;
const BECH32M = 0x2bc830a3;

/**
 * Says whether a text is a segwit address of the chain with this prefix (`bc`, `ltc`). It checks checksum, version and
 * length of the program. Version 0 uses bech32, all later versions use bech32m.
 */
export function isSegwit(text: string, prefix: string): boolean {
  const lower = text.toLowerCase();
  // Upper and lower case must not be mixed.
  if (text !== lower && text !== text.toUpperCase()) return false;
  const at = lower.lastIndexOf('1');
  if (lower.slice(0, at) !== prefix || lower.length > 90 || lower.length - at < 8) return false;
  const values = Array.from(lower.slice(at + 1), (character) => ALPHABET.indexOf(character));
  if (values.includes(-1)) return false;
  const form = polymod([...expand(prefix), ...values]);
  const [version = 0, ...data] = values.slice(0, -6);
  const length = programLength(data);
  if (version > 16 || length === undefined || length < 2 || length > 40) return false;
  return version === 0 ? form === BECH32 && (length === 20 || length === 32) : form === BECH32M;
}

function expand(prefix: string): number[] {
  const codes = Array.from(prefix, (character) => character.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

function polymod(values: readonly number[]): number {
  let check = 1;
  for (const value of values) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    for (const [i, generator] of GENERATORS.entries()) if ((top >>> i) & 1) check ^= generator;
  }
  return check >>> 0;
}

/** Turns groups of five bits into bytes. Undefined if the padding is longer than four bits or not zero. */
function programLength(groups: readonly number[]): number | undefined {
  const bits = groups.length * 5;
  const padding = bits % 8;
  const last = groups.at(-1) ?? 0;
  return padding > 4 || (last & ((1 << padding) - 1)) !== 0 ? undefined : (bits - padding) / 8;
}
