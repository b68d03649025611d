import type { Queryable } from '../../../platform/index.ts';
import type { Action } from '../../../staff/index.ts';
import type { Ability } from '../abilities/index.ts';
import type { Source } from '../source.ts';
import { Conditions, filterCondition } from './conditions.ts';
import { MOST_ROWS, selectList, tolerant, type Row } from './query.ts';
import { idColumn, permittedColumns, rowCondition } from './scope.ts';

/**
 * Rows by id, in any order, that `action` reaches. If the action has no columns of its own, only the id is read. Ids
 * are left out if they do not fit, do not exist or are not the person's.
 */
export async function findRows(
  q: Queryable,
  access: { ability: Ability; source: Source; action?: Action },
  ids: readonly string[],
): Promise<Row[]> {
  const { ability, source, action = 'see' } = access;
  const conditions = new Conditions();
  const wanted = permittedColumns(ability, source, action);
  const rows = rowCondition(ability, source, action, conditions);
  if (!ability.can(action, source.subject) || rows === undefined) return [];
  const id = idColumn(source);
  // Finds exactly this row, even if a filter on its number would find more.
  const { sameAs: _, ...exact } = id;
  const one = ids.slice(0, MOST_ROWS).map((value) => filterCondition(exact, value, conditions));
  if (one.length === 0) return [];
  conditions.texts.push(...rows, `(${one.join(' OR ')})`);
  const columns = wanted.includes(id) ? wanted : [id, ...wanted];
  const sql = `SELECT ${selectList(columns)} FROM ${source.from} t ${conditions.where()} LIMIT ${MOST_ROWS}`;
  return tolerant(
    q.query<Row>(sql, conditions.values).then((result) => result.rows),
    [],
  );
}
