import { AppError } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';

/** Who does what: decisions hold and free users, rules and lists decide about those to come. */
const ROLES = { decide: ['finance', 'admin'], edit: ['admin'] } as const;

/** Doors ask too; this is the last to ask, in the transaction of the change. Errors: FORBIDDEN. */
export async function requireRight(q: Queryable, staffId: bigint, right: keyof typeof ROLES): Promise<void> {
  const { rows } = await q.query(
    'SELECT 1 FROM staff WHERE id = $1 AND role = ANY($2) AND disabled_at IS NULL',
    [staffId, ROLES[right]],
  );
  if (rows.length === 0) throw new AppError('FORBIDDEN');
}
