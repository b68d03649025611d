import { keccak256 } from './keccak.ts';

/**
 * Whether a text is an address of an Ethereum-like chain. One case throughout carries no checksum and is taken as it is;
 * mixed case must be the one that EIP-55 gives.
 */
export function isEvmAddress(text: string): boolean {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) return false;
  const digits = text.slice(2);
  if (digits === digits.toLowerCase() || digits === digits.toUpperCase()) return true;
  return digits === checksummed(digits);
}

/** How wallets and providers write the account: lower case, which is its identity, and with the checksum of EIP-55. */
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
