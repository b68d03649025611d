import { newId } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';

export interface SweepCounts {
  /** Rows read, repeats included. */
  providerRows: number;
  ourRows: number;
  /** Pairs that agree. */
  matched: number;
  /** Differences that the payment rules settled at once, or that were gone when we asked again. */
  healed: number;
  /** New breaks, and breaks of earlier sweeps that are gone. */
  opened: number;
  closed: number;
}

/** A sweep without a sign of life for this long was killed. */
const SILENT_SECONDS = 600;
/** The `error` of a sweep that was killed. For other sweeps `error` is the text of the failure. */
const INTERRUPTED = 'interrupted';
export type SweepEnd = typeof INTERRUPTED;
/** A sign of life is written at most this often. */
const BEAT_MS = 5000;

/** The row of `sweeps` about one sweep, during and after its run. */
export interface SweepRecord {
  readonly id: string;
  /** Writes the progress, for people who watch. */
  beat(): Promise<void>;
  finish(error: string | null): Promise<void>;
}

const UPDATE = `UPDATE sweeps SET status = $2, error = $3, provider_rows = $4, our_rows = $5, matched = $6, healed = $7, opened = $8,
  closed = $9, seen_at = clock_timestamp(), finished_at = CASE WHEN $2 = 'running' THEN NULL ELSE clock_timestamp() END WHERE id = $1`;

/** Starts the record of a sweep, and ends those of killed ones. */
export async function recordSweep(
  { db }: Pick<Context, 'db'>,
  sweep: { from: Date; to: Date; startedBy: string; source: 'list' | 'statement' },
  counts: SweepCounts,
): Promise<SweepRecord> {
  await db.query(
    `UPDATE sweeps SET status = 'failed', error = '${INTERRUPTED}', finished_at = now()
     WHERE status = 'running' AND seen_at < now() - interval '${SILENT_SECONDS} seconds'`,
  );
  const id = newId();
  await db.query('INSERT INTO sweeps (id, from_at, to_at, started_by, source) VALUES ($1, $2, $3, $4, $5)', [
    id,
    sweep.from,
    sweep.to,
    sweep.startedBy,
    sweep.source,
  ]);
  const write = async (status: 'running' | 'done' | 'failed', error: string | null): Promise<void> => {
    const { providerRows, ourRows, matched, healed, opened, closed } = counts;
    const values = [providerRows, ourRows, matched, healed, opened, closed];
    await db.query(UPDATE, [id, status, error?.slice(0, 500) ?? null, ...values]);
  };
  let beatAt = performance.now();
  return {
    id,
    beat: async () => {
      if (performance.now() - beatAt < BEAT_MS) return;
      beatAt = performance.now();
      await write('running', null);
    },
    finish: (error) => write(error === null ? 'done' : 'failed', error),
  };
}
