import { AppError } from '../../lib/index.ts';
import type { Source } from './source.ts';
import type { Access } from './panel.ts';
import {
  findRows,
  listRows,
  listRowsAfter,
  permittedColumns,
  showRow,
  type ListQuery,
  type ShownRow,
} from './reader/index.ts';

/**
 * Rows as a page shows them. None if the person may not see the source, so a page shows only what its reader has rights
 * to.
 */
export async function rowsOf(
  { panel, ability }: Access,
  source: Source,
  query: ListQuery,
): Promise<ShownRow[]> {
  const columns = permittedColumns(ability, source);
  if (columns.length === 0) return [];
  const rows = await listRows(panel.reads, { ability, source }, query);
  return rows.map((row) => showRow(row, columns, panel.style));
}

/** A page of rows, however far down, and where the next one begins. No rows if the person may not see the source. */
export async function pageOf(
  { panel, ability }: Access,
  source: Source,
  query: Parameters<typeof listRowsAfter>[2],
): Promise<{ rows: ShownRow[]; next?: string }> {
  const columns = permittedColumns(ability, source);
  if (columns.length === 0) return { rows: [] };
  const { rows, ...rest } = await listRowsAfter(panel.reads, { ability, source }, query);
  return { ...rest, rows: rows.map((row) => showRow(row, columns, panel.style)) };
}

/** One row by its id. Errors: FORBIDDEN if there is no such row that the person may see. */
export async function rowOf({ panel, ability }: Access, source: Source, id: string): Promise<ShownRow> {
  const [row] = await findShown({ panel, ability }, source, [id]);
  if (!row) throw new AppError('FORBIDDEN');
  return row;
}

/** Rows by their ids. Only those that the person may see. */
export async function findShown(
  { panel, ability }: Pick<Access, 'panel' | 'ability'>,
  source: Source,
  ids: readonly string[],
): Promise<ShownRow[]> {
  const columns = permittedColumns(ability, source);
  const rows = await findRows(panel.reads, { ability, source }, ids);
  return rows.map((row) => showRow(row, columns, panel.style));
}

export function textOf(row: ShownRow | undefined, column: string): string {
  const value = row?.[column];
  return value === null || value === undefined ? '' : String(value);
}

/** One step in the work on something, with the name of the person who took it. */
export interface Trail {
  readonly at: string;
  /** `staff:7`, `user:42`, `system`. */
  readonly actor: string;
  readonly name: string | null;
  readonly step: string;
  readonly note: string;
}

/**
 * The steps of a record that the person may see. `sql` is a constant of a page, never input; `$1` is the record's id.
 */
export async function trailOf({ panel }: Access, sql: string, id: string): Promise<Trail[]> {
  const { rows } = await panel.reads.query<Omit<Trail, 'at'> & { at: Date }>(sql, [id]);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
