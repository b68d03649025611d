import { hash } from 'node:crypto';
import { idFromKey } from '../lib/index.ts';

const VERSION_7 = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/;

/**
 * The id of the journal with this idempotency key: the same key gives the same id, for ever.
 * A key that contains a time-ordered UUID (`topup:<order id>`) gives an id that starts with the same 48 bits of
 * time, so that new journals go to the end of the index; the other 74 bits are the key's SHA-256.
 */
export function journalIdOf(key: string): string {
  const ordered = VERSION_7.exec(key)?.[0];
  if (ordered === undefined) return idFromKey(key);
  const digest = hash('sha256', key, 'hex');
  return `${ordered.slice(0, 13)}-8${digest.slice(0, 3)}-${variant(digest.slice(3, 7))}-${digest.slice(7, 19)}`;
}

/** The two highest bits of the fourth group are always 10 (RFC 9562). */
function variant(group: string): string {
  return ((Number.parseInt(group, 16) & 0x3fff) | 0x8000).toString(16);
}
