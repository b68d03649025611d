import { isUnfitValue } from '../../../platform/index.ts';
import type { Column } from '../source.ts';
import { columnSql, type FilterValue } from './conditions.ts';

/** What a list asks for. `filters` by column name. Everything is checked here, for every caller. */
export interface ListQuery {
  readonly filters?: Readonly<Record<string, FilterValue>>;
  readonly sort?: { readonly by: string; readonly direction: 'asc' | 'desc' };
  readonly limit?: number;
  readonly offset?: number;
}
export type Row = Record<string, unknown>;

/** Most rows of one statement, except for files. */
export const MOST_ROWS = 200;

export function selectList(columns: readonly Column[]): string {
  return columns.map((column) => `${columnSql(column)} AS "${column.name}"`).join(', ');
}

export function clamp(value: number | undefined, low: number, high: number, fallback: number): number {
  if (value === undefined || !Number.isFinite(value)) return fallback;
  return Math.min(high, Math.max(low, Math.trunc(value)));
}

export async function tolerant<T>(result: Promise<T>, nothing: T): Promise<T> {
  try {
    return await result;
  } catch (error) {
    // Such a filter finds nothing.
    if (isUnfitValue(error)) return nothing;
    throw error;
  }
}
