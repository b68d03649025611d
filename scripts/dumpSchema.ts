import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { createLogger, createMigrator } from '../src/platform/index.ts';
import { dumpSchema } from './schema.ts';
import { startPostgres } from './services/postgres.ts';

/** Writes sql/schema.sql from the migrations, on a database made for the purpose. */
const directory = mkdtempSync(path.join(tmpdir(), 'starboard-schema-'));
const postgres = await startPostgres({
  directory: path.join(directory, 'postgres'),
  settings: { fsync: 'off' },
});
try {
  await createMigrator(postgres.url('postgres'), createLogger({ LOG_LEVEL: 'error', DEBUG: false })).up();
  const client = new pg.Client({ connectionString: postgres.url('postgres') });
  await client.connect();
  writeFileSync(new URL('../sql/schema.sql', import.meta.url), await dumpSchema(client));
  await client.end();
} finally {
  await postgres.stop('immediate');
  rmSync(path.dirname(postgres.directory), { recursive: true, force: true });
  rmSync(directory, { recursive: true, force: true });
}
