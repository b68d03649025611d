import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { AppError } from '../lib/index.ts';
import { createRedis } from '../platform/index.ts';
import { closeQueues, createQueues } from '../queue/index.ts';
import type { BotHandlers, JobsContext } from './handlers.ts';
import { createRelay } from './relay.ts';
import { startWorkers } from './workers.ts';

export type { BotHandlers } from './handlers.ts';

/** How many questions to the provider the jobs of one process ask at once. People at a screen do not wait for them. */
const QUESTIONS = 20;
/** A killed worker is noticed after this time, or at most twice this time. Its jobs go to another worker. */
const LOCK_MS = 5000;
/** How long a stop waits for running jobs while Redis is away. */
const AWAY_MS = 2000;

export interface Jobs {
  /** Starts to relay and to work; does not wait for Redis or PostgreSQL. */
  start(): Promise<void>;
  /** Takes no more jobs, finishes the running ones, and releases everything. */
  close(): Promise<void>;
}

/** The worker role of a process: the outbox relay, workers for all queues, and the schedules. */
export function createJobs(
  app: JobsContext,
  bot: BotHandlers,
  options: { recoveryMs?: number; lockMs?: number } = {},
): Jobs {
  let stop = async (): Promise<void> => {};
  const closing = new AbortController();
  return {
    start: async () => {
      const connection = createRedis(app.config, app.log, 'blocking');
      const queues = createQueues(app, connection);
      const relay = createRelay(app, queues, options.recoveryMs);
      const workers = startWorkers(patient(app, closing.signal), {
        connection,
        bot,
        lockMs: options.lockMs ?? LOCK_MS,
      });
      relay.start();
      const end = async (force: boolean): Promise<void> => {
        await relay.close();
        await Promise.all(workers.map((worker) => worker.close(force)));
        await closeQueues(queues);
      };
      stop = async () => {
        closing.abort();
        // While Redis is away no job can be given back, and waiting for that would take for ever. No job is lost,
        // because PostgreSQL has them all.
        const isAway = connection.status !== 'ready' && connection.status !== 'connect';
        const ended = end(isAway);
        if (isAway) await Promise.race([ended.catch(() => undefined), sleep(AWAY_MS)]);
        else await ended;
        connection.disconnect();
      };
    },
    close: () => stop(),
  };
}

/**
 * The same context, but questions to the provider wait for their turn before their time-out begins. When the process
 * closes, those that still wait go back to the queue, because a slow provider must not hold up the stop.
 */
function patient(app: JobsContext, closing: AbortSignal): JobsContext {
  const limit = pLimit(QUESTIONS);
  const { provider } = app;
  const info: JobsContext['provider']['info'] = async (reference) => {
    if (closing.aborted) throw new AppError('PROVIDER_UNAVAILABLE', { reason: 'closing', retryAfter: 1 });
    return provider.info(reference);
  };
  return { ...app, provider: { ...provider, info: (reference) => limit(() => info(reference)) } };
}
