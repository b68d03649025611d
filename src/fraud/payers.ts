import { walletSpellings } from '../lib/index.ts';
import { KeyRing, type Config } from '../platform/index.ts';

/**
 * A payer's wallet as keyed hashes, under each key of the ring. So wallets stay comparable while keys rotate, and
 * nobody can read an address from the database. The first hash is of the wallet's identity under the newest key. The
 * others also find rows that were stored by the spelling. Empty for an absent address.
 */
export function payerHashes(
  config: Pick<Config, 'ENCRYPTION_KEYS'>,
  address: string | null | undefined,
): string[] {
  const ring = new KeyRing(config.ENCRYPTION_KEYS);
  const spellings = walletSpellings(address ?? '').filter((text) => text !== '');
  return spellings.flatMap((text) => ring.hashes('payer', text));
}

/** The name of a Telegram account (lower case, without `@`), hashed like a wallet: the newest key first. */
export function recipientHashes(config: Pick<Config, 'ENCRYPTION_KEYS'>, name: string): string[] {
  return new KeyRing(config.ENCRYPTION_KEYS).hashes('recipient', name);
}
