import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, DAY_SECONDS, within } from '../lib/index.ts';
import { outage, type Context } from '../platform/index.ts';
import { JOBS, type JobEnvelope, type JobName, type QueueName, type Queues } from '../queue/index.ts';
import { startListening } from './listen.ts';
import { DEAD_DAYS, recoverLost, reviveDead } from './recover.ts';
import { watchSchedules } from './schedules.ts';

/** Rows handed over in one transaction. */
const BATCH = 500;
/** How often the outbox is read without a notice: for notices that poolers drop, and for jobs whose time comes. */
const IDLE_MS = 2000;
/**
 * Transactions beside the one that sent the notice may commit a moment later. So the outbox is read this many more
 * times, with this pause.
 */
const LOOKS_AFTER_NOTICE = 6;
const LOOK_MS = 30;
/** How often jobs that Redis lost are looked for. */
const RECOVERY_MS = 30_000;
/** Redis commands wait until Redis is back. A transaction must not wait that long. */
const HANDOVER_MS = 5000;

interface OpenRow {
  id: string;
  createdAt: string;
  job: string;
  payload: unknown;
  correlationId: string | null;
}

export interface Relay {
  start(): void;
  close(): Promise<void>;
}

/**
 * Hands outbox rows to BullMQ with their id as job id, as soon as PostgreSQL sends a notice and at the latest after two
 * seconds. Several processes may do so at once: each row is taken by one. A row that was handed over twice (a crash
 * before the commit) is one job.
 */
export function createRelay(context: Context, queues: Queues, recoveryMs = RECOVERY_MS): Relay {
  const stop = new AbortController();
  let wake = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  const onNotice = (): void => wake.abort();

  const rest = async (ms: number): Promise<boolean> => {
    await sleep(ms, undefined, { signal: AbortSignal.any([wake.signal, stop.signal]) }).catch(() => {});
    const wasWoken = wake.signal.aborted;
    if (wasWoken) wake = new AbortController();
    return wasWoken;
  };
  const round = async (state: { recoveredAt: number }): Promise<number> => {
    if (performance.now() - state.recoveredAt >= recoveryMs) {
      state.recoveredAt = performance.now();
      // New rows must not wait if the recovery fails.
      await recover().catch((error: unknown) => outage(context.log, 'outbox recovery').failed(error));
    }
    return relayBatch(context, queues);
  };
  const recover = async (): Promise<void> => {
    await recoverLost(context, queues, recoveryMs);
    await reviveDead(context);
    outage(context.log, 'outbox recovery').well();
  };
  const loop = async (): Promise<void> => {
    const state = { recoveredAt: -Infinity };
    let looks = 0;
    while (!stop.signal.aborted) {
      try {
        const moved = await round(state);
        outage(context.log, 'outbox').well();
        if (moved === BATCH) continue;
        if (moved > 0) looks = LOOKS_AFTER_NOTICE;
        const wasWoken = await rest(looks > 0 ? LOOK_MS : IDLE_MS);
        looks = wasWoken ? LOOKS_AFTER_NOTICE : Math.max(0, looks - 1);
      } catch (error) {
        outage(context.log, 'outbox').failed(error);
        await rest(IDLE_MS);
      }
    }
  };

  return {
    start: () => {
      const { signal } = stop;
      running = Promise.all([
        loop(),
        startListening(context, onNotice, signal),
        watchSchedules(context, queues, { signal, everyMs: recoveryMs }),
      ]);
    },
    close: async () => {
      stop.abort();
      await running;
    },
  };
}

/** Hands over one batch of due rows. Returns how many. */
export async function relayBatch(context: Context, queues: Queues): Promise<number> {
  if (context.redis.status !== 'ready') throw new AppError('REDIS_UNAVAILABLE');
  return context.db.tx(async (tx) => {
    // Rows whose mark is undone by a crash of the server are handed over again, as the same jobs.
    await tx.query('SET LOCAL synchronous_commit = off');
    // Jobs of a newer version of the code are left for the processes that know them.
    const { rows } = await tx.query<OpenRow>(
      `SELECT id, created_at::text AS "createdAt", job, payload, correlation_id AS "correlationId" FROM outbox
       WHERE done_at IS NULL AND failed_at IS NULL AND relayed_at IS NULL AND run_at <= now() AND job = ANY($1)
       ORDER BY run_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
      [Object.keys(JOBS)],
    );
    if (rows.length === 0) return 0;
    await withinTime(Promise.all([...byQueue(rows)].map(([queue, jobs]) => queues[queue].addBulk(jobs))));
    await tx.query(
      `UPDATE outbox SET relayed_at = now()
       FROM unnest($1::uuid[], $2::timestamptz[]) AS taken (taken_id, taken_at)
       WHERE id = taken_id AND created_at = taken_at`,
      [rows.map((row) => row.id), rows.map((row) => row.createdAt)],
    );
    return rows.length;
  });
}

type BulkJob = { name: string; data: JobEnvelope; opts: object };

function byQueue(rows: OpenRow[]): Map<QueueName, BulkJob[]> {
  const grouped = new Map<QueueName, BulkJob[]>();
  for (const row of rows) {
    const contract = JOBS[row.job as JobName];
    const jobs = grouped.get(contract.queue) ?? [];
    grouped.set(contract.queue, jobs);
    jobs.push({
      name: row.job,
      data: { payload: row.payload, correlationId: row.correlationId, createdAt: row.createdAt },
      opts: {
        jobId: row.id,
        attempts: contract.attempts,
        backoff: { type: 'exponential', delay: contract.backoffMs, jitter: 0.5 },
        // The outbox row keeps the record, so a finished job need not stay long.
        removeOnComplete: { count: 1000 },
        removeOnFail: { age: DEAD_DAYS * DAY_SECONDS, count: 10_000 },
      },
    });
  }
  return grouped;
}

/** A command that arrives late adds the same job, because the job's id is the row's id. */
function withinTime(work: Promise<unknown>): Promise<unknown> {
  const late = { message: 'Redis did not take the jobs in time' };
  return within(work, HANDOVER_MS, new AppError('REDIS_UNAVAILABLE', {}, late));
}
