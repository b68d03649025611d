import { networkOf, plainAddress } from '../lib/index.ts';
import type { Context, Queryable } from '../platform/index.ts';

/** The place of a log-in. `device` is the id of a browser that has our signed cookie. */
export interface LoginSource {
  /** Null if the address is not known. */
  ip: string | null;
  device?: string;
  correlationId?: string;
}

/** After this time without a log-in a place is unknown again. */
const REMEMBERED_DAYS = 180;

/** An address as a place. A person with one IPv6 address has the whole /64, so that counts as one. */
export function addressPlace(ip: string | null): string {
  const address = plainAddress(ip ?? undefined);
  return `address:${address === null ? 'unknown' : networkOf(address)}`;
}

export function devicePlace(device: string): string {
  return `device:${device}`;
}

/** Remembers that the person has completed a log-in from here. */
export async function rememberPlaces(context: Context, staffId: bigint, source: LoginSource): Promise<void> {
  const places = [addressPlace(source.ip), ...(source.device ? [devicePlace(source.device)] : [])];
  await context.db.query(
    `INSERT INTO login_places (staff_id, place, first_at, last_at) SELECT $1, unnest($2::text[]), $3, $3
     ON CONFLICT (staff_id, place) DO UPDATE SET last_at = $3`,
    [staffId, places, context.clock.now()],
  );
}

/** Those of these places that the person has logged in from before. */
export async function knownPlaces(
  q: Queryable,
  staffId: bigint | undefined,
  { places, now }: { places: readonly string[]; now: Date },
): Promise<Set<string>> {
  const { rows } = await q.query<{ place: string }>(
    `SELECT place FROM login_places WHERE staff_id = $1 AND place = ANY ($2) AND last_at > $3::timestamptz - make_interval(days => $4)`,
    [staffId ?? 0n, places, now, REMEMBERED_DAYS],
  );
  return new Set(rows.map(({ place }) => place));
}

/** Whether anybody has logged in from this address before. */
export async function isSomebodys(q: Queryable, place: string, now: Date): Promise<boolean> {
  const { rows } = await q.query(
    `SELECT FROM login_places WHERE place = $1 AND last_at > $2::timestamptz - make_interval(days => $3) LIMIT 1`,
    [place, now, REMEMBERED_DAYS],
  );
  return rows.length > 0;
}
