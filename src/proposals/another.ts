import { AppError } from '../lib/index.ts';
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
