import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDb } from '../kit/testDb.ts';

/** `sql/examples/*.sql` run as they stand; what they answer is recorded beside them (`vitest run -u` records anew). */
const directory = path.join(import.meta.dirname, '../../sql/examples');

for (const file of readdirSync(directory).filter((name) => name.endsWith('.sql'))) {
  test(`sql/examples/${file}, when it is run, then answers what is recorded`, async () => {
    const { url } = await createTestDb();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    let out = '';
    for (const statement of readFileSync(path.join(directory, file), 'utf8').split(/(?<=;)\n\n?/)) {
      if (statement.trim() !== '') out += `${statement.trim()}\n${await answer(client, statement)}\n\n`;
    }
    await client.end();

    await expect(out).toMatchFileSnapshot(path.join(directory, file.replace(/\.sql$/, '.out')));
  });
}

async function answer(client: pg.Client, statement: string): Promise<string> {
  try {
    const { command, fields, rows } = await client.query<unknown[]>({ text: statement, rowMode: 'array' });
    if (fields.length === 0) return `=> ${command}`;
    const lines = [fields.map(({ name }) => name), ...rows.map((row) => row.map(cell))];
    const widths = fields.map((_, i) => Math.max(...lines.map((line) => (line[i] ?? '').length)));
    return lines
      .map(
        (line) =>
          `=> ${line
            .map((text, i) => text.padEnd(widths[i] ?? 0))
            .join(' | ')
            .trimEnd()}`,
      )
      .join('\n');
  } catch (error) {
    const { code, message, detail } = error as pg.DatabaseError;
    return `=> ERROR ${code}: ${message}${detail === undefined ? '' : `\n=> DETAIL ${detail}`}`;
  }
}

function cell(value: unknown): string {
  if (value === null) return '';
  if (Array.isArray(value)) return `{${value.join(',')}}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
