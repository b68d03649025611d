import type pg from 'pg';
import { verifyLedger } from '../ledger/index.ts';
import { AppError, Secret } from '../lib/index.ts';
import { createDb, ownerOptions, type Config, type Logger } from '../platform/index.ts';
import { alone, connected } from './connect.ts';
import { restoreBackup } from './restore.ts';

/** Written on the scratch database, so that no other database is ever dropped. */
const MARK = 'Starboard: scratch database of restore --drill';

interface DrillInput {
  readonly file: string;
  readonly identityFile: string;
  readonly onTable?: (table: string) => void;
  /** Called once this drill is the only one. */
  readonly onStart?: () => Promise<void>;
}

/** What a drill found. */
export interface Drilled {
  readonly taken: Date;
  readonly schema: string;
  readonly rows: number;
  /** Transfers that the walk of the ledger checked. */
  readonly transfers: bigint;
}

/**
 * Restores a backup into a scratch database on the same server, walks its ledger, and drops it again. The database of the
 * product is not touched. What a killed drill left is dropped by the next one.
 * Errors: BACKUP_RUNNING (another drill), BACKUP_UNREADABLE, BACKUP_DRILL_DATABASE, BACKUP_DRILL_LEDGER.
 */
export function drillRestore(config: Config, log: Logger, input: DrillInput): Promise<Drilled> {
  return alone(config, 'drill', () => drill(config, log, input));
}

async function drill(config: Config, log: Logger, input: DrillInput): Promise<Drilled> {
  const url = new URL(config.DATABASE_MIGRATION_URL.reveal());
  const name = `${decodeURIComponent(url.pathname.slice(1))}_drill`;
  url.pathname = `/${encodeURIComponent(name)}`;
  const scratch = new Secret(url.href);
  await input.onStart?.();
  await connected(config, (client) => replace(client, name));
  try {
    const { rows, taken, schema } = await restoreBackup({ DATABASE_MIGRATION_URL: scratch }, log, input);
    const db = createDb(ownerOptions({ ...config, DATABASE_MIGRATION_URL: scratch }), log);
    const found = await verifyLedger(db).finally(() => db.close());
    if (found.broken) throw brokenLedger(found.broken.problem);
    return { taken, schema, rows, transfers: found.transfers };
  } finally {
    await connected(config, (client) => drop(client, name));
  }
}

async function replace(client: pg.Client, name: string): Promise<void> {
  const database = client.escapeIdentifier(name);
  try {
    await drop(client, name);
    await client.query(`CREATE DATABASE ${database}`);
    await client.query(`COMMENT ON DATABASE ${database} IS ${client.escapeLiteral(MARK)}`);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw noDatabase(name, error instanceof Error ? error.message : String(error), error);
  }
}

/** Drops the scratch database if it is there. Refuses a database without our mark. */
async function drop(client: pg.Client, name: string): Promise<void> {
  const { rows } = await client.query<{ comment: string | null }>(
    `SELECT shobj_description(oid, 'pg_database') AS comment FROM pg_database WHERE datname = $1`,
    [name],
  );
  const [found] = rows;
  if (!found) return;
  if (found.comment !== MARK) throw noDatabase(name, 'a database with this name exists and is not ours');
  await client.query(`DROP DATABASE ${client.escapeIdentifier(name)} WITH (FORCE)`);
}

function noDatabase(name: string, problem: string, cause?: unknown): AppError {
  return new AppError(
    'BACKUP_DRILL_DATABASE',
    { name, problem },
    { message: `The scratch database ${name} cannot be used: ${problem}`, cause },
  );
}

function brokenLedger(problem: string): AppError {
  return new AppError(
    'BACKUP_DRILL_LEDGER',
    { problem },
    { message: `The ledger in the backup is broken: ${problem}` },
  );
}
