import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { Secret } from '../lib/index.ts';

/**
 * Encrypts secret columns with AES-256-GCM under a key ring. The text form is `v1.<key id>.<base64url>` of
 * nonce (12 bytes), tag (16 bytes) and ciphertext. The first key of the ring encrypts; any key decrypts.
 */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, Buffer>;
  readonly #newest: string;

  /** `ring` is `id:base64 of 32 bytes`, comma separated, newest first. */
  constructor(ring: Secret) {
    const entries = ring
      .reveal()
      .split(',')
      .map((entry): [string, Buffer] => {
        const colon = entry.indexOf(':');
        return [entry.slice(0, colon), Buffer.from(entry.slice(colon + 1), 'base64')];
      });
    this.#keys = new Map(entries);
    this.#newest = entries[0]?.[0] ?? '';
  }

  encrypt(plain: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key(this.#newest), nonce);
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return `v1.${this.#newest}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
  }

  /** Throws when the key is not in the ring or the text was changed. */
  decrypt(text: string): string {
    const [version, id = '', body = ''] = text.split('.');
    if (version !== 'v1') throw new Error('unknown form of an encrypted value');
    const bytes = Buffer.from(body, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.#key(id), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  }

  /**
   * Keyed hashes of a text as `<key id>:<base64url of HMAC-SHA-256>`, under every key of the ring, newest first: store
   * the first or all, and look for any. `purpose` keeps hashes of different things apart.
   */
  hashes(purpose: string, text: string): string[] {
    return [...this.#keys].map(([id, key]) => {
      const subkey = createHmac('sha256', key).update(`hash:${purpose}`).digest();
      return `${id}:${createHmac('sha256', subkey).update(text, 'utf8').digest('base64url')}`;
    });
  }

  #key(id: string): Buffer {
    const key = this.#keys.get(id);
    if (!key) throw new Error(`the key ring has no key named ${id}`);
    return key;
  }
}
