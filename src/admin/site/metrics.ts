import { timingSafeEqual } from 'node:crypto';
import { Router, type Request } from 'express';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { App } from '../../app.ts';
import { readBackups } from '../../backup/index.ts';
import { deliveryFigures, OPEN_DELIVERIES } from '../../delivery/index.ts';
import { outboxAges, readSchedules, readSigns } from '../../health/index.ts';
import { inTime } from '../../lib/index.ts';
import { BREAKER_NAMES } from '../../platform/index.ts';
import { pausedQueues, QUEUES, type Queues } from '../../queue/index.ts';
import { countUnattended } from '../../support/index.ts';

const PHASES = { closed: 0, half_open: 1, open: 2 } as const;
const STATES = ['waiting', 'active', 'delayed', 'failed'] as const;

/** Prometheus waits ten seconds for the whole page. */
const LIMIT_MS = 3000;

type Value = readonly [labels: Readonly<Record<string, string>>, value: number];

/** One figure as data: its name, and how to read it. */
interface Figure {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  readonly read: () => Promise<readonly Value[]>;
}

/**
 * `GET /metrics` for Prometheus, with METRICS_TOKEN as bearer token. Without that variable there is no such page.
 * Figures are read at each request: circuits from Redis, queues from BullMQ, open outbox rows, schedules and signs of
 * ill health from PostgreSQL. A figure that cannot be read in time is left out, so that the others still come.
 * Otherwise the page would say nothing exactly when PostgreSQL is away.
 */
export function metricsRoute(app: App, queues: Queues): Router {
  const router = Router();
  const token = app.config.METRICS_TOKEN.reveal();
  if (token === '') return router;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'starboard_' });
  for (const figure of figures(app, queues)) registry.registerMetric(gauge(figure));
  router.get('/metrics', async (request, response, next) => {
    if (!isBearer(request, token)) return next();
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}

function gauge({ name, help, labels = [], read }: Figure): Gauge {
  return new Gauge({
    name,
    help,
    labelNames: [...labels],
    registers: [],
    async collect() {
      const values = await inTime(read, LIMIT_MS, []);
      // The earlier value is out of date. A figure without labels would go back to zero, which would look like a real
      // value.
      this.reset();
      if (labels.length === 0) this.remove();
      for (const [of, value] of values) this.set(of, value);
    },
  });
}

function figures(app: App, queues: Queues): readonly Figure[] {
  const answers = async (ask: Promise<unknown>): Promise<readonly Value[]> => [
    [{}, (await inTime(() => ask, LIMIT_MS / 2, undefined)) === undefined ? 0 : 1],
  ];
  return [
    {
      name: 'starboard_database_up',
      help: 'Whether PostgreSQL answers',
      read: () => answers(app.db.query('SELECT 1')),
    },
    {
      name: 'starboard_redis_up',
      help: 'Whether Redis answers',
      read: () => answers(app.redis.ping()),
    },
    {
      name: 'starboard_circuit_state',
      help: 'Circuit to an outside service: 0 closed, 1 half open, 2 open',
      labels: ['circuit'],
      read: () =>
        Promise.all(
          BREAKER_NAMES.map(async (circuit): Promise<Value> => [
            { circuit },
            PHASES[(await app.breakers[circuit].state()).phase],
          ]),
        ),
    },
    {
      name: 'starboard_queue_jobs',
      help: 'Jobs of a queue by state',
      labels: ['queue', 'state'],
      read: async () => {
        const counts = await Promise.all(QUEUES.map((queue) => queues[queue].getJobCounts(...STATES)));
        return QUEUES.flatMap((queue, index) =>
          STATES.map((state): Value => [{ queue, state }, counts[index]?.[state] ?? 0]),
        );
      },
    },
    {
      name: 'starboard_outbox_open',
      help: 'Jobs written but not done',
      read: async () => {
        const row = await app.db.one<{ n: bigint }>(
          'SELECT count(*) AS n FROM (SELECT FROM outbox WHERE done_at IS NULL AND failed_at IS NULL LIMIT 100000) o',
        );
        return [[{}, Number(row?.n ?? 0n)]];
      },
    },
    {
      name: 'starboard_tickets_unattended',
      help: 'Tickets that wait for the shop and have no owner',
      read: async () => [[{}, await countUnattended(app.db)]],
    },
    {
      name: 'starboard_deliveries_open',
      help: 'Deliveries of stars that are not over, by state',
      labels: ['status'],
      read: async () => {
        const { open } = await deliveryFigures(app);
        return OPEN_DELIVERIES.map((status) => [{ status }, open[status] ?? 0]);
      },
    },
    {
      name: 'starboard_deliveries_need_person',
      help: 'Deliveries of stars that wait for a decision',
      read: async () => [[{}, (await deliveryFigures(app)).needPerson]],
    },
    {
      name: 'starboard_queue_paused',
      help: 'Whether somebody paused a queue',
      labels: ['queue'],
      read: async () => {
        const found = await pausedQueues(app);
        return QUEUES.map((queue) => [{ queue }, found.includes(queue) ? 1 : 0]);
      },
    },
    {
      name: 'starboard_outbox_oldest_seconds',
      help: 'Age of the oldest due job: not handed over yet, and handed over but not done',
      labels: ['state'],
      read: async () =>
        Object.entries(await outboxAges(app)).map(([state, seconds]): Value => [{ state }, seconds]),
    },
    {
      name: 'starboard_schedule_idle_seconds',
      help: 'Seconds since a schedule ended its last run',
      labels: ['schedule'],
      read: async () =>
        (await readSchedules(app)).map(({ name, idleSeconds }): Value => [{ schedule: name }, idleSeconds]),
    },
    {
      name: 'starboard_backup_age_seconds',
      help: 'Seconds since the last backup, its last copy elsewhere, and the last trial restore that succeeded',
      labels: ['what'],
      read: () => backupAges(app),
    },
    {
      name: 'starboard_sign',
      help: 'Signs of ill health: 1 while a sign is there',
      labels: ['sign', 'severity'],
      read: async () =>
        (await readSigns(app)).map(({ name, severity }): Value => [{ sign: name, severity }, 1]),
    },
  ];
}

async function backupAges({ db, clock }: App): Promise<readonly Value[]> {
  const { good, goodDrill } = await readBackups(db);
  const at = { backup: good?.startedAt, copy: good?.copiedAt, drill: goodDrill?.startedAt };
  return Object.entries(at).flatMap(([what, time]) =>
    time ? [[{ what }, Math.round((clock.now().getTime() - time.getTime()) / 1000)] as const] : [],
  );
}

function isBearer(request: Request, token: string): boolean {
  const given = Buffer.from(request.get('authorization') ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
