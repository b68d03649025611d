import { createHash } from 'node:crypto';
import { plainAddress } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';

const UNKNOWN = '0.0.0.0';

/** The place that a person works from: the address, and the browser's long-lived cookie if it has one. */
export interface Place {
  readonly staffId: bigint;
  readonly ip: string | null | undefined;
  readonly device: string | undefined;
}

/**
 * Remembers the place that a person works from. Writes at most once an hour for each place, so that requests do not
 * wait for each other.
 */
export async function notePlace(q: Queryable, { staffId, ip, device }: Place): Promise<void> {
  const address = plainAddress(ip ?? undefined) ?? UNKNOWN;
  if (address === UNKNOWN && device === undefined) return;
  await q.query(
    `INSERT INTO staff_places AS p (staff_id, device, address)
     VALUES ($1, $2, CASE family($3::inet) WHEN 6 THEN host(network(set_masklen($3::inet, 64)))::inet ELSE $3::inet END)
     ON CONFLICT (staff_id, device, address) DO UPDATE SET last_at = now() WHERE p.last_at < now() - interval '1 hour'`,
    [staffId, device === undefined ? '' : createHash('sha256').update(device).digest('hex'), address],
  );
}
