import { DelayedError, UnrecoverableError, Worker, type Job } from 'bullmq';
import { AppError, DAY_MS, toAppError } from '../lib/index.ts';
import { outage, outageOf, type RedisClient } from '../platform/index.ts';
import {
  jobEnvelope,
  JOBS,
  QUEUES,
  queuePrefix,
  type JobEnvelope,
  type JobName,
  type QueueName,
} from '../queue/index.ts';
import { jobHandlers, type BotHandlers, type JobsContext } from './handlers.ts';
import { countGivenUp, noteJob } from './meters.ts';
import { createOutboxRows, markFailed, type RowKey } from './outboxRows.ts';
import { isSchedule } from './schedules.ts';
import { createSchedules } from './runSchedule.ts';

/**
 * How many jobs of a queue one process works on at once. Payments that come together are settled together, so many of
 * them at once cost little. There are more polls than questions to the provider at once, so that its limit is always
 * used fully.
 */
const CONCURRENCY: Record<QueueName, number> = {
  'provider-events': 400,
  polling: 60,
  // Each waits for Telegram or for its person's turn: a slow chat must not hold up the others.
  notifications: 100,
  refunds: 5,
  // Each waits for a supplier, whose own limit is kept elsewhere. Those of one moment are written together.
  deliveries: 200,
  // A long sweep does not hold up the frequent one.
  reconciliation: 2,
  fraud: 3,
  maintenance: 2,
};
/** Telegram accepts thirty messages a second from one bot; some are left for answers to people. */
const LIMITS: Partial<Record<QueueName, { max: number; duration: number }>> = {
  notifications: { max: 25, duration: 1000 },
};
/** If a job loses its worker this many times, it counts as the cause. */
const MAX_STALLED = 10;
/** A job that this process does not know waits this long, then another process may take it. */
const UNKNOWN_JOB_S = 5;
/** After this time no process will know it any more. */
const UNKNOWN_FOR_MS = DAY_MS;
/** A worker whose Redis failed tries again after this time. */
const AFTER_ERROR_MS = 2000;
/** A job that waits for PostgreSQL or Redis is tried again after this time, plus up to half of it. */
const STORE_AWAY_MS = 3000;
/**
 * Errors that are not the fault of the job: it waits and keeps its attempts, and the outage is reported elsewhere,
 * once.
 */
const NOT_TO_BLAME: ReadonlySet<string> = new Set([
  'CIRCUIT_OPEN',
  'DATABASE_UNAVAILABLE',
  'REDIS_UNAVAILABLE',
]);

export interface WorkerParts {
  connection: RedisClient;
  bot: BotHandlers;
  /** How long a job belongs to a worker that gives no sign of life. */
  lockMs: number;
}

/** Workers for all queues of this process, running. */
export function startWorkers(context: JobsContext, { connection, bot, lockMs }: WorkerParts): Worker[] {
  const process = createProcessor(context, bot);
  return QUEUES.map((queue) => {
    const limiter = LIMITS[queue];
    const worker = new Worker(queue, process, {
      connection,
      prefix: queuePrefix(context, queue),
      concurrency: CONCURRENCY[queue],
      lockDuration: lockMs,
      runRetryDelay: AFTER_ERROR_MS,
      stalledInterval: lockMs,
      maxStalledCount: MAX_STALLED,
      ...(limiter ? { limiter } : {}),
    });
    worker.on('error', (error) => {
      if (isConnectionLost(error)) outage(context.log, 'redis').failed({ message: error.message });
      else context.log.warn({ queue, err: { message: error.message } }, 'worker error');
    });
    worker.on('failed', (job, error) => {
      const row = job?.finishedOn === undefined ? undefined : rowOf(job);
      if (!row) return;
      countGivenUp({ queue });
      markFailed(context.db, row, error.message).catch((failure: unknown) =>
        context.log.error({ job: job?.name, jobId: row.id, err: failure }, 'a failed job was not recorded'),
      );
    });
    return worker;
  });
}

/** Lost connections are one outage. An error of a worker about one of its jobs is not. */
function isConnectionLost(error: Error): boolean {
  return (
    outageOf(error) !== undefined || /ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST/.test(error.message)
  );
}

type Processor = (job: Job, token?: string) => Promise<void>;

