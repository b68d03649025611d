import { timingSafeEqual } from 'node:crypto';
import { Router, type Request } from 'express';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { App } from '../../app.ts';
import { outboxAges, readSchedules, readSigns } from '../../health/index.ts';
import { BREAKER_NAMES } from '../../platform/index.ts';
import { pausedQueues, QUEUES, type Queues } from '../../queue/index.ts';
import { countUnattended } from '../../support/index.ts';

const PHASES = { closed: 0, half_open: 1, open: 2 } as const;
const STATES = ['waiting', 'active', 'delayed', 'failed'] as const;

/**
 * `GET /metrics` for Prometheus, with METRICS_TOKEN as bearer token; without that variable there is no such page.
 * Figures are read when they are asked for: circuits from Redis, queues from BullMQ, open outbox rows,
 * schedules and signs of ill health from PostgreSQL.
 */
export function metricsRoute(app: App, queues: Queues): Router {
  const router = Router();
  const token = app.config.METRICS_TOKEN.reveal();
  if (token === '') return router;
  const registry = createRegistry(app, queues);
  router.get('/metrics', async (request, response, next) => {
    if (!isBearer(request, token)) return next();
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}

function createRegistry(app: App, queues: Queues): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'starboard_' });
  const circuit = new Gauge({
    name: 'starboard_circuit_state',
    help: 'Circuit to an outside service: 0 closed, 1 half open, 2 open',
    labelNames: ['circuit'],
    registers: [],
    async collect() {
      for (const name of BREAKER_NAMES)
        this.set({ circuit: name }, PHASES[(await app.breakers[name].state()).phase]);
    },
  });
  const jobs = new Gauge({
    name: 'starboard_queue_jobs',
    help: 'Jobs of a queue by state',
    labelNames: ['queue', 'state'],
    registers: [],
    async collect() {
      for (const queue of QUEUES) {
        const counts = await queues[queue].getJobCounts(...STATES);
        for (const state of STATES) this.set({ queue, state }, counts[state] ?? 0);
      }
    },
  });
  const outbox = new Gauge({
    name: 'starboard_outbox_open',
    help: 'Jobs written but not done',
    registers: [],
    async collect() {
      const row = await app.db.one<{ n: bigint }>(
        'SELECT count(*) AS n FROM (SELECT FROM outbox WHERE done_at IS NULL AND failed_at IS NULL LIMIT 100000) o',
      );
      this.set(Number(row?.n ?? 0n));
    },
  });
  const unattended = new Gauge({
    name: 'starboard_tickets_unattended',
    help: 'Tickets that wait for the shop and have no owner',
    registers: [],
    async collect() {
      this.set(await countUnattended(app.db));
    },
  });
  for (const metric of [circuit, jobs, outbox, unattended, ...healthMetrics(app)])
    registry.registerMetric(metric);
  return registry;
}

function healthMetrics(app: App): Gauge[] {
  const paused = new Gauge({
    name: 'starboard_queue_paused',
    help: 'Whether somebody paused a queue',
    labelNames: ['queue'],
    registers: [],
    async collect() {
      const found = await pausedQueues(app);
      for (const queue of QUEUES) this.set({ queue }, found.includes(queue) ? 1 : 0);
    },
  });
  const oldest = new Gauge({
    name: 'starboard_outbox_oldest_seconds',
    help: 'Age of the oldest due job: not handed over yet, and handed over but not done',
    labelNames: ['state'],
    registers: [],
    async collect() {
      for (const [state, seconds] of Object.entries(await outboxAges(app))) this.set({ state }, seconds);
    },
  });
  const schedules = new Gauge({
    name: 'starboard_schedule_idle_seconds',
    help: 'Seconds since a schedule ended its last run',
    labelNames: ['schedule'],
    registers: [],
    async collect() {
      for (const { name, idleSeconds } of await readSchedules(app)) this.set({ schedule: name }, idleSeconds);
    },
  });
  const signs = new Gauge({
    name: 'starboard_sign',
    help: 'Signs of ill health: 1 while a sign is there',
    labelNames: ['sign', 'severity'],
    registers: [],
    async collect() {
      this.reset();
      for (const { name, severity } of await readSigns(app)) this.set({ sign: name, severity }, 1);
    },
  });
  return [paused, oldest, schedules, signs];
}

function isBearer(request: Request, token: string): boolean {
  const given = Buffer.from(request.get('authorization') ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
