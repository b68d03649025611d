import { keccak256 } from './keccak.ts';

/**
 * Says whether a text is an address of an Ethereum-like chain. In a single case it has no checksum and is accepted. Mixed
 * case is the checksum of EIP-55 and must be right.
 */
export function isEvmAddress(text: string): boolean {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) return false;
  const digits = text.slice(2);
  if (digits === digits.toLowerCase() || digits === digits.toUpperCase()) return true;
  return digits === checksummed(digits);
}

/** The spellings that wallets and providers use: lower case (the identity), and with the checksum of EIP-55. */
export function evmSpellings(text: string): string[] | undefined {
  if (!/^0x[0-9a-f]{40}$/i.test(text)) return undefined;
  const digits = text.slice(2);
  return [`0x${digits.toLowerCase()}`, `0x${checksummed(digits)}`];
}

function checksummed(digits: string): string {
  const lower = digits.toLowerCase();
  const hash = keccak256(Buffer.from(lower, 'ascii')).toString('hex');
  return Array.from(lower, (digit, i) =>
    Number.parseInt(hash[i] ?? '0', 16) >= 8 ? digit.toUpperCase() : digit,
  ).join('');
}