function createProcessor(context: JobsContext, bot: BotHandlers): Processor {
  const handlers = jobHandlers(context, bot);
  const runSchedule = createSchedules(context);
  const rows = createOutboxRows(context.db);

  const perform = async (job: Job): Promise<void> => {
    if (isSchedule(job.name)) return runSchedule(job.name);
    const row = rowOf(job);
    const contract = job.name in JOBS ? JOBS[job.name as JobName] : undefined;
    if (!row) throw new UnrecoverableError(`no such job: ${job.name}`);
    // Written by a newer version of the code while both run. It waits for a process that knows it.
    if (!contract && Date.now() - job.timestamp > UNKNOWN_FOR_MS)
      throw new UnrecoverableError(`no such job any more: ${job.name}`);
    if (!contract) {
      const unknown = new AppError(
        'INTERNAL',
        { retryAfter: UNKNOWN_JOB_S },
        { message: `unknown job: ${job.name}` },
      );
      outage(context.log, `a worker for ${job.name}`).failed(unknown);
      throw unknown;
    }
    if (!(await rows.claim(row))) return;
    const handler = handlers[job.name as JobName] as (payload: unknown, trail: string) => Promise<void>;
    await handler(contract.payload.parse(row.payload), row.correlationId ?? row.id);
    await rows.markDone(row);
  };

  return async (job, token) => {
    const started = performance.now();
    let failure: AppError | undefined;
    let result = 'failed';
    try {
      await perform(job);
      result = 'done';
    } catch (error) {
      if (error instanceof UnrecoverableError) throw error;
      failure = toAppError(error);
      const waitMs = waitOf(context, failure);
      if (waitMs !== undefined) {
        result = 'waits';
        await job.moveToDelayed(Date.now() + waitMs, token);
        throw new DelayedError();
      }
      noteFailure(context, job, failure);
      if (['invalid', 'refused', 'notFound'].includes(failure.kind))
        throw new UnrecoverableError(`${failure.code}: ${failure.message}`);
      throw error;
    } finally {
      const ms = Math.round(performance.now() - started);
      noteJob({ job: job.name, result }, ms);
      logJob(context, job, { ms, failure });
    }
  };
}

/** How long a job waits that is not at fault: for a paused service, or for a service that named a time. */
function waitOf(context: JobsContext, error: AppError): number | undefined {
  const named = error.data['retryAfter'];
  if (typeof named === 'number') return Math.ceil(named * 1000);
  if (error.code === 'DATABASE_UNAVAILABLE' || error.code === 'REDIS_UNAVAILABLE')
    return Math.round(STORE_AWAY_MS * (1 + Math.random() / 2));
  if (error.code !== 'CIRCUIT_OPEN') return undefined;
  const most = Math.min(context.config.CIRCUIT_BREAKER_RECOVERY_TIMEOUT * 1000, 10_000);
  return Math.round(most * (0.5 + Math.random()));
}

function isKnown(name: string): boolean {
  return name in JOBS || isSchedule(name);
}

function rowOf(job: Job): (RowKey & JobEnvelope) | undefined {
  const envelope = jobEnvelope.safeParse(job.data);
  return job.id !== undefined && envelope.success ? { id: job.id, ...envelope.data } : undefined;
}

/** A job that is refused is given up, and only staff can do something about it. */
function noteFailure({ errors }: JobsContext, job: Job, failure: AppError): void {
  const row = rowOf(job);
  const ids = typeof row?.payload === 'object' && row.payload !== null ? { ...row.payload } : {};
  const { userId } = ids as { userId?: string };
  const correlationId = row && (row.correlationId ?? row.id);
  errors.note(failure, { door: 'job', place: job.name, correlationId, userId, ids }, true);
}

function logJob(
  context: JobsContext,
  job: Job,
  { ms, failure }: { ms: number; failure: AppError | undefined },
): void {
  const isQuiet = failure !== undefined && (NOT_TO_BLAME.has(failure.code) || !isKnown(job.name));
  const level = isQuiet ? 'debug' : failure ? 'warn' : isSchedule(job.name) ? 'debug' : 'info';
  if (!context.log.isLevelEnabled(level)) return;
  const line = {
    job: job.name,
    jobId: job.id,
    correlationId: rowOf(job)?.correlationId ?? job.id,
    attempt: job.attemptsMade + 1,
    ms,
  };
  if (failure) context.log[level]({ ...line, code: failure.code, err: failure }, 'job did not succeed');
  else context.log[level](line, 'job');
}
