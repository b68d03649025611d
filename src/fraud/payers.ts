import { KeyRing, type Config } from '../platform/index.ts';

/**
 * A payer's wallet as keyed hashes, one under each key of the ring, the newest first: wallets stay comparable while
 * keys rotate, and nobody reads an address from the database. Empty for an absent address.
 */
export function payerHashes(
  config: Pick<Config, 'ENCRYPTION_KEYS'>,
  address: string | null | undefined,
): string[] {
  const text = address?.trim() ?? '';
  return text === '' ? [] : new KeyRing(config.ENCRYPTION_KEYS).hashes('payer', text);
}
