import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { AppError } from '../lib/index.ts';
import { isDataError } from '../platform/index.ts';
import type { Cursor } from './cursor.ts';
import { copyLine, FORMAT, readLine, unreadable } from './format.ts';
import { backupTables, type Table } from './tables.ts';

/** The first lines of a backup. */
export interface BackupHeader {
  /** The last migration that was applied, such as `0017_refunds`. */
  readonly schema: string;
  readonly taken: Date;
}

/** Reads the first lines. BACKUP_UNREADABLE if this is not a backup. */
export async function readHeader(cursor: Cursor): Promise<BackupHeader> {
  const [first, schema, taken] = [await cursor.line(), await cursor.line(), await cursor.line()];
  const at = new Date(/^-- taken: (.+)$/.exec(taken ?? '')?.[1] ?? '');
  const name = /^-- schema: (\d{4}_[a-z0-9_]+)$/.exec(schema ?? '')?.[1];
  if (first !== `-- ${FORMAT}` || name === undefined || Number.isNaN(at.getTime()))
    throw unreadable('it is none of this product');
  return { schema: name, taken: at };
}

/**
 * Writes the rows into a database that has the backup's schema and no rows except those of the migrations, all in one
 * transaction. Returns the rows of each table. Errors: BACKUP_UNREADABLE, BACKUP_TARGET_USED; then nothing has changed.
 */
export async function load(
  client: pg.Client,
  cursor: Cursor,
  onTable?: (table: string) => void,
): Promise<Record<string, number>> {
  await client.query('BEGIN');
  try {
    await client.query('SET LOCAL statement_timeout = 0');
    const tables = new Map((await backupTables(client)).map((table) => [table.name, table]));
    const names = [...tables.keys()].join(', ');
    await client.query(`LOCK TABLE ${names} IN ACCESS EXCLUSIVE MODE`);
    await requireUnused(client);
    // The triggers forbid changes of the history. Here it is written for the first time, so they are disabled.
    await triggers(client, 'DISABLE');
    await client.query(`TRUNCATE ${names}`);
    const counts = await rowsOf(client, cursor, tables, onTable);
    await triggers(client, 'ENABLE');
    await client.query('COMMIT');
    return counts;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    // If PostgreSQL cannot take the rows, the file is at fault.
    throw isDataError(error) ? unreadable(error instanceof Error ? error.message : '', error) : error;
  }
}

async function requireUnused(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ used: boolean }>(
    'SELECT EXISTS (SELECT FROM users) OR EXISTS (SELECT FROM staff) OR EXISTS (SELECT FROM ledger.transfer) AS used',
  );
  if (rows[0]?.used !== false) throw new AppError('BACKUP_TARGET_USED');
}

async function triggers(client: pg.Client, what: 'ENABLE' | 'DISABLE'): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT t.tgrelid::regclass::text AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND n.nspname IN ('public', 'ledger') ORDER BY 1`,
  );
  for (const { name } of rows) await client.query(`ALTER TABLE ${name} ${what} TRIGGER USER`);
}

async function rowsOf(
  client: pg.Client,
  cursor: Cursor,
  tables: ReadonlyMap<string, Table>,
  onTable?: (table: string) => void,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  let expected: unknown;
  let isComplete = false;
  for (let line = await cursor.line(); line !== undefined; line = await cursor.line()) {
    const read = readLine(line);
    if (read.is === 'copy') {
      const table = tables.get(read.table);
      // Accept only this exact statement, so that nothing else in the file can be run.
      if (!table || copyLine(table) !== read.text || read.table in counts)
        throw unreadable(`its table ${read.table} is not that of the schema`);
      onTable?.(read.table);
      const copy = client.query(copyFrom(read.text.replace('stdin', 'STDIN').replace(/;$/, '')));
      await pipeline(Readable.from(cursor.rows()), copy);
      counts[read.table] = copy.rowCount;
    } else if (read.is === 'sequence') {
      await client.query('SELECT setval($1::regclass, $2)', [read.name, read.value]);
    } else if (read.is === 'rows') {
      expected = read.counts;
    } else if (read.is === 'complete') {
      isComplete = true;
    }
  }
  if (!isComplete || Object.keys(counts).length !== tables.size || !isDeepStrictEqual(counts, expected))
    throw unreadable('the file ends too early or rows are missing');
  return counts;
}
