import pg from 'pg';
import { AppError } from '../lib/index.ts';
import type { Config } from '../platform/index.ts';

type Owner = Pick<Config, 'DATABASE_MIGRATION_URL'>;

/** A connection as the owner of the tables, for one piece of work. */
export async function connected<T>(config: Owner, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: config.DATABASE_MIGRATION_URL.reveal(),
    application_name: 'starboard-backup',
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Runs the work only while nobody else does the same for this database, on any machine. PostgreSQL frees the lock when
 * its connection ends, so a killed process blocks nobody. The lock belongs to a transaction, because a pooler may give a
 * session to others. Errors: BACKUP_RUNNING.
 */
export function alone<T>(
  config: Owner,
  what: 'backup' | 'drill' | 'keeper',
  work: () => Promise<T>,
): Promise<T> {
  return connected(config, async (client) => {
    await client.query('BEGIN');
    await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    const { rows } = await client.query<{ free: boolean }>(
      'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS free',
      [`starboard.${what}`],
    );
    if (rows[0]?.free !== true) throw new AppError('BACKUP_RUNNING', { what });
    return work();
  });
}
