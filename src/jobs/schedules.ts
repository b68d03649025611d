import { SCHEDULES, type Queues, type ScheduleName } from '../queue/index.ts';

/** Makes sure that every schedule stands in its queue as the table has it; Redis may have lost them. Repeating it is harmless. */
export async function ensureSchedules(queues: Queues): Promise<void> {
  for (const [name, { queue, everyMs }] of Object.entries(SCHEDULES)) {
    const known = await queues[queue].getJobScheduler(name);
    if (Number(known?.every) === everyMs) continue;
    await queues[queue].upsertJobScheduler(
      name,
      { every: everyMs },
      { name, opts: { removeOnComplete: { count: 20 }, removeOnFail: { count: 100 } } },
    );
  }
}

export function isSchedule(name: string): name is ScheduleName {
  return name in SCHEDULES;
}
