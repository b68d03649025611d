import type { Column, Source } from '../source.ts';
import { columnSql } from './conditions.ts';
import type { ListQuery } from './query.ts';
import { columnOf, idColumn } from './scope.ts';

/** Sorts by a column that offers it. The id decides between equal values, so that pages do not overlap. */
export function orderBy(source: Source, columns: readonly Column[], query: ListQuery): string {
  const { by, id, direction } = orderOf(source, columns, query);
  return by === id ? `${by} ${direction}` : `${by} ${direction}, ${id} ${direction}`;
}

/** The expressions that decide the order, and their PostgreSQL types. */
export function orderOf(
  source: Source,
  columns: readonly Column[],
  query: ListQuery,
): { by: string; id: string; direction: 'ASC' | 'DESC'; types: { by: string; id: string } } {
  const wanted = columns.find((column) => column.sortable && column.name === query.sort?.by);
  const column = wanted ?? columnOf(source, source.sort.by);
  const direction = (wanted ? query.sort?.direction : source.sort.direction) === 'asc' ? 'ASC' : 'DESC';
  const own = idColumn(source);
  const [by, id] = [column.sortSql ?? columnSql(column), columnSql(own)];
  return {
    by,
    id,
    direction,
    types: { by: PG_TYPES[by === id ? own.type : column.type], id: PG_TYPES[own.type] },
  };
}

const PG_TYPES: Readonly<Record<Column['type'], string>> = {
  text: 'text',
  enum: 'text',
  json: 'text',
  bigint: 'bigint',
  money: 'bigint',
  integer: 'integer',
  uuid: 'uuid',
  boolean: 'boolean',
  time: 'timestamptz',
};
