import { hasState, type Context, type KeptName } from '../platform/index.ts';
import { BOUNDED, type Cleaning } from './policy.ts';

/** Rows of one statement: a lock of a moment, also on a slow disk. */
const BATCH = 1000;
/** One run does so much of one table at most. The next run goes on. */
const MOST_BATCHES = 50;

/** What was done with a table, or would be. */
export interface Cleaned {
  readonly name: KeptName;
  readonly removed: number;
  /** Months that had to stay whole, or the reason why nothing could be done. */
  readonly held: readonly string[];
}

/**
 * Removes what is older than it is kept. Each batch is a statement of its own: it can be killed at any moment. If several
 * workers do it at once, or a row changes in between, a row that another one touched is left for the next run. A table that
 * fails does not hold up the others. Errors: that of the first table that failed, at the end.
 */
export async function cleanOld(context: Context): Promise<Cleaned[]> {
  const done: Cleaned[] = [];
  const failures: unknown[] = [];
  for (const name of Object.keys(BOUNDED) as KeptName[]) {
    try {
      const cleaned = await cleanTable(context, name);
      await note(context, cleaned);
      done.push(cleaned);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return done;
}

async function cleanTable(context: Context, name: KeptName): Promise<Cleaned> {
  const { cleaning } = BOUNDED[name];
  const days = context.config.RETENTION_DAYS[name];
  if (cleaning.how === 'drop') return dropMonths(context, name, days);
  let removed = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const { rowCount } = await context.db.query(
      `${cleaning.how === 'delete' ? `DELETE FROM ${name}` : `UPDATE ${name} SET ${cleaning.set}`}
       WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${name} t WHERE ${oldRows(cleaning)} LIMIT ${BATCH}))`,
      [days],
    );
    removed += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) break;
  }
  return { name, removed, held: [] };
}

async function dropMonths({ db }: Context, name: KeptName, days: number): Promise<Cleaned> {
  try {
    const row = await db.one<{ dropped: string[]; held: string[] }>(
      'SELECT dropped, held FROM drop_old_partitions($1, now() - make_interval(days => $2))',
      [name, days],
    );
    return { name, removed: row?.dropped.length ?? 0, held: row?.held ?? [] };
  } catch (error) {
    // A long query holds the table. The next run drops the months.
    if (!hasState(error, 'lockNotAvailable')) throw error;
    return { name, removed: 0, held: ['busy'] };
  }
}

/** The rows `t` that go, as a condition. `$1`: how many days they are kept. */
export function oldRows(cleaning: Exclude<Cleaning, { how: 'drop' }>): string {
  return [
    `${cleaning.age} < now() - make_interval(days => $1)`,
    ...(cleaning.how === 'empty' ? [cleaning.full] : []),
    ...(cleaning.needed === undefined ? [] : [`NOT (${cleaning.needed})`]),
  ].join(' AND ');
}

async function note({ db }: Context, { name, removed, held }: Cleaned): Promise<void> {
  await db.query(
    `INSERT INTO retention_runs AS r (name, cleaned_at, removed, last_removed, held) VALUES ($1, now(), $2, $2, $3)
     ON CONFLICT (name) DO UPDATE SET cleaned_at = excluded.cleaned_at, removed = r.removed + excluded.removed,
       last_removed = CASE WHEN excluded.removed > 0 THEN excluded.removed ELSE r.last_removed END, held = excluded.held`,
    [name, removed, held.join(', ')],
  );
}
