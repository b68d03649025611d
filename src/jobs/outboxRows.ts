import type { Queryable } from '../platform/index.ts';

/** Where a job's row stands in the outbox. */
export interface RowKey {
  id: string;
  createdAt: string;
}

/** False when the job was done already: Redis may hand out a job twice. */
export async function claimRow(q: Queryable, row: RowKey): Promise<boolean> {
  const { rows } = await q.query(
    'SELECT 1 FROM outbox WHERE id = $1 AND created_at = $2 AND done_at IS NULL',
    [row.id, row.createdAt],
  );
  return rows.length > 0;
}

/** A job that failed and was then repeated by hand counts as done. */
export async function markDone(q: Queryable, row: RowKey): Promise<void> {
  await q.query(
    'UPDATE outbox SET done_at = now(), failed_at = NULL, error = NULL WHERE id = $1 AND created_at = $2',
    [row.id, row.createdAt],
  );
}

export async function markFailed(q: Queryable, row: RowKey, error: string): Promise<void> {
  await q.query(
    'UPDATE outbox SET failed_at = now(), error = $3 WHERE id = $1 AND created_at = $2 AND done_at IS NULL',
    [row.id, row.createdAt, error.slice(0, 500)],
  );
}
