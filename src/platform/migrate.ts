import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PG_MIGRATE_LOCK_ID, runner } from 'node-pg-migrate';
import pg from 'pg';
import { AppError } from '../lib/index.ts';
import type { Logger } from './log.ts';
import { checkServer } from './session.ts';

const DIRECTORY = fileURLToPath(new URL('../../sql/migrations', import.meta.url));
const TABLE = 'schema_migrations';

export interface MigrationState {
  name: string;
  appliedAt: Date | undefined;
}

/**
 * Plain SQL migrations `sql/migrations/NNNN_name.{up,down}.sql`. Each call runs in one transaction under a lock. A second
 * process waits for the lock, so several processes may start at once.
 */
export interface Migrator {
  /** Applies all pending migrations. Returns their names. */
  up(): Promise<string[]>;
  /** Undoes the last `count` migrations. */
  down(count: number): Promise<string[]>;
  /** Migrates up or down until `version` (four digits) is the last applied one. "0000" undoes all. */
  to(version: string): Promise<string[]>;
  status(): Promise<MigrationState[]>;
}

export function createMigrator(databaseUrl: string, log: Logger): Migrator {
  const run = async (
    direction: 'up' | 'down',
    which: { count: number; timestamp?: boolean },
  ): Promise<string[]> => {
    const done = await locked(databaseUrl, (dbClient) =>
      runner({
        dbClient,
        // Behind a pooler a lock of the session would stay with a server that others get next.
        noLock: true,
        dir: DIRECTORY,
        migrationsTable: TABLE,
        direction,
        ...which,
        checkOrder: true,
        singleTransaction: true,
        migrationLoaderStrategies: [{ extensions: ['.sql'], loader: 'sql' }],
        logger: {
          debug: () => {},
          info: () => {},
          warn: (message) => log.warn(message),
          // This also throws if there is no connection.
          error: (message) => message.startsWith('could not connect') || log.error(message.slice(-500)),
        },
      }),
    );
    for (const { name } of done) log.info({ migration: name, direction }, 'migrated');
    return done.map(({ name }) => name);
  };
  const status = async (): Promise<MigrationState[]> => {
    const applied = await appliedMigrations(databaseUrl);
    return (await migrationNames()).map((name) => ({ name, appliedAt: applied.get(name) }));
  };
  return {
    up: () => run('up', { count: Infinity }),
    down: async (count) => {
      // The library reads 0, and anything that is not a number, as "all migrations".
      if (!Number.isSafeInteger(count) || count < 1)
        throw new AppError('INPUT_INVALID', {}, { message: 'Say how many to take back: 1 or more' });
      return run('down', { count });
    },
    status,
    to: async (version) => {
      const states = await status();
      if (version !== '0000' && !states.some(({ name }) => name.startsWith(`${version}_`))) {
        throw new AppError(
          'INPUT_INVALID',
          { version },
          { message: `No migration has the version ${version}` },
        );
      }
      // Name the target instead of a count, so that a process that waited for another one does not go further.
      const number = Number(version);
      const above = states.some(({ name, appliedAt }) => appliedAt && name.slice(0, 4) > version);
      return above
        ? run('down', { count: number + 1, timestamp: true })
        : run('up', { count: number, timestamp: true });
    },
  };
}

/**
 * Lets only one process migrate at a time, also through a pooler: the lock belongs to the one transaction. Errors:
 * DATABASE_SETTINGS if PostgreSQL is too old for the SQL of the migrations.
 */
async function locked<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // If the connection breaks, the waiting statement gets the error.
  client.on('error', () => {});
  await client.connect();
  try {
    await checkServer(client);
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [PG_MIGRATE_LOCK_ID]);
    const done = await work(client);
    await client.query('COMMIT');
    return done;
  } finally {
    await client.end();
  }
}

/** The first lines of a new migration. */
const HEAD = `-- What it is about.
--
--   name   what it is
--
-- Why:
-- Locks: which, and whether it is safe while the old code runs.
`;

/** Writes an empty pair with the next number. Returns the two paths. */
export async function newMigration(name: string): Promise<string[]> {
  if (!/^[a-z][a-z0-9_]{2,60}$/.test(name)) {
    throw new AppError(
      'INPUT_INVALID',
      { name },
      { message: 'A migration is named in lower case: add_refunds' },
    );
  }
  const last = (await migrationNames()).at(-1) ?? '0000';
  const number = String(Number(last.slice(0, 4)) + 1).padStart(4, '0');
  const files = (['up', 'down'] as const).map((direction) =>
    path.join(DIRECTORY, `${number}_${name}.${direction}.sql`),
  );
  for (const file of files) await writeFile(file, HEAD, { flag: 'wx' });
  return files;
}

async function migrationNames(): Promise<string[]> {
  const files = await readdir(DIRECTORY);
  return files
    .filter((file) => file.endsWith('.up.sql'))
    .map((file) => file.slice(0, -'.up.sql'.length))
    .toSorted();
}

async function appliedMigrations(databaseUrl: string): Promise<Map<string, Date>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const exists = await client.query<{ found: string | null }>('SELECT to_regclass($1)::text AS found', [
      `public.${TABLE}`,
    ]);
    if (exists.rows[0]?.found == null) return new Map();
    const { rows } = await client.query<{ name: string; run_on: Date }>(
      // The library writes the time without a zone, in the zone of the server. Read it in the same zone.
      `SELECT name, run_on::timestamptz AS run_on FROM public.${TABLE}`,
    );
    return new Map(rows.map((row) => [row.name, row.run_on]));
  } finally {
    await client.end();
  }
}
