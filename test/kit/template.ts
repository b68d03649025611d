import pg from 'pg';
import type { PrivatePostgres } from '../../scripts/services/postgres.ts';
import { createLogger, createMigrator } from '../../src/platform/index.ts';

/** The database that every test file copies. */
export const TEMPLATE = 'starboard_template';

/** Makes the template on a server: once per run, or per server that a test file has for itself. */
export async function createTemplate(postgres: PrivatePostgres): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url('postgres') });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  await createMigrator(postgres.url(TEMPLATE), createLogger({ LOG_LEVEL: 'error', DEBUG: false })).up();
}
