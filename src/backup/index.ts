import path from 'node:path';
import pg from 'pg';
import { AppError } from '../lib/index.ts';
import { createMigrator, type Config, type Logger } from '../platform/index.ts';
import { Cursor } from './cursor.ts';
import { dump, type OnTable } from './dump.ts';
import { backupName, newestAt, readBackupFile, removeOld, writeBackupFile } from './file.ts';
import { unreadable } from './format.ts';
import { load, readHeader, type BackupHeader } from './load.ts';

type Settings = Pick<Config, 'DATABASE_MIGRATION_URL' | 'BACKUP_DIR' | 'BACKUP_RECIPIENTS' | 'BACKUP_KEEP'>;

/**
 * A finished backup. `bytes`: the file's size; `rows`: of all tables together; `removed`: older files that were
 * deleted.
 */
export interface Backup {
  readonly file: string;
  readonly bytes: number;
  readonly rows: number;
  readonly removed: readonly string[];
}

/**
 * Writes the whole database, in its state at one moment, into an encrypted file in `BACKUP_DIR`, while everything runs
 * on. Then removes all but the newest `BACKUP_KEEP`. Only the private key can open it, and that key is not on this
 * machine.
 * Errors: BACKUP_RECIPIENT, and those of PostgreSQL and the disk.
 */
export async function makeBackup(
  config: Settings,
  options: { now: Date; onTable?: OnTable },
): Promise<Backup> {
  const file = path.join(config.BACKUP_DIR, backupName(options.now));
  const counts: Record<string, number> = {};
  const bytes = await connected(config, (client) =>
    writeBackupFile(file, config.BACKUP_RECIPIENTS, dump(client, { ...options, counts })),
  );
  const removed = await removeOld(config.BACKUP_DIR, config.BACKUP_KEEP);
  return { file, bytes, rows: sum(counts), removed };
}

/**
 * Restores a backup into an empty database: its schema of that time, all rows in one transaction, then the later
 * migrations. Returns the file's own description and the number of restored rows.
 * Errors: BACKUP_UNREADABLE, BACKUP_TARGET_USED; then no rows have changed.
 */
export async function restoreBackup(
  config: Pick<Settings, 'DATABASE_MIGRATION_URL'>,
  log: Logger,
  input: { file: string; identityFile: string; onTable?: (table: string) => void },
): Promise<BackupHeader & { rows: number }> {
  const cursor = new Cursor(readBackupFile(input.file, input.identityFile));
  const header = await readHeader(cursor);
  const migrator = createMigrator(config.DATABASE_MIGRATION_URL.reveal(), log);
  const states = await migrator.status();
  if (!states.some(({ name }) => name === header.schema))
    throw unreadable(`it was made by a newer version of the product (${header.schema})`);
  if (states.some(({ name, appliedAt }) => appliedAt && name > header.schema))
    throw new AppError('BACKUP_TARGET_USED');
  await migrator.to(header.schema.slice(0, 4));
  const counts = await connected(config, (client) => load(client, cursor, input.onTable));
  await migrator.up();
  return { ...header, rows: sum(counts) };
}

/** The time of the newest backup, if this process can see the folder of backups. */
export function lastBackupAt(config: Pick<Settings, 'BACKUP_DIR'>): Promise<Date | undefined> {
  return newestAt(config.BACKUP_DIR);
}

async function connected<T>(
  config: Pick<Settings, 'DATABASE_MIGRATION_URL'>,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
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

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
