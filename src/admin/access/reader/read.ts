import type { Queryable } from '../../../platform/index.ts';
import type { Ability } from '../abilities/index.ts';
import type { Source } from '../source.ts';
import { Conditions } from './conditions.ts';
import { orderBy } from './order.ts';
import { clamp, MOST_ROWS, selectList, tolerant, type ListQuery, type Row } from './query.ts';
import { listScope } from './scope.ts';

const FARTHEST_OFFSET = 10_000;
/** Counting stops here. "10 000 and more" is enough for a person, and the table may have millions of rows. */
export const COUNT_LIMIT = 10_001;

/**
 * The rows and columns that this ability may see. Every read of the back office goes through here or `findRows`.
 * Errors: FORBIDDEN (no right to the source, or a filter on a column outside the right).
 */
export async function listRows(
  q: Queryable,
  access: { ability: Ability; source: Source },
  query: ListQuery = {},
): Promise<Row[]> {
  const { source } = access;
  const conditions = new Conditions();
  const columns = listScope(access, conditions, query);
  const limit = clamp(query.limit, 1, MOST_ROWS, 50);
  const offset = clamp(query.offset, 0, FARTHEST_OFFSET, 0);
  const sql = `SELECT ${selectList(columns)} FROM ${source.from} t ${conditions.where()} ORDER BY ${orderBy(source, columns, query)} LIMIT ${limit} OFFSET ${offset}`;
  return tolerant(
    q.query<Row>(sql, conditions.values).then(({ rows }) => rows),
    [],
  );
}

/** How many rows {@link listRows} could return in all, at most {@link COUNT_LIMIT}. */
export async function countRows(
  q: Queryable,
  access: { ability: Ability; source: Source },
  query: ListQuery = {},
): Promise<number> {
  const conditions = new Conditions();
  listScope(access, conditions, query);
  const sql = `SELECT count(*)::integer AS n FROM (SELECT FROM ${access.source.from} t ${conditions.where()} LIMIT ${COUNT_LIMIT}) c`;
  return tolerant(
    q.query<{ n: number }>(sql, conditions.values).then(({ rows }) => rows[0]?.n ?? 0),
    0,
  );
}
