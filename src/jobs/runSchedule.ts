import { noteEnd, noteStart } from '../health/index.ts';
import { toAppError } from '../lib/index.ts';
import type { ScheduleName } from '../queue/index.ts';
import { scheduleHandlers, type JobsContext } from './handlers.ts';

/**
 * Runs schedules and records when each ran last, which proves that it works. While a service is away, a run ends
 * without its work. The next run does it, and a dead job would add nothing.
 */
export function createSchedules(context: JobsContext): (name: ScheduleName) => Promise<void> {
  const handlers = scheduleHandlers(context);
  const note = async (write: Promise<void>): Promise<void> => write.catch(() => undefined);
  return async (name) => {
    await note(noteStart(context.db, name));
    try {
      await handlers[name]();
      await note(noteEnd(context.db, name));
    } catch (thrown) {
      const error = toAppError(thrown);
      await note(noteEnd(context.db, name, `${error.code}: ${error.message}`));
      if (error.kind !== 'unavailable') throw thrown;
      context.log.debug({ schedule: name, err: error }, 'a schedule waits for its next run');
    }
  };
}
