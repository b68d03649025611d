import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { createDb, createLogger, type Db } from '../../src/platform/index.ts';
import { TEMPLATE } from './template.ts';
import { atEnd } from './atEnd.ts';

export interface TestDb {
  /** The application's connection, in the role `starboard_app`. */
  db: Db;
  /** The connection of the schema's owner. */
  owner: Db;
  url: string;
}

/** A database for the calling test file only. It is copied from the migrated template and dropped at the end. */
export async function createTestDb(server = inject('postgresUrl')): Promise<TestDb> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  const url = server.replace(/\/postgres$/, `/${name}`);
  const log = createLogger({ LOG_LEVEL: 'silent', DEBUG: false });
  const shared = { url, max: 20, statementTimeoutMs: 30_000, applicationName: 'test' };
  const db = createDb({ ...shared, role: 'starboard_app' }, log);
  const owner = createDb({ ...shared, role: '', max: 5 }, log);
  atEnd(async () => {
    await db.close();
    await owner.close();
    await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`);
  });
  return { db, owner, url };
}

/** Address of an empty database. It is dropped at the end. */
export async function createEmptyDatabase(): Promise<string> {
  const server = inject('postgresUrl');
  const name = `e_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  atEnd(() => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`));
  return server.replace(/\/postgres$/, `/${name}`);
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // During a copy nobody may use the template. So concurrent copies wait for each other here.
    await client.query('SELECT pg_advisory_lock(4711)');
    await client.query(statement);
  } finally {
    await client.end();
  }
}
