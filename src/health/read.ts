import { probeRedis, type Breaker, type BreakerName, type Context } from '../platform/index.ts';
import { pausedQueues, redisPlaces } from '../queue/index.ts';
import { countForgotten } from '../support/index.ts';
import { roleSigns } from './processes.ts';
import { scheduleSigns } from './schedules.ts';
import type { Sign } from './sign.ts';
import { storedSigns } from './stored.ts';

export type HealthApp = Context & { readonly breakers: Readonly<Record<BreakerName, Breaker>> };
type Check = (app: HealthApp) => Promise<Sign[]>;

/** Rows that are due are handed over within two seconds. */
const UNRELAYED_S = 60;
/** What was handed over waits longer only for a service that is away. */
const UNDONE_S = 900;
/** The oldest of so many: a backlog must not make the look at it slow. */
const LOOKED_AT = 1000;

/** Everything that is looked at. A check that fails is a sign itself. */
const CHECKS: Readonly<Record<string, Check>> = {
  redis: redisSigns,
  schedules: scheduleSigns,
  roles: roleSigns,
  queues: queueSigns,
  outbox: outboxSigns,
  circuits: circuitSigns,
  desk: deskSigns,
  stored: storedSigns,
};

/** All signs of ill health as they are at this moment, the worst first. Never throws. */
export async function readSigns(app: HealthApp): Promise<Sign[]> {
  const found = await Promise.all(
    Object.entries(CHECKS).map(([name, check]) => check(app).catch(() => [unanswered(name)])),
  );
  return found
    .flat()
    .toSorted((a, b) => b.severity.localeCompare(a.severity) || a.name.localeCompare(b.name));
}

function unanswered(name: string): Sign {
  return { name: `check.${name}`, severity: 'unhealthy', text: `${name} could not be looked at` };
}

/** What a Redis that is asked to read and to write says, as signs. */
export async function redisSigns({ config, redis }: Pick<Context, 'config' | 'redis'>): Promise<Sign[]> {
  const { reads, writes, reason, evicts } = await probeRedis(redis, redisPlaces({ config }));
  const signs: Sign[] = [];
  if (!reads) signs.push({ name: 'redis', severity: 'unhealthy', text: `Redis does not answer (${reason})` });
  else if (!writes)
    signs.push({ name: 'redis.writes', severity: 'unhealthy', text: `Redis refuses to write (${reason})` });
  if (evicts !== undefined)
    signs.push({
      name: 'redis.evicts',
      severity: 'degraded',
      text: `Redis loses keys when its memory is full: maxmemory-policy is ${evicts}, not noeviction`,
    });
  return signs;
}

async function queueSigns(app: HealthApp): Promise<Sign[]> {
  return (await pausedQueues(app)).map((queue) => ({
    name: `queue.${queue}`,
    severity: 'unhealthy',
    text: `the queue ${queue} is paused`,
  }));
}

async function outboxSigns({ db }: HealthApp): Promise<Sign[]> {
  const { unrelayed, undone } = await outboxAges({ db });
  const signs: Sign[] = [];
  if (unrelayed > UNRELAYED_S)
    signs.push({
      name: 'outbox',
      severity: 'unhealthy',
      text: `a job waits since ${unrelayed} s to be handed over`,
    });
  if (undone > UNDONE_S)
    signs.push({ name: 'jobs', severity: 'degraded', text: `a job was due ${undone} s ago and is not done` });
  return signs;
}

/** Ages in seconds of the oldest job that is due and not handed over, and of the oldest that is not done. */
export async function outboxAges({
  db,
}: Pick<Context, 'db'>): Promise<{ unrelayed: number; undone: number }> {
  const row = await db.one<{ unrelayed: number | null; undone: number | null }>(
    `SELECT (SELECT extract(epoch FROM now() - min(run_at))::integer FROM outbox
         WHERE done_at IS NULL AND failed_at IS NULL AND relayed_at IS NULL AND run_at <= now()) AS unrelayed,
       (SELECT extract(epoch FROM now() - min(run_at))::integer FROM (SELECT run_at FROM outbox
         WHERE done_at IS NULL AND failed_at IS NULL AND relayed_at IS NOT NULL ORDER BY relayed_at LIMIT ${LOOKED_AT}) o) AS undone`,
  );
  return { unrelayed: row?.unrelayed ?? 0, undone: row?.undone ?? 0 };
}

async function deskSigns(app: HealthApp): Promise<Sign[]> {
  const forgotten = await countForgotten(app);
  if (forgotten === 0) return [];
  const text = `tickets that nobody took: ${forgotten}, and nobody has the desk open`;
  return [{ name: 'desk', severity: 'degraded', text }];
}

async function circuitSigns({ breakers }: HealthApp): Promise<Sign[]> {
  const states = await Promise.all(Object.values(breakers).map((breaker) => breaker.state()));
  return states
    .filter(({ phase }) => phase === 'open')
    .map(({ name }) => ({
      name: `circuit.${name}`,
      severity: 'degraded',
      text: `calls to ${name} are paused after failures`,
    }));
}
