import { deliveryFigures } from '../delivery/index.ts';
import { formatAmount, inTime } from '../lib/index.ts';
import { countSetAside } from '../notifications/index.ts';
import { probeRedis, type Breaker, type BreakerName, type Context } from '../platform/index.ts';
import { pausedQueues, redisPlaces } from '../queue/index.ts';
import { coin, readSupply, soldBelowCost } from '../shop/index.ts';
import { countForgotten, readOwed } from '../support/index.ts';
import { walletTrouble } from '../tonWallet/index.ts';
import { roleSigns } from './processes.ts';
import { scheduleSigns } from './schedules.ts';
import { backupSigns } from './backups.ts';
import type { Sign } from './sign.ts';
import { storedSigns } from './stored.ts';

export type HealthApp = Context & { readonly breakers: Readonly<Record<BreakerName, Breaker>> };
type Check = (app: HealthApp) => Promise<Sign[]>;

/** Normally, due rows are handed over within two seconds. */
const UNRELAYED_S = 60;
/** After the hand-over a job waits longer than this only if a service is away. */
const UNDONE_S = 900;
/** Look only at this many of the oldest, so that a backlog does not make the check slow. */
const LOOKED_AT = 1000;

/** All checks. A check that fails is a sign itself. */
const CHECKS: Readonly<Record<string, Check>> = {
  redis: redisSigns,
  schedules: scheduleSigns,
  roles: roleSigns,
  queues: queueSigns,
  outbox: outboxSigns,
  circuits: circuitSigns,
  desk: deskSigns,
  chats: chatSigns,
  deliveries: deliverySigns,
  wallet: walletSigns,
  supply: supplySigns,
  backups: backupSigns,
  cost: costSigns,
  stored: storedSigns,
};

/**
 * A caller who asks for all checks waits little longer than this. PostgreSQL or Redis may accept a connection and say
 * nothing.
 */
const CHECK_MS = 2500;

/** All signs of ill health at this moment, the worst first. Returns in time, and never throws. */
export async function readSigns(app: HealthApp): Promise<Sign[]> {
  const found = await Promise.all(
    Object.entries(CHECKS).map(([name, check]) => inTime(() => check(app), CHECK_MS, [unanswered(name)])),
  );
  return found
    .flat()
    .toSorted((a, b) => b.severity.localeCompare(a.severity) || a.name.localeCompare(b.name));
}

function unanswered(name: string): Sign {
  return { name: `check.${name}`, severity: 'unhealthy', text: `${name} could not be looked at` };
}

/** Asks Redis to read and to write, and returns the problems as signs. */
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

/** Messages that people still have to get. While Telegram is away all of them wait, and another sign says so. */
async function chatSigns(app: HealthApp): Promise<Sign[]> {
  const [messages, { setAside: answers, oldest }] = await Promise.all([countSetAside(app), readOwed(app)]);
  const setAside = messages + answers;
  const isWell = (await app.breakers.telegram.state()).phase === 'closed';
  const signs: Sign[] = [];
  if (setAside > 0)
    signs.push({
      name: 'chats',
      severity: 'degraded',
      text: `Telegram failed with single chats and not with others: ${setAside} messages are set aside; look at them and send them again`,
    });
  if (isWell && oldest > UNDONE_S)
    signs.push({
      name: 'answers',
      severity: 'degraded',
      text: `somebody waits for an answer since ${oldest} s, while Telegram is well: the jobs update.answer say why`,
    });
  return signs;
}

/** Far longer than any supplier or person needs. */
const DELIVERY_STUCK_S = 3600;

async function deliverySigns(app: HealthApp): Promise<Sign[]> {
  const { needPerson, oldest } = await deliveryFigures(app);
  const signs: Sign[] = [];
  if (needPerson > 0)
    signs.push({
      name: 'deliveries.person',
      severity: 'degraded',
      text: `deliveries of stars that wait for a decision: ${needPerson}`,
    });
  if (oldest > DELIVERY_STUCK_S)
    signs.push({
      name: 'deliveries.stuck',
      severity: 'degraded',
      text: `a delivery of stars is under way since ${oldest} s`,
    });
  return signs;
}

/** Payments that our TON wallet does not make until a person acts. */
async function walletSigns(app: HealthApp): Promise<Sign[]> {
  const { stuck, unfunded } = await walletTrouble(app);
  const signs: Sign[] = [];
  if (stuck > 0)
    signs.push({
      name: 'ton.stuck',
      severity: 'unhealthy',
      text: `our TON wallet went on without ${stuck} payments: they are stuck, and nothing more is paid`,
    });
  if (unfunded > 0)
    signs.push({
      name: 'ton.funds',
      severity: 'degraded',
      text: `our TON wallet holds too little for ${unfunded} payments`,
    });
  return signs;
}

/** Selling stopped by itself; people who want to buy are told that stars are being restocked. */
async function supplySigns({ db, config }: HealthApp): Promise<Sign[]> {
  const { stopped, why, waiting, changedAt } = await readSupply(db);
  if (!stopped || config.DELIVERY !== 'supplier') return [];
  const reason = {
    blind: 'the supplier or its balance cannot be read',
    unknown: 'nobody has said what a star costs (STAR_COST)',
    short: `the float cannot pay for ${waiting} stars that wait and the reserve`,
    covered: 'it goes on in a moment',
  }[why];
  return [{ name: 'supply', severity: 'degraded', text: `selling is stopped: ${reason}`, since: changedAt }];
}

/** Packages that are sold for less than their stars cost, by the newest prices of the supplier. */
async function costSigns(app: HealthApp): Promise<Sign[]> {
  const asset = coin(app.config);
  const shown = (amount: bigint): string => `${formatAmount(amount, asset)} ${asset.code}`;
  return (await soldBelowCost(app)).map(({ stars, price, cost }) => ({
    name: `cost.${stars}`,
    severity: 'degraded',
    text: `cost above price: the package of ${stars} stars costs ${shown(cost)} and is sold for ${shown(price)}`,
  }));
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
