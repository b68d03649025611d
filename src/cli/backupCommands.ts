import { loadConfig, readEnvironment } from '../platform/index.ts';
import {
  backupCommand,
  backupKeygenCommand,
  backupStatusCommand,
  DRILL_USAGE,
  drillCommand,
  restoreCommand,
} from './backup.ts';
import type { Command } from './command.ts';
import { withApp } from './withApp.ts';

/** The commands about backups. */
export const BACKUP_COMMANDS: Readonly<Record<string, Command>> = {
  backup: {
    usage: 'backup',
    about: 'Writes an encrypted backup of the whole database to BACKUP_DIR, and removes the oldest backups.',
    run: () => withApp(backupCommand),
  },
  'backup keygen': {
    usage: 'backup keygen <file>',
    about: 'Makes a key pair for backups: writes the private key to a file, prints the public key.',
    run: backupKeygenCommand,
  },
  'backup status': {
    usage: 'backup status',
    about: 'Says when the last backup, copy and trial restore were. Exit code 1: one is missing.',
    run: () => withApp(backupStatusCommand),
  },
  'restore --drill': {
    usage: DRILL_USAGE,
    about: 'Restores a backup for trial into a scratch database, checks its ledger and drops it.',
    run: (args) => withApp((app) => drillCommand(app, args)),
  },
  restore: {
    usage: 'restore <backup> --identity <file>',
    about: 'Restores a backup into an empty database and checks the ledger.',
    run: (args) => restoreCommand(loadConfig(readEnvironment()), args),
  },
};
