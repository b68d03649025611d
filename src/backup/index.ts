export { lastDue, type BackupRow, type BackupState } from './due.ts';
export { doWhatIsDue, keepBackups, planOf } from './keeper.ts';
export { makeBackup, type Backup } from './make.ts';
export { copyBackup, recordedBackup, recordedDrill } from './record.ts';
export { readBackups } from './records.ts';
export { restoreBackup } from './restore.ts';
