import { outboxAges, readSchedules } from '../../health/index.ts';
import { own } from '../../lib/index.ts';
import { BREAKER_NAMES } from '../../platform/index.ts';
import { JOBS, pausedQueues, QUEUES, SCHEDULES } from '../../queue/index.ts';
import { figure, type Reading, type Value } from '../reading.ts';

const PHASES = { closed: 0, half_open: 1, open: 2 } as const;
const STATES = ['waiting', 'active', 'delayed', 'failed'] as const;
/** Open jobs are counted up to this number, so that a backlog does not make the question slow. */
const MOST = 100_000;

/** Jobs, queues and circuits. */
export const WORK_READINGS: readonly Reading[] = [
  {
    families: [
      {
        name: 'starboard_circuit_state',
        help: 'Circuit to an outside service: 0 closed, 1 half open, 2 open',
        labels: { circuit: BREAKER_NAMES },
      },
    ],
    read: async ({ app }) => ({
      starboard_circuit_state: await Promise.all(
        BREAKER_NAMES.map(async (circuit): Promise<Value> => [
          { circuit },
          PHASES[(await app.breakers[circuit].state()).phase],
        ]),
      ),
    }),
  },
  {
    families: [
      {
        name: 'starboard_queue_jobs',
        help: 'Jobs of a queue by state, in Redis',
        labels: { queue: QUEUES, state: STATES },
      },
    ],
    read: async ({ queues }) => {
      const counts = await Promise.all(QUEUES.map((queue) => queues[queue].getJobCounts(...STATES)));
      return {
        starboard_queue_jobs: QUEUES.flatMap((queue, index) =>
          STATES.map((state): Value => [{ queue, state }, counts[index]?.[state] ?? 0]),
        ),
      };
    },
  },
  {
    families: [
      { name: 'starboard_queue_paused', help: 'Whether somebody paused a queue', labels: { queue: QUEUES } },
    ],
    read: async ({ app }) => {
      const found = await pausedQueues(app);
      return {
        starboard_queue_paused: QUEUES.map((queue): Value => [{ queue }, found.includes(queue) ? 1 : 0]),
      };
    },
  },
  {
    families: [
      { name: 'starboard_outbox_open', help: 'Jobs written but not done, in PostgreSQL' },
      {
        name: 'starboard_queue_open',
        help: 'Jobs written but not done, by queue',
        labels: { queue: QUEUES },
      },
      {
        name: 'starboard_queue_oldest_seconds',
        help: 'Age of the oldest due job of a queue that is not done',
        labels: { queue: QUEUES },
      },
    ],
    read: async ({ app: { db } }) => {
      // Two parts, because each of them has its own index.
      const { rows } = await db.query<{ job: string; n: number; late: number }>(
        `SELECT job, count(*)::integer AS n, greatest(0, extract(epoch FROM now() - min(run_at)))::integer AS late
         FROM ((SELECT job, run_at FROM outbox
                WHERE done_at IS NULL AND failed_at IS NULL AND relayed_at IS NULL ORDER BY run_at LIMIT ${MOST})
               UNION ALL
               (SELECT job, run_at FROM outbox
                WHERE done_at IS NULL AND failed_at IS NULL AND relayed_at IS NOT NULL ORDER BY relayed_at LIMIT ${MOST})) o
         GROUP BY job`,
      );
      const of = (queue: string) => rows.filter(({ job }) => own(JOBS, job)?.queue === queue);
      return {
        starboard_outbox_open: figure(rows.reduce((sum, { n }) => sum + n, 0)),
        starboard_queue_open: QUEUES.map((queue): Value => [
          { queue },
          of(queue).reduce((sum, { n }) => sum + n, 0),
        ]),
        starboard_queue_oldest_seconds: QUEUES.map((queue): Value => [
          { queue },
          Math.max(0, ...of(queue).map(({ late }) => late)),
        ]),
      };
    },
  },
  {
    families: [
      {
        name: 'starboard_outbox_oldest_seconds',
        help: 'Age of the oldest due job: not handed over yet, and handed over but not done',
        labels: { state: ['unrelayed', 'undone'] },
      },
    ],
    read: async ({ app }) => ({
      starboard_outbox_oldest_seconds: Object.entries(await outboxAges(app)).map(
        ([state, seconds]): Value => [{ state }, seconds],
      ),
    }),
  },
  {
    families: [
      {
        name: 'starboard_schedule_idle_seconds',
        help: 'Seconds since a schedule ended its last run',
        labels: { schedule: Object.keys(SCHEDULES) },
      },
    ],
    read: async ({ app }) => ({
      starboard_schedule_idle_seconds: (await readSchedules(app)).map(({ name, idleSeconds }): Value => [
        { schedule: name },
        idleSeconds,
      ]),
    }),
  },
];
