import { CronExpressionParser } from 'cron-parser';
import { HOUR_MS, MINUTE_MS } from '../lib/index.ts';

/** The newest rows of the table `backups`, as far as decisions need them. */
export interface BackupState {
  /** The newest backup that succeeded. */
  readonly good: BackupRow | undefined;
  /** The newest backup, whether it succeeded, failed, runs or was cut off. */
  readonly tried: BackupRow | undefined;
  readonly goodDrill: BackupRow | undefined;
  readonly triedDrill: BackupRow | undefined;
}

export interface BackupRow {
  readonly id: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly error: string | null;
  readonly file: string | null;
  readonly bytes: bigint | null;
  readonly copyTriedAt: Date | null;
  readonly copiedAt: Date | null;
  readonly copyError: string | null;
}

/** What is wanted. An empty schedule or command: never. */
export interface BackupPlan {
  readonly schedule: string;
  readonly drillSchedule: string;
  readonly copies: boolean;
}

export type Due = 'backup' | 'copy' | 'drill';

/** A failed backup or copy is tried again after this time. */
const AGAIN_MS = 15 * MINUTE_MS;
/** A drill restores everything, so it is not repeated as often. */
const DRILL_AGAIN_MS = 6 * HOUR_MS;

/** The last moment at or before `now` that a schedule names. Schedules are cron expressions in UTC. */
export function lastDue(schedule: string, now: Date): Date {
  return CronExpressionParser.parse(schedule, { currentDate: new Date(now.getTime() + 1), tz: 'UTC' })
    .prev()
    .toDate();
}

/** What has to be done now, in this order. The first backup is due at once: it proves that backups can be made. */
export function whatIsDue(plan: BackupPlan, state: BackupState, now: Date): readonly Due[] {
  const due: Due[] = [];
  if (isDue({ schedule: plan.schedule, againMs: AGAIN_MS }, [state.good, state.tried], now))
    due.push('backup');
  // A backup that is about to be made is copied itself.
  const { good } = state;
  if (plan.copies && good && !good.copiedAt && isOver(good.copyTriedAt, AGAIN_MS, now)) due.push('copy');
  const drills = { schedule: plan.drillSchedule, againMs: DRILL_AGAIN_MS };
  if (good && isDue(drills, [state.goodDrill, state.triedDrill], now)) due.push('drill');
  return due;
}

function isDue(
  { schedule, againMs }: { schedule: string; againMs: number },
  [good, tried]: readonly [BackupRow | undefined, BackupRow | undefined],
  now: Date,
): boolean {
  if (schedule === '') return false;
  const at = lastDue(schedule, now);
  if (good && good.startedAt >= at) return false;
  return !tried || tried.startedAt < at || isOver(tried.startedAt, againMs, now);
}

function isOver(at: Date | null, ms: number, now: Date): boolean {
  return at === null || now.getTime() - at.getTime() >= ms;
}
