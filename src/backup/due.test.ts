import { expect, test } from 'vitest';
import { lastDue, whatIsDue, type BackupRow, type BackupState } from './due.ts';

const at = (text: string) => new Date(`2026-11-${text}Z`);
const row = (startedAt: Date, more: Partial<BackupRow> = {}): BackupRow => ({
  id: 'a',
  startedAt,
  endedAt: startedAt,
  error: null,
  file: 'f',
  bytes: 1n,
  copyTriedAt: null,
  copiedAt: startedAt,
  copyError: null,
  ...more,
});
const state = (more: Partial<BackupState> = {}): BackupState => ({
  good: undefined,
  tried: undefined,
  goodDrill: undefined,
  triedDrill: undefined,
  ...more,
});
const DAILY = { schedule: '15 3 * * *', drillSchedule: '', copies: false };
const WITH_DRILLS = { ...DAILY, drillSchedule: '0 5 * * 0' };
const made = (startedAt: Date, more: Partial<BackupRow> = {}) => {
  const good = row(startedAt, more);
  return state({ good, tried: good });
};

test.for([
  ['25T03:14:59.999', '24T03:15'],
  ['25T03:15:00.000', '25T03:15'],
  ['25T23:00:00.000', '25T03:15'],
])('a daily schedule, when it is %s, then it was due last at %s', ([now = '', last = '']) => {
  expect(lastDue('15 3 * * *', at(now))).toEqual(at(last));
});

test.for([
  ['nothing was ever made', DAILY, state(), ['backup']],
  ['no schedule is set', { ...DAILY, schedule: '' }, state(), []],
  ['the backup of today is there', DAILY, made(at('25T03:16')), []],
  ['only the backup of yesterday is there', DAILY, made(at('24T03:16')), ['backup']],
  [
    'today one began a moment ago',
    DAILY,
    { ...made(at('24T03:16')), tried: row(at('25T11:50'), { endedAt: null }) },
    [],
  ],
  [
    'today one failed a while ago',
    DAILY,
    { ...made(at('24T03:16')), tried: row(at('25T11:40'), { error: 'x' }) },
    ['backup'],
  ],
  ['the copy is missing', { ...DAILY, copies: true }, made(at('25T03:16'), { copiedAt: null }), ['copy']],
  [
    'the copy failed a moment ago',
    { ...DAILY, copies: true },
    made(at('25T03:16'), { copiedAt: null, copyTriedAt: at('25T11:50') }),
    [],
  ],
  ['no copy is wanted', DAILY, made(at('25T03:16'), { copiedAt: null }), []],
  ['a drill was never made', WITH_DRILLS, made(at('25T03:16')), ['drill']],
  ['there is no backup to try', { ...WITH_DRILLS, schedule: '' }, state(), []],
  [
    'the drill of this week is there',
    WITH_DRILLS,
    { ...made(at('25T03:16')), goodDrill: row(at('22T05:01')), triedDrill: row(at('22T05:01')) },
    [],
  ],
  [
    'the drill of this week failed an hour ago',
    WITH_DRILLS,
    { ...made(at('25T03:16')), triedDrill: row(at('25T11:00'), { error: 'x' }) },
    [],
  ],
] as const)('backups, when %s, then that is due', ([, plan, is, due]) => {
  expect(whatIsDue(plan, is, at('25T12:00'))).toEqual(due);
});
