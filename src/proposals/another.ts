import { createHash } from 'node:crypto';
import { AppError, plainAddress } from '../lib/index.ts';
import { sqlState, type Queryable } from '../platform/index.ts';

/**
 * Why an account does not count as another person: it is the same account; one of the two made, raised or reset the
 * other, or one person did so with both; both were used in one browser; both were used from one address.
 */
export const NOT_ANOTHER = ['self', 'made', 'device', 'address'] as const;
export type NotAnother = (typeof NOT_ANOTHER)[number];

/**
 * The rule of the second person, for every kind of approval. The database checks with the same function when it writes.
 * Errors: SECOND_PERSON with `reason`, one of {@link NOT_ANOTHER}.
 */
export async function requireAnother(q: Queryable, decider: bigint, asker: bigint): Promise<void> {
  const { rows } = await q.query<{ why: NotAnother | null }>('SELECT why_not_another($1, $2) AS why', [
    decider,
    asker,
  ]);
  const why = rows[0]?.why ?? null;
  if (why !== null) throw new AppError('SECOND_PERSON', { reason: why });
}

/**
 * Translates a refusal of the database because of the second person into our error; returns any other error unchanged.
 */
export function asRefusal(error: unknown): unknown {
  const cause = { cause: error };
  switch (sqlState(error)) {
    case 'SP001':
      return new AppError('SECOND_PERSON', { reason: detailOf(error) }, cause);
    case 'SP002':
      return new AppError('SECOND_PERSON_NEEDED', {}, cause);
    case 'SP003':
      return new AppError('PROPOSAL_STATE', {}, cause);
    case 'SP004':
      return new AppError('FORBIDDEN', {}, cause);
    default:
      return error;
  }
}

function detailOf(error: unknown): string {
  return error instanceof Error && 'detail' in error ? String(error.detail) : '';
}

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

const UNKNOWN = '0.0.0.0';
