import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE_MS } from '../lib/index.ts';
import { claimRevival, isKnownElsewhere, noteKnown } from '../health/index.ts';
import { outage, type Context } from '../platform/index.ts';
import { QUEUES, SCHEDULES, type Queues, type ScheduleName } from '../queue/index.ts';

/** How often schedules are checked. */
const WATCH_MS = 10_000;
/** A run that is just being handed out is in no list for a moment, on a busy machine for longer. So look again. */
const LOOK_AGAIN_MS = [300, 1500] as const;
/** A next run further ahead than this was made with a wrong clock. */
const AHEAD_MS = MINUTE_MS;
const ALIVE: ReadonlySet<string> = new Set(['delayed', 'waiting', 'active', 'prioritized']);

export function isSchedule(name: string): name is ScheduleName {
  return name in SCHEDULES;
}

/** Checks the schedules until `signal` aborts: at once, then every ten seconds. */
export async function watchSchedules(
  context: Context,
  queues: Queues,
  { signal, everyMs = WATCH_MS }: { signal: AbortSignal; everyMs?: number },
): Promise<void> {
  while (!signal.aborted) {
    try {
      await tendSchedules(context, queues);
      outage(context.log, 'schedules').well();
    } catch (error) {
      outage(context.log, 'schedules').failed(error);
    }
    await sleep(Math.min(everyMs, WATCH_MS), undefined, { signal }).catch(() => undefined);
  }
}

/**
 * Puts back each schedule whose next run is not in Redis, for whatever reason, and removes those that no process knows.
 * Safe to repeat and to do twice at once.
 */
export async function tendSchedules(context: Context, queues: Queues): Promise<void> {
  const known = await noteKnown(context.db);
  const revived: string[] = [];
  for (const name of await withoutNextRun(queues))
    if (await claimRevival(context.db, name)) {
      await revive(queues, name);
      revived.push(name);
    }
  const stopped = revived.filter((name) => known.has(name));
  if (stopped.length > 0) context.log.warn({ schedules: stopped }, 'schedules had stopped and run again');
  await removeUnknown(context, queues);
}

/** The schedules that had no next run in each of several looks. */
async function withoutNextRun(queues: Queues): Promise<readonly ScheduleName[]> {
  const among = async (names: readonly ScheduleName[]): Promise<ScheduleName[]> => {
    const has = await Promise.all(names.map((name) => hasNextRun(queues, name)));
    return names.filter((_, index) => !has[index]);
  };
  let missing = await among(Object.keys(SCHEDULES) as ScheduleName[]);
  for (const pause of LOOK_AGAIN_MS) {
    if (missing.length === 0) break;
    await sleep(pause);
    missing = await among(missing);
  }
  return missing;
}

async function revive(queues: Queues, name: ScheduleName): Promise<void> {
  const { queue: queueName, everyMs } = SCHEDULES[name];
  const queue = queues[queueName];
  const left = await queue.getJobScheduler(name);
  await queue.removeJobScheduler(name);
  // Remove the remains of its next run, whether they are in a list or not, because they would block the new one.
  const waiting = await queue.getJobs(['delayed', 'waiting', 'prioritized']);
  const ids = waiting.flatMap((job) => (job?.name === name && job.id !== undefined ? [job.id] : []));
  if (left?.next !== undefined) ids.push(runId(name, left.next));
  for (const id of new Set(ids)) await queue.remove(id);
  await queue.upsertJobScheduler(
    name,
    { every: everyMs },
    { name, opts: { removeOnComplete: { count: 20 }, removeOnFail: { count: 20 } } },
  );
}

function runId(name: string, at: number): string {
  return `repeat:${name}:${at}`;
}

/** The record alone proves nothing: the run that it names must exist. */
async function hasNextRun(queues: Queues, name: ScheduleName): Promise<boolean> {
  const { queue, everyMs } = SCHEDULES[name];
  const record = await queues[queue].getJobScheduler(name);
  if (record?.next === undefined || Number(record.every) !== everyMs) return false;
  if (record.next > Date.now() + everyMs + AHEAD_MS) return false;
  const id = runId(name, record.next);
  const [job, state] = await Promise.all([queues[queue].getJob(id), queues[queue].getJobState(id)]);
  return job !== undefined && ALIVE.has(state);
}

/**
 * An unknown schedule is from an older version, or from a newer one. If it is from a newer one, one of its processes
 * reported it a moment ago.
 */
async function removeUnknown(context: Context, queues: Queues): Promise<void> {
  for (const queueName of QUEUES) {
    for (const { key } of await queues[queueName].getJobSchedulers()) {
      const isOurs = isSchedule(key) && SCHEDULES[key].queue === queueName;
      if (isOurs || (!isSchedule(key) && (await isKnownElsewhere(context.db, key)))) continue;
      await queues[queueName].removeJobScheduler(key);
      context.log.warn({ schedule: key, queue: queueName }, 'an unknown schedule was removed');
    }
  }
}
