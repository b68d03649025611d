import { createHash, randomFillSync } from 'node:crypto';

/** The last id's millisecond and its place within it. */
let last = { ms: 0, place: 0 };
const PLACES = 0x1000;

/** Random bytes for the next ids. To get many at once costs only a tenth. */
const pool = Buffer.alloc(16 * 256);
let used = pool.length;

/**
 * Makes a time-ordered UUID (version 7, RFC 9562). New rows go to the end of their index, and lists can be paged by id. The
 * twelve bits after the time are a counter (section 6.2, method 1), so ids of one process keep the order of their making.
 */
export function newId(now: Date = new Date()): string {
  const ms = now.getTime();
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = pool.subarray(used, (used += 16));
  // The counter of a new millisecond starts in the lower half, so that there is room for more ids.
  if (ms !== last.ms) last = { ms, place: bytes.readUInt16BE(6) % (PLACES / 2) };
  else if (++last.place === PLACES) last = { ms: ms + 1, place: 0 };
  bytes.writeUIntBE(last.ms, 0, 6);
  bytes.writeUInt16BE(last.place, 6);
  return asUuid(bytes, 0x70);
}

/** Returns the time when an id of {@link newId} was made. */
export function timeOfId(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
}

/** The smallest id of {@link newId} that was made at this time. Ids from then on are not below it. */
export function firstIdAt(time: Date): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(time.getTime(), 0, 6);
  return asUuid(bytes, 0x70);
}

/** Makes a UUID (version 8) from an idempotency key: the first 128 bits of its SHA-256. */
export function idFromKey(key: string): string {
  return asUuid(createHash('sha256').update(key, 'utf8').digest(), 0x80);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Writes version and variant into `bytes` and returns them as text. */
function asUuid(bytes: Buffer, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | version;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
