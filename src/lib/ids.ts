import { createHash, randomBytes } from 'node:crypto';

/** A time-ordered UUID (version 7, RFC 9562): new rows go to the end of their index and page by id. */
export function newId(now: Date = new Date()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now.getTime(), 0, 6);
  return asUuid(bytes, 0x70);
}

/** When an id of {@link newId} was made. */
export function timeOfId(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
}

/** The UUID (version 8) that stands for an idempotency key: the first 128 bits of its SHA-256. */
export function idFromKey(key: string): string {
  return asUuid(createHash('sha256').update(key, 'utf8').digest().subarray(0, 16), 0x80);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

function asUuid(bytes: Buffer, version: number): string {
  const copy = Buffer.from(bytes);
  copy[6] = ((copy[6] ?? 0) & 0x0f) | version;
  copy[8] = ((copy[8] ?? 0) & 0x3f) | 0x80;
  const hex = copy.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
