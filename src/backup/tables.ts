import type pg from 'pg';
import { AppError } from '../lib/index.ts';

/** A table with rows of its own: name and columns as SQL writes them. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/**
 * Tables whose rows mean nothing elsewhere: people log in again, and the migrations record themselves what was applied.
 */
const LEFT_OUT = new Set(['staff_sessions', 'schema_migrations']);

const TABLES = `
  SELECT c.oid::regclass::text AS name, array_agg(quote_ident(a.attname) ORDER BY a.attnum) AS columns
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('public', 'ledger')
    AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  GROUP BY c.oid ORDER BY name`;

const REFERENCES = `
  SELECT DISTINCT conrelid::regclass::text AS child, confrelid::regclass::text AS parent
  FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 AND conrelid <> confrelid`;

/** Every table of a backup. A table comes after the tables that it refers to. */
export async function backupTables(client: pg.Client): Promise<Table[]> {
  const { rows: tables } = await client.query<Table>(TABLES);
  const { rows: references } = await client.query<{ child: string; parent: string }>(REFERENCES);
  return inOrder(
    tables.filter(({ name }) => !LEFT_OUT.has(name)),
    references,
  );
}

/** Parents before children; tables that do not depend on each other keep their order. */
export function inOrder(
  tables: readonly Table[],
  references: readonly { child: string; parent: string }[],
): Table[] {
  const ordered: Table[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const names = new Set(left.map(({ name }) => name));
    const isFree = ({ name }: Table): boolean =>
      !references.some(({ child, parent }) => child === name && names.has(parent));
    const free = left.filter(isFree);
    if (free.length === 0)
      throw new AppError(
        'INTERNAL',
        {},
        { message: `tables refer to each other in a ring: ${[...names].join(', ')}` },
      );
    ordered.push(...free);
    left = left.filter((table) => !isFree(table));
  }
  return ordered;
}
