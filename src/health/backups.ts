import { lastDue, planOf, readBackups, type BackupState } from '../backup/index.ts';
import { DAY_MS, HOUR_MS } from '../lib/index.ts';
import type { Config, Context } from '../platform/index.ts';
import type { Sign } from './sign.ts';

/** A backup may take so long, and is tried again within this time. */
const LATE_MS = 2 * HOUR_MS;
/** Drills are repeated after six hours. */
const DRILL_LATE_MS = DAY_MS;
/** Where the host's scheduler calls `backup`, it does so at least every day. */
const OLD_MS = 2 * DAY_MS;

/** Backups, copies and trial restores that are missing. Nothing is missed where no backups are configured. */
export async function backupSigns({
  config,
  db,
  clock,
}: Pick<Context, 'config' | 'db' | 'clock'>): Promise<Sign[]> {
  if (config.BACKUP_RECIPIENTS.length === 0) return [];
  return judgeBackups(config, await readBackups(db), clock.now());
}

type Settings = Pick<
  Config,
  'BACKUP_SCHEDULE' | 'BACKUP_DRILL_SCHEDULE' | 'BACKUP_DRILL_IDENTITY' | 'BACKUP_AFTER_COMMAND'
>;

/** The same as a pure function. */
export function judgeBackups(config: Settings, state: BackupState, now: Date): Sign[] {
  const plan = planOf(config);
  const age = (at: Date): number => now.getTime() - at.getTime();
  const { good, tried, goodDrill, triedDrill } = state;
  const signs: Sign[] = [];
  const say = (name: string, text: string): void => void signs.push({ name, severity: 'degraded', text });

  const isMissed = (schedule: string, last: Date | undefined, graceMs: number): boolean => {
    const due = lastDue(schedule, new Date(now.getTime() - graceMs));
    return !last || last < due;
  };
  const last = good ? `the last one is from ${good.startedAt.toISOString()}` : 'there is none';
  const why = tried?.error ? `: ${tried.error}` : '';
  if (
    plan.schedule === ''
      ? !good || age(good.startedAt) > OLD_MS
      : isMissed(plan.schedule, good?.startedAt, LATE_MS)
  )
    say('backup.late', `a backup is missing; ${last}${why}`);
  if (plan.copies && good?.endedAt && !good.copiedAt && age(good.endedAt) > HOUR_MS)
    say(
      'backup.copy',
      `the last backup was not copied elsewhere${good.copyError ? `: ${good.copyError}` : ''}`,
    );
  if (triedDrill?.error) say('backup.drill', `the last trial restore failed: ${triedDrill.error}`);
  else if (
    good &&
    plan.drillSchedule !== '' &&
    isMissed(plan.drillSchedule, goodDrill?.startedAt, DRILL_LATE_MS)
  )
    say('backup.drill', 'a trial restore is missing');
  return signs;
}
