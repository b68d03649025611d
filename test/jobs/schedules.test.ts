import { expect, test } from 'vitest';
import { closeQueues, createQueues, queuePrefix, SCHEDULES } from '../../src/queue/index.ts';
import { readSigns } from '../../src/health/index.ts';
import { openShop } from '../kit/shop.ts';
import { atEnd } from '../kit/atEnd.ts';

const lines: Record<string, unknown>[] = [];
const shop = await openShop({ LOG_LEVEL: 'info' }, { recoveryMs: 500 });
const { app } = shop;
app.log.warn = ((data: object, msg: string) => void lines.push({ ...data, msg })) as typeof app.log.warn;
const queues = createQueues(app);
atEnd(() => closeQueues(queues));
await shop.jobs().start();

const maintenance = queuePrefix(app, 'maintenance');
const key = (rest: string): string => `${maintenance}:maintenance:${rest}`;
/** When each schedule began its last run. */
const runs = async (): Promise<Map<string, number>> => {
  const { rows } = await app.db.query<{ name: string; at: Date | null }>(
    'SELECT name, started_at AS at FROM schedules',
  );
  return new Map(rows.map(({ name, at }) => [name, at?.getTime() ?? 0]));
};
const allRan = (since: ReadonlyMap<string, number>, names: readonly string[]) =>
  expect
    .poll(
      async () => {
        const now = await runs();
        return names.filter((name) => (now.get(name) ?? 0) <= (since.get(name) ?? 0));
      },
      { timeout: 40_000 },
    )
    .toEqual([]);
const ofMaintenance = Object.entries(SCHEDULES)
  .filter(([, { queue }]) => queue === 'maintenance')
  .map(([name]) => name);
const DAILY = 'partitions.create';
const idle = () =>
  expect.poll(() => queues.maintenance.getJobCountByTypes('active', 'waiting'), { timeout: 20_000 }).toBe(0);

test('schedules, when Redis is new, then each runs and nothing is said of it', async () => {
  await allRan(new Map(), Object.keys(SCHEDULES));
  expect(lines).toEqual([]);
});

test.each<[string, () => Promise<unknown>]>([
  ['the delayed runs', () => app.redis.del(key('delayed'))],
  ['the records', () => app.redis.del(key('repeat'))],
  ['the record of one', () => app.redis.del(key(`repeat:${DAILY}`))],
  [
    'the next run itself',
    async () => {
      const next = (await queues.maintenance.getJobScheduler(DAILY))?.next;
      return app.redis.del(key(`repeat:${DAILY}:${next}`));
    },
  ],
  [
    'every key of the queue',
    async () => app.redis.del(...(await app.redis.keys(key('*').replace(/[{}]/g, '\\$&')))),
  ],
  [
    'everything but the records',
    async () => {
      const all = await app.redis.keys(key('*').replace(/[{}]/g, '\\$&'));
      return app.redis.del(...all.filter((name) => !name.includes(':repeat')));
    },
  ],
])('schedules, when Redis loses %s, then they run again and one word tells so', async (_what, lose) => {
  await idle();
  lines.length = 0;
  const before = await runs();
  await lose();
  await allRan(before, [DAILY]);
  await allRan(before, ['invoices.poll-due']);
  const names = (): string[] =>
    lines
      .filter(({ msg }) => msg === 'schedules had stopped and run again')
      .flatMap(({ schedules }) => schedules as string[]);
  await expect.poll(names, { timeout: 10_000 }).toContain(DAILY);
  // Each is told once.
  expect(names()).toEqual([...new Set(names())]);
});

test('schedules, when one was put off far ahead by a wrong clock, then it runs again', async () => {
  await idle();
  const before = await runs();
  await queues.maintenance.removeJobScheduler(DAILY);
  await queues.maintenance.upsertJobScheduler(
    DAILY,
    { every: SCHEDULES[DAILY].everyMs, startDate: Date.now() + 400 * 86_400_000 },
    { name: DAILY },
  );
  await allRan(before, [DAILY]);
});

test('a schedule that nobody knows, when it stands in Redis, then it is removed; that of a newer version is left', async () => {
  await app.db.query(`INSERT INTO schedules (name, every_ms) VALUES ('of.tomorrow', 1000)`);
  await queues.reconciliation.upsertJobScheduler(
    'of.tomorrow',
    { every: 3_600_000 },
    { name: 'of.tomorrow' },
  );
  await queues.maintenance.upsertJobScheduler('of.yesterday', { every: 3_600_000 }, { name: 'of.yesterday' });
  // One of ours that lay in another queue before.
  await queues.fraud.upsertJobScheduler(DAILY, { every: 3_600_000 }, { name: DAILY });
  const left = async () =>
    (
      await Promise.all(
        [queues.reconciliation, queues.maintenance, queues.fraud].map((queue) => queue.getJobSchedulers()),
      )
    ).flatMap((all) => all.map(({ key: name }) => name));
  await expect.poll(left, { timeout: 20_000 }).not.toContain('of.yesterday');
  await expect.poll(async () => (await queues.fraud.getJobSchedulers()).length, { timeout: 20_000 }).toBe(0);
  expect(await left()).toEqual(expect.arrayContaining(['of.tomorrow', ...ofMaintenance]));
  await app.db.query(
    `UPDATE schedules SET known_at = now() - interval '10 minutes' WHERE name = 'of.tomorrow'`,
  );
  await expect.poll(left, { timeout: 20_000 }).not.toContain('of.tomorrow');
});

test('a schedule, when it did not run for longer than its period, then that is a sign of ill health', async () => {
  const signOf = async () =>
    (await readSigns(app)).find(({ name }) => name === `schedule.${DAILY}`)?.severity;
  expect(await signOf()).toBeUndefined();
  await app.db.query(`UPDATE schedules SET ended_at = now() - interval '26 hours' WHERE name = $1`, [DAILY]);
  expect(await signOf()).toBe('unhealthy');
  await app.db.query(
    `UPDATE schedules SET ended_at = now(), error = 'INTERNAL: x', failing_since = now() - interval '1 hour' WHERE name = $1`,
    [DAILY],
  );
  expect(await signOf()).toBe('degraded');
});
