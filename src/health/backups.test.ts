import { expect, test } from 'vitest';
import type { BackupRow, BackupState } from '../backup/index.ts';
import { judgeBackups } from './backups.ts';

const NOW = new Date('2026-11-25T12:00Z');
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);
const row = (hours: number, more: Partial<BackupRow> = {}): BackupRow => ({
  id: 'a',
  startedAt: hoursAgo(hours),
  endedAt: hoursAgo(hours),
  error: null,
  file: 'f',
  bytes: 1n,
  copyTriedAt: null,
  copiedAt: null,
  copyError: null,
  ...more,
});
const state = (more: Partial<BackupState>): BackupState => ({
  good: undefined,
  tried: undefined,
  goodDrill: undefined,
  triedDrill: undefined,
  ...more,
});
const settings = {
  BACKUP_SCHEDULE: '0 9 * * *',
  BACKUP_AFTER_COMMAND: '',
  BACKUP_DRILL_SCHEDULE: '0 0 * * *',
  BACKUP_DRILL_IDENTITY: 'key.txt',
};
const withoutDrills = { ...settings, BACKUP_DRILL_SCHEDULE: '' };
const byHost = { ...withoutDrills, BACKUP_SCHEDULE: '' };
const copying = { ...withoutDrills, BACKUP_AFTER_COMMAND: 'cp' };
const copyFailed = row(3, { copyTriedAt: NOW, copyError: 'no room' });

test.for([
  ['was made when it was due', withoutDrills, state({ good: row(3) }), []],
  [
    'was due three hours ago',
    withoutDrills,
    state({ good: row(27) }),
    [['backup.late', 'a backup is missing; the last one is from 2026-11-24T09:00:00.000Z']],
  ],
  [
    'failed',
    withoutDrills,
    state({ tried: row(1, { error: 'full' }) }),
    [['backup.late', 'a backup is missing; there is none: full']],
  ],
  ['was made by the host a day ago', byHost, state({ good: row(30) }), []],
  [
    'was not made by the host for days',
    byHost,
    state({ good: row(50) }),
    [['backup.late', 'a backup is missing; the last one is from 2026-11-23T10:00:00.000Z']],
  ],
  [
    'could not be copied',
    copying,
    state({ good: copyFailed }),
    [['backup.copy', 'the last backup was not copied elsewhere: no room']],
  ],
  ['was copied', copying, state({ good: row(3, { copiedAt: NOW }) }), []],
  ['was restored for trial', settings, state({ good: row(3), goodDrill: row(12) }), []],
  [
    'was not restored for trial for two days',
    settings,
    state({ good: row(3), goodDrill: row(49) }),
    [['backup.drill', 'a trial restore is missing']],
  ],
  [
    'could not be restored',
    settings,
    state({ good: row(3), goodDrill: row(12), triedDrill: row(1, { error: 'broken' }) }),
    [['backup.drill', 'the last trial restore failed: broken']],
  ],
] as const)('a backup, when it %s, then health says so', ([, config, is, said]) => {
  expect(judgeBackups(config, is, NOW).map(({ name, text }) => [name, text])).toEqual(said);
});
