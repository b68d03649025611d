import type pg from 'pg';
import { to as copyTo, type CopyToStreamQuery } from 'pg-copy-streams';
import { COMPLETE, copyLine, FORMAT, headLine, rowsLine, sequenceLine } from './format.ts';
import { backupTables } from './tables.ts';

/** Called before each table: how many are done, of how many. */
export type OnTable = (done: number, of: number, table: string) => void;

/**
 * The whole database as the text of a backup, in its state at one moment. Writers are not stopped. A long backup keeps
 * old row versions alive, so a big shop should take it from a replica. Fills `counts` with the rows of each table.
 */
export async function* dump(
  client: pg.Client,
  options: { now: Date; counts: Record<string, number>; onTable?: OnTable | undefined },
): AsyncGenerator<Uint8Array> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query('SET LOCAL statement_timeout = 0');
  const { rows } = await client.query<{ name: string }>(
    'SELECT name FROM public.schema_migrations ORDER BY name DESC LIMIT 1',
  );
  yield text(
    `-- ${FORMAT}`,
    headLine('schema', rows[0]?.name ?? ''),
    headLine('taken', options.now.toISOString()),
  );
  const tables = await backupTables(client);
  const copies: { readonly name: string; readonly copy: CopyToStreamQuery }[] = [];
  for (const [i, table] of tables.entries()) {
    options.onTable?.(i, tables.length, table.name);
    yield text('', copyLine(table));
    // A partitioned table can only be copied by a query. When they are restored, the rows find their partition again.
    const copy = client.query(
      copyTo(`COPY (SELECT ${table.columns.join(', ')} FROM ${table.name}) TO STDOUT`),
    );
    yield* copy as AsyncIterable<Uint8Array>;
    copies.push({ name: table.name, copy });
    yield text('\\.');
  }
  options.onTable?.(tables.length, tables.length, '');
  // Sequences come after the rows, so that a sequence is never behind the numbers taken from it.
  const { rows: sequences } = await client.query<{ name: string; value: string }>(
    `SELECT format('%I.%I', schemaname, sequencename) AS name, last_value::text AS value FROM pg_sequences
     WHERE schemaname IN ('public', 'ledger') AND last_value IS NOT NULL ORDER BY 1`,
  );
  // Only the answer to a later query shows that the numbers are there: the rows of a copy can end before its number comes.
  for (const { name, copy } of copies) options.counts[name] = copy.rowCount;
  yield text('', ...sequences.map(({ name, value }) => sequenceLine(name, BigInt(value))));
  await client.query('COMMIT');
  yield text('', rowsLine(options.counts), COMPLETE);
}

function text(...lines: string[]): Uint8Array {
  return Buffer.from(`${lines.join('\n')}\n`, 'utf8');
}
