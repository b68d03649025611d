import { AppError } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';

/** Only finance decides on breaks; doors ask too, this is the last to ask. Errors: FORBIDDEN. */
export async function requireFinance(q: Queryable, staffId: bigint): Promise<void> {
  if (!(await isFinance(q, staffId))) throw new AppError('FORBIDDEN');
}

export async function isFinance(q: Queryable, staffId: bigint): Promise<boolean> {
  const { rows } = await q.query(
    `SELECT 1 FROM staff WHERE id = $1 AND role = 'finance' AND disabled_at IS NULL`,
    [staffId],
  );
  return rows.length > 0;
}
