import { AppError } from '../lib/index.ts';
import { createMigrator, type Config, type Logger } from '../platform/index.ts';
import { connected } from './connect.ts';
import { Cursor } from './cursor.ts';
import { readBackupFile } from './file.ts';
import { unreadable } from './format.ts';
import { load, readHeader, type BackupHeader } from './load.ts';

/**
 * Restores a backup into an empty database: its schema of that time, all rows in one transaction, then the later
 * migrations. Returns the file's own description and the number of restored rows.
 * Errors: BACKUP_UNREADABLE, BACKUP_TARGET_USED; then no rows have changed.
 */
export async function restoreBackup(
  config: Pick<Config, 'DATABASE_MIGRATION_URL'>,
  log: Logger,
  input: { file: string; identityFile: string; onTable?: ((table: string) => void) | undefined },
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
  return { ...header, rows: Object.values(counts).reduce((sum, count) => sum + count, 0) };
}
