import { AppError } from '../../../lib/index.ts';
import type { Action } from '../../../staff/index.ts';
import { rowsFor, type Ability } from '../abilities/index.ts';
import type { Column, Source } from '../source.ts';
import { filterCondition, type Conditions } from './conditions.ts';
import type { ListQuery } from './query.ts';

/** The columns of a source that an action reaches. None if the role has no such right. */
export function permittedColumns(
  ability: Ability,
  source: Source,
  action: Action = 'see',
): readonly Column[] {
  return source.columns.filter(
    (column) => (column.needs ?? 'see') === action && ability.can(action, source.subject, column.name),
  );
}

/**
 * Adds the conditions of a list: the rows that the person reaches, and the filters. Returns the columns. Errors:
 * FORBIDDEN.
 */
export function listScope(
  access: { ability: Ability; source: Source },
  conditions: Conditions,
  query: ListQuery,
): readonly Column[] {
  const { ability, source } = access;
  const columns = permittedColumns(ability, source);
  const rows = rowCondition(ability, source, 'see', conditions);
  if (columns.length === 0 || rows === undefined) throw new AppError('FORBIDDEN');
  conditions.texts.push(...rows);
  if (source.listed !== undefined) conditions.texts.push(source.listed);
  for (const [name, value] of Object.entries(query.filters ?? {})) {
    const column = source.columns.find((candidate) => candidate.name === name);
    // A filter on a hidden column would tell something about its values.
    if (!column || !ability.can(column.needs ?? 'see', source.subject, column.name))
      throw new AppError('FORBIDDEN');
    conditions.texts.push(filterCondition(column, value, conditions));
  }
  return columns;
}

/** The condition for the rows that the ability reaches. Undefined if it reaches none. */
export function rowCondition(
  ability: Ability,
  source: Source,
  action: Action,
  conditions: Conditions,
): string[] | undefined {
  const alternatives = rowsFor(ability, action, source.subject);
  if (alternatives === null) return undefined;
  if (alternatives.length === 0) return [];
  const texts = alternatives.map((all) =>
    all
      .map(({ column, values }) => {
        const any = values.map((value) =>
          filterCondition(columnOf(source, column), String(value), conditions),
        );
        return `(${any.join(' OR ')})`;
      })
      .join(' AND '),
  );
  return [`(${texts.join(' OR ')})`];
}

export function idColumn(source: Source): Column {
  return columnOf(source, source.idColumn);
}

export function columnOf(source: Source, name: string): Column {
  const column = source.columns.find((candidate) => candidate.name === name);
  if (!column) throw new Error(`${source.id} has no column ${name}`);
  return column;
}
