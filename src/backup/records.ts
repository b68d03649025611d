import { AppError, newId } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import type { BackupRow, BackupState } from './due.ts';

type Kind = 'backup' | 'drill';

/** Rows older than this say nothing any more. */
const KEPT = '1 year';

/** Notes that a backup or a drill began. Returns its id. */
export async function noteStart(q: Queryable, kind: Kind, at: Date): Promise<string> {
  const id = newId();
  await q.query(
    `WITH old AS (DELETE FROM backups WHERE started_at < $3::timestamptz - interval '${KEPT}')
     INSERT INTO backups (id, kind, started_at) VALUES ($1, $2, $3)`,
    [id, kind, at],
  );
  return id;
}

export async function noteSuccess(
  q: Queryable,
  id: string,
  { at, file, bytes, rows }: { at: Date; file: string; bytes: number | null; rows: number },
): Promise<void> {
  await q.query('UPDATE backups SET ended_at = $2, file = $3, bytes = $4, rows = $5 WHERE id = $1', [
    id,
    at,
    file,
    bytes,
    rows,
  ]);
}

export async function noteFailure(q: Queryable, id: string, at: Date, error: unknown): Promise<void> {
  await q.query('UPDATE backups SET ended_at = $2, error = $3 WHERE id = $1', [id, at, reasonOf(error)]);
}

/** Notes that BACKUP_AFTER_COMMAND ended; `error` says why it failed. */
export async function noteCopy(q: Queryable, id: string, at: Date, error?: unknown): Promise<void> {
  const reason = error === undefined ? null : reasonOf(error);
  await q.query(
    `UPDATE backups SET copy_tried_at = $2, copy_error = $3,
       copied_at = CASE WHEN $3::text IS NULL THEN $2::timestamptz END WHERE id = $1`,
    [id, at, reason],
  );
}

/** The newest backup and drill, and the newest that succeeded. */
export async function readBackups(q: Queryable): Promise<BackupState> {
  const { rows } = await q.query<BackupRow & { kind: Kind; good: boolean }>(
    `SELECT b.* FROM (VALUES ('backup', true), ('backup', false), ('drill', true), ('drill', false)) w (kind, good),
     LATERAL (SELECT w.kind, w.good, id, started_at AS "startedAt", ended_at AS "endedAt", error, file, bytes,
         copy_tried_at AS "copyTriedAt", copied_at AS "copiedAt", copy_error AS "copyError"
       FROM backups WHERE kind = w.kind AND (NOT w.good OR (ended_at IS NOT NULL AND error IS NULL))
       ORDER BY started_at DESC, id DESC LIMIT 1) b`,
  );
  const of = (kind: Kind, good: boolean): BackupRow | undefined =>
    rows.find((row) => row.kind === kind && row.good === good);
  return {
    good: of('backup', true),
    tried: of('backup', false),
    goodDrill: of('drill', true),
    triedDrill: of('drill', false),
  };
}

function reasonOf(error: unknown): string {
  const code = error instanceof AppError ? `${error.code}: ` : '';
  return `${code}${error instanceof Error ? error.message : String(error)}`.slice(0, 500);
}
