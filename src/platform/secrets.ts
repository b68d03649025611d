import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { Secret } from '../lib/index.ts';
import type { Queryable } from './db.ts';

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

  /** Throws if the key is not in the ring or the text was changed. */
  decrypt(text: string): string {
    const [version, id = '', body = ''] = text.split('.');
    if (version !== 'v1') throw new Error('unknown form of an encrypted value');
    const bytes = Buffer.from(body, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.#key(id), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  }

  /**
   * Returns keyed hashes of a text as `<key id>:<base64url of HMAC-SHA-256>`, one for every key of the ring, newest first.
   * Store the first or all of them, and look for any. `purpose` keeps hashes of different things apart.
   */
  hashes(purpose: string, text: string): string[] {
    return [...this.#keys].map(([id, key]) => {
      const subkey = createHmac('sha256', key).update(`hash:${purpose}`).digest();
      return `${id}:${createHmac('sha256', subkey).update(text, 'utf8').digest('base64url')}`;
    });
  }

  /** The start of every value that the first key encrypted. */
  get newestPrefix(): string {
    return `v1.${this.#newest}.`;
  }

  #key(id: string): Buffer {
    const key = this.#keys.get(id);
    if (!key) throw new Error(`the key ring has no key named ${id}`);
    return key;
  }
}

/** A text column with encrypted values, in a table with the key `id`. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
}

const PAGE = 200;

/**
 * Encrypts every value again that another key than the first one encrypted. A value that changes in the meantime is left
 * alone, because its writer used the first key. `unreadable`: values that no key of the ring decrypts; they are not changed.
 */
export async function resealColumn(
  q: Queryable,
  ring: KeyRing,
  { table, column }: SealedColumn,
): Promise<{ resealed: number; unreadable: number }> {
  const count = { resealed: 0, unreadable: 0 };
  for (;;) {
    // Values with the new key are no longer found. Values that cannot be decrypted are skipped.
    const { rows } = await q.query<{ id: string; sealed: string }>(
      `SELECT id::text AS id, ${column} AS sealed FROM ${table} WHERE NOT starts_with(${column}, $1)
       ORDER BY ${table}.id OFFSET $2 LIMIT ${PAGE}`,
      [ring.newestPrefix, count.unreadable],
    );
    if (rows.length === 0) return count;
    for (const { id, sealed } of rows) {
      const plain = opened(ring, sealed);
      if (plain === undefined) {
        count.unreadable++;
        continue;
      }
      const { rowCount } = await q.query(
        `UPDATE ${table} SET ${column} = $2 WHERE id::text = $1 AND ${column} = $3`,
        [id, ring.encrypt(plain), sealed],
      );
      count.resealed += rowCount ?? 0;
    }
  }
}

function opened(ring: KeyRing, sealed: string): string | undefined {
  try {
    return ring.decrypt(sealed);
  } catch {
    return undefined;
  }
}
