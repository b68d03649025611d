import { AppError } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import { rightOf, type Action, type Subject } from './rights.ts';
import type { Role } from './types.ts';

/** Whose the row is that the right is asked for. Left out, a right to one's own rows is none. */
export interface Whose {
  readonly own?: bigint | null;
}

/**
 * The last to ask, in the transaction of the change: doors ask too, but a role may have changed since, and another door may
 * forget to. Errors: FORBIDDEN (no such person, a disabled one, or a right that the table does not grant).
 */
export async function requireRight(
  q: Queryable,
  staffId: bigint,
  ...right: [action: Action, subject: Subject, whose?: Whose]
): Promise<void> {
  if (!(await hasRight(q, staffId, ...right))) throw new AppError('FORBIDDEN');
}

/** The same as an answer: for a colleague whom work is given to. */
export async function hasRight(
  q: Queryable,
  staffId: bigint,
  ...[action, subject, { own } = {}]: [action: Action, subject: Subject, whose?: Whose]
): Promise<boolean> {
  const { rows } = await q.query<{ role: Role }>(
    'SELECT role FROM staff WHERE id = $1 AND disabled_at IS NULL',
    [staffId],
  );
  const right = rows[0] && rightOf(rows[0].role, action, subject);
  return right !== undefined && (right.own === undefined || own === staffId);
}
