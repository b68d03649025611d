import path from 'node:path';
import type { Config } from '../platform/index.ts';
import { alone, connected } from './connect.ts';
import { dump, type OnTable } from './dump.ts';
import { backupName, removeOld, writeBackupFile } from './file.ts';

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

export interface BackupOptions {
  readonly now: Date;
  readonly onTable?: OnTable | undefined;
  /** Called once this backup is the only one. */
  readonly onStart?: (() => Promise<void>) | undefined;
  /** Ends it early; nothing is left then. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes the whole database, in its state at one moment, into an encrypted file in `BACKUP_DIR`, while everything runs
 * on. Then removes all but the newest `BACKUP_KEEP`, and what killed backups left. Only the private key can open it, and
 * that key is not on this machine.
 * Errors: BACKUP_RUNNING, BACKUP_RECIPIENT, and those of PostgreSQL and the disk.
 */
export function makeBackup(config: Settings, options: BackupOptions): Promise<Backup> {
  return alone(config, 'backup', async () => {
    await options.onStart?.();
    const file = path.join(config.BACKUP_DIR, backupName(options.now));
    const counts: Record<string, number> = {};
    const bytes = await connected(config, (client) =>
      writeBackupFile(file, config.BACKUP_RECIPIENTS, dump(client, { ...options, counts }), options.signal),
    );
    const removed = await removeOld(config.BACKUP_DIR, config.BACKUP_KEEP);
    return { file, bytes, rows: Object.values(counts).reduce((sum, count) => sum + count, 0), removed };
  });
}
