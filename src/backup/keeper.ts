import path from 'node:path';
import { AppError, MINUTE_MS } from '../lib/index.ts';
import type { Config, Context } from '../platform/index.ts';
import { alone } from './connect.ts';
import { whatIsDue, type BackupPlan, type Due } from './due.ts';
import { copyBackup, recordedBackup, recordedDrill } from './record.ts';
import { readBackups } from './records.ts';

const EVERY_MS = MINUTE_MS;

type Settings = Pick<
  Config,
  'BACKUP_SCHEDULE' | 'BACKUP_DRILL_SCHEDULE' | 'BACKUP_DRILL_IDENTITY' | 'BACKUP_AFTER_COMMAND'
>;

/** What the configuration wants. A drill needs the private key of one recipient. */
export function planOf(config: Settings): BackupPlan {
  return {
    schedule: config.BACKUP_SCHEDULE,
    drillSchedule: config.BACKUP_DRILL_IDENTITY === '' ? '' : config.BACKUP_DRILL_SCHEDULE,
    copies: config.BACKUP_AFTER_COMMAND !== '',
  };
}

/**
 * Makes backups, copies and drills when they are due, in each worker; PostgreSQL lets only one of them do it. It needs no
 * Redis, because a backup matters most when something is broken. Returns the function that ends it; what runs then is cut
 * off and repeated later.
 */
export function keepBackups(context: Context, everyMs = EVERY_MS): () => Promise<void> {
  const ending = new AbortController();
  let running: Promise<void> | undefined;
  const tick = (): void => {
    running ??= doWhatIsDue(context, ending.signal).finally(() => (running = undefined));
  };
  tick();
  const timer = setInterval(tick, everyMs);
  return async () => {
    clearInterval(timer);
    ending.abort();
    await running;
  };
}

/** One round. Never throws: the table of backups and the log say what failed, and the next round tries again. */
export async function doWhatIsDue(context: Context, signal?: AbortSignal): Promise<void> {
  const { config, db, clock, log } = context;
  const due = async (): Promise<readonly Due[]> =>
    whatIsDue(planOf(config), await readBackups(db), clock.now());
  try {
    if ((await due()).length === 0) return;
    await alone(config, 'keeper', async () => {
      // Asked again before each: another worker may have done it since, and a fresh backup is copied at once. Each step
      // comes once, because a step that could not be noted stays due.
      for (const step of Object.keys(STEPS) as Due[]) {
        if (signal?.aborted) return;
        if (!(await due()).includes(step)) continue;
        await STEPS[step](context, signal);
        log.info({ step }, 'backup: done');
      }
    });
  } catch (error) {
    if (error instanceof AppError && error.code === 'BACKUP_RUNNING') return;
    log.error({ err: error }, 'backup: failed; it is tried again later');
  }
}

const STEPS: Readonly<Record<Due, (context: Context, signal?: AbortSignal) => Promise<unknown>>> = {
  backup: (context, signal) => recordedBackup(context, signal ? { signal } : {}),
  copy: async (context, signal) => copyBackup(context, await newest(context), signal),
  drill: async (context) => {
    const { file } = await newest(context);
    await recordedDrill(context, {
      file: path.join(context.config.BACKUP_DIR, file),
      identityFile: context.config.BACKUP_DRILL_IDENTITY,
    });
  },
};

async function newest({ db }: Context): Promise<{ id: string; file: string }> {
  const { good } = await readBackups(db);
  if (!good?.file) throw new AppError('INTERNAL', {}, { message: 'there is no backup' });
  return { id: good.id, file: good.file };
}
