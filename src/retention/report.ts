import type { Context, KeptName } from '../platform/index.ts';
import { oldRows } from './clean.ts';
import { KEPT } from './kept.ts';
import { BOUNDED, type Words } from './policy.ts';

/** A table as staff see it. Sizes are in bytes with indexes. */
export interface TableReport {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  /** Days; null: without an end of its own. */
  readonly days: number | null;
  readonly what: Words;
  readonly how: 'drop' | 'delete' | 'empty' | null;
  /** The oldest row, or the oldest that is not emptied yet. */
  readonly oldest: Date | null;
  readonly cleanedAt: Date | null;
  readonly removed: number;
  readonly held: string;
}

/** Every table with its months. The numbers of rows are estimates of PostgreSQL, and -1 is "never counted". */
const SIZES = `SELECT CASE WHEN n.nspname = 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END AS name,
    coalesce(sum(greatest(p.reltuples, 0)), 0)::float8 AS rows, coalesce(sum(pg_total_relation_size(p.oid)), 0)::float8 AS bytes
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN LATERAL (SELECT c.oid, c.reltuples WHERE c.relkind = 'r'
      UNION ALL SELECT l.oid, l.reltuples FROM pg_inherits h JOIN pg_class l ON l.oid = h.inhrelid WHERE h.inhparent = c.oid) p ON true
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('public', 'ledger') AND c.relname <> 'schema_migrations'
  GROUP BY n.nspname, c.relname ORDER BY bytes DESC, name`;

/** Every table of the schema, the largest first. */
export async function reportStorage(context: Pick<Context, 'db' | 'config'>): Promise<TableReport[]> {
  const { db, config } = context;
  const [{ rows: sizes }, { rows: runs }, oldest] = await Promise.all([
    db.query<{ name: string; rows: number; bytes: number }>(SIZES),
    db.query<{ name: string; cleaned_at: Date; removed: bigint; held: string }>(
      'SELECT * FROM retention_runs',
    ),
    oldestOf(context),
  ]);
  const words = new Map(
    KEPT.flatMap(({ why, tables }) => tables.split(/\s+/).map((table) => [table, why] as const)),
  );
  return sizes.map(({ name, rows, bytes }) => {
    const bounded = isBounded(name) ? BOUNDED[name] : undefined;
    const run = runs.find((one) => one.name === name);
    return {
      name,
      rows: Math.round(rows),
      bytes,
      days: isBounded(name) ? config.RETENTION_DAYS[name] : null,
      what: bounded?.what ?? words.get(name) ?? ['не описано', 'not described'],
      how: bounded?.cleaning.how ?? null,
      oldest: oldest.get(name) ?? null,
      cleanedAt: run?.cleaned_at ?? null,
      removed: Number(run?.removed ?? 0n),
      held: run?.held ?? '',
    };
  });
}

function isBounded(name: string): name is KeptName {
  return Object.hasOwn(BOUNDED, name);
}

/** The time of the oldest row of each table with an end. Ids of months are in the order of time, so an index finds it. */
async function oldestOf({ db }: Pick<Context, 'db'>): Promise<Map<string, Date>> {
  const queries = Object.entries(BOUNDED).map(([name, { cleaning }]) =>
    cleaning.how === 'drop'
      ? `(SELECT '${name}' AS name, ${cleaning.age} AS at FROM ${name} ORDER BY id LIMIT 1)`
      : `(SELECT '${name}', min(${cleaning.age}) FROM ${name} t ${cleaning.how === 'empty' ? `WHERE ${cleaning.full}` : ''})`,
  );
  const { rows } = await db.query<{ name: string; at: Date | null }>(queries.join(' UNION ALL '));
  return new Map(rows.flatMap(({ name, at }) => (at === null ? [] : [[name, at]])));
}

/** How many rows, or which months, the next run would remove. Changes nothing. */
export async function wouldRemove({
  db,
  config,
}: Pick<Context, 'db' | 'config'>): Promise<Record<KeptName, number>> {
  const counted = await Promise.all(
    (Object.keys(BOUNDED) as KeptName[]).map(async (name) => {
      const { cleaning } = BOUNDED[name];
      const text =
        cleaning.how === 'drop'
          ? `SELECT count(*)::integer AS n FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
             WHERE i.inhparent = '${name}'::regclass AND c.relname ~ '_\\d{4}_\\d\\d$'
               AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= now() - make_interval(days => $1)`
          : `SELECT count(*)::integer AS n FROM ${name} t WHERE ${oldRows(cleaning)}`;
      const row = await db.one<{ n: number }>(text, [config.RETENTION_DAYS[name]]);
      return [name, row?.n ?? 0] as const;
    }),
  );
  return Object.fromEntries(counted) as Record<KeptName, number>;
}
