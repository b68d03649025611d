import { AppError } from '../../lib/index.ts';
import { isUnfitValue, sqlState } from '../../platform/index.ts';
import type { Source } from '../access/source.ts';

/**
 * Turns refusals by triggers and constraints of a content table into errors of ours. Any other error is returned
 * unchanged.
 */
export function contentRefusal(source: Source, error: unknown): unknown {
  const { column, constraint = '', detail = '{}' } = error as Readonly<Record<string, string | undefined>>;
  const invalid = (names: readonly string[], rule?: string): AppError =>
    new AppError(
      'INPUT_INVALID',
      { fields: names.length === 0 ? '-' : names.join(', '), ...(rule === undefined ? {} : { rule }) },
      { cause: error },
    );
  const named = (ending: string): string[] =>
    source.columns
      .map(({ name }) => name)
      .filter((name) => constraint === `${source.from}_${name}_${ending}`);
  switch (sqlState(error)) {
    case 'CT001':
      return new AppError('CONTENT_CHANGED', {}, { cause: error });
    case 'CT002':
      return new AppError('VARIABLE_UNKNOWN', JSON.parse(detail) as Record<string, string>, { cause: error });
    case '23502':
      return invalid(column === undefined ? [] : [column], 'missing');
    case '23505':
      return invalid(named('key'), 'taken');
    case '23514': {
      const names = named('check');
      // It is about the audit log or another table, so the form is not at fault.
      if (names.length === 0) return error;
      const isText = source.columns.some(({ name, type }) => names.includes(name) && type === 'text');
      return invalid(names, isText ? 'text' : 'other');
    }
    default:
      return isUnfitValue(error) ? invalid([]) : error;
  }
}
