import { AppError } from '../lib/index.ts';
import type { Table } from './tables.ts';

/**
 * A backup is SQL text that psql can read too: comments that describe it, one COPY per table, the sequences, and the
 * number of rows of each table. Any line in another form is not run.
 */
export const FORMAT = 'Starboard backup, format 1';
export const COMPLETE = '-- complete';

export const copyLine = ({ name, columns }: Table): string =>
  `COPY ${name} (${columns.join(', ')}) FROM stdin;`;
export const sequenceLine = (name: string, value: bigint): string =>
  `SELECT pg_catalog.setval('${name}', ${value}, true);`;
export const headLine = (what: 'schema' | 'taken', text: string): string => `-- ${what}: ${text}`;
export const rowsLine = (counts: Readonly<Record<string, number>>): string =>
  `-- rows: ${JSON.stringify(counts)}`;

/** One line outside the rows of a table, as data. BACKUP_UNREADABLE for a line that no backup has. */
export type Line =
  | { readonly is: 'copy'; readonly table: string; readonly text: string }
  | { readonly is: 'sequence'; readonly name: string; readonly value: bigint }
  | { readonly is: 'rows'; readonly counts: unknown }
  | { readonly is: 'complete' }
  | { readonly is: 'empty' };

export function readLine(text: string): Line {
  if (text === '') return { is: 'empty' };
  if (text === COMPLETE) return { is: 'complete' };
  const copy = /^COPY ([a-z_."0-9]+) \(.*\) FROM stdin;$/.exec(text);
  if (copy) return { is: 'copy', table: copy[1] ?? '', text };
  const sequence = /^SELECT pg_catalog\.setval\('([a-z_."0-9]+)', (\d+), true\);$/.exec(text);
  if (sequence) return { is: 'sequence', name: sequence[1] ?? '', value: BigInt(sequence[2] ?? 0) };
  const rows = /^-- rows: (\{["a-z_.0-9:,]*\})$/.exec(text);
  if (rows) return { is: 'rows', counts: JSON.parse(rows[1] ?? '') };
  throw unreadable(`it has a line that no backup has: ${text.slice(0, 80)}`);
}

export function unreadable(problem: string, cause?: unknown): AppError {
  return new AppError(
    'BACKUP_UNREADABLE',
    { problem },
    { message: `The backup cannot be used: ${problem}.`, cause },
  );
}
