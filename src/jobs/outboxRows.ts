import { createBatcher } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';

/** The key of a job's row in the outbox. */
export interface RowKey {
  id: string;
  createdAt: string;
}

/** The outbox rows of the jobs of one process. Calls at the same time become one statement. */
export interface OutboxRows {
  /** False if the job was done already: Redis may hand out a job twice. */
  claim(row: RowKey): Promise<boolean>;
  /** A job that failed and was then repeated by hand counts as done. */
  markDone(row: RowKey): Promise<void>;
}

const MOST = 100;

const OPEN = `SELECT o.id FROM unnest($1::uuid[], $2::timestamptz[]) AS u (id, created_at)
    JOIN outbox o ON o.id = u.id AND o.created_at = u.created_at WHERE o.done_at IS NULL`;
/** Does not wait for the disk. If a crash of the server undoes a mark, the job is only looked at again. */
const DONE = `UPDATE outbox o SET done_at = now(), failed_at = NULL, error = NULL
    FROM unnest($1::uuid[], $2::timestamptz[]) AS u (id, created_at), set_config('synchronous_commit', 'off', true)
    WHERE o.id = u.id AND o.created_at = u.created_at`;

export function createOutboxRows(q: Queryable): OutboxRows {
  const keys = (rows: readonly RowKey[]): string[][] => [
    rows.map(({ id }) => id),
    rows.map(({ createdAt }) => createdAt),
  ];
  return {
    claim: createBatcher(
      async (rows: readonly RowKey[]) => {
        const found = await q.query<{ id: string }>(OPEN, keys(rows));
        const open = new Set(found.rows.map(({ id }) => id));
        return rows.map(({ id }) => open.has(id));
      },
      { most: MOST },
    ),
    markDone: createBatcher(
      async (rows: readonly RowKey[]) => {
        await q.query(DONE, keys(rows));
        return rows.map(() => undefined);
      },
      { most: MOST },
    ),
  };
}

export async function markFailed(q: Queryable, row: RowKey, error: string): Promise<void> {
  await q.query(
    'UPDATE outbox SET failed_at = now(), error = $3 WHERE id = $1 AND created_at = $2 AND done_at IS NULL',
    [row.id, row.createdAt, error.slice(0, 500)],
  );
}
