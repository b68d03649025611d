import { AppError } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import { rightOf, type Action, type Subject } from './rights.ts';
import type { Role } from './types.ts';

/**
 * The row in question: its owner, and its value of the column that a right may be limited to. If one is left out, a right
 * with that limit does not count.
 */
export interface Whose {
  readonly own?: bigint | null;
  readonly among?: string;
}

/**
 * The last check, in the transaction of the change. Pages check too, but a role may have changed since then, and a new
 * page may forget to check. Errors: FORBIDDEN (no such person, a disabled one, or a right that the table does not
 * grant).
 */
export async function requireRight(
  q: Queryable,
  staffId: bigint,
  ...right: [action: Action, subject: Subject, whose?: Whose]
): Promise<void> {
  if (!(await hasRight(q, staffId, ...right))) throw new AppError('FORBIDDEN');
}

/** The same check with an answer and no error, for a colleague who is to be given work. */
export async function hasRight(
  q: Queryable,
  staffId: bigint,
  ...[action, subject, whose = {}]: [action: Action, subject: Subject, whose?: Whose]
): Promise<boolean> {
  const { rows } = await q.query<{ role: Role }>(
    'SELECT role FROM staff WHERE id = $1 AND disabled_at IS NULL',
    [staffId],
  );
  const right = rows[0] && rightOf(rows[0].role, action, subject);
  return (
    right !== undefined &&
    (right.own === undefined || whose.own === staffId) &&
    (right.among === undefined || (whose.among !== undefined && right.among.values.includes(whose.among)))
  );
}
