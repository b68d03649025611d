import { expect, test } from 'vitest';
import { readSigns, startBeating } from '../../src/health/index.ts';
import { newId } from '../../src/lib/index.ts';
import { enqueue, queuePrefix } from '../../src/queue/index.ts';
import { openShop } from '../kit/shop.ts';
import { atEnd } from '../kit/atEnd.ts';
import { startRedisNodes } from '../kit/redisCluster.ts';

const cluster = await startRedisNodes();
const [one, two, three] = cluster.ports;
const host = '127.0.0.1';
// The nodes run and know nothing of each other yet, as when Compose has started them a moment ago.
const shop = await openShop(
  {
    REDIS_URL: '',
    REDIS_CLUSTER_ENABLED: 'True',
    REDIS_MASTER_HOST: host,
    REDIS_MASTER_PORT: String(one),
    REDIS_SLAVE1_HOST: host,
    REDIS_SLAVE1_PORT: String(two),
    REDIS_SLAVE2_HOST: host,
    REDIS_SLAVE2_PORT: String(three),
    REDIS_SOCKET_TIMEOUT: '2',
  },
  { recoveryMs: 1000 },
);
const { app } = shop;
await shop.jobs().start();
atEnd(startBeating(app));

async function send(): Promise<string> {
  const notificationId = newId();
  await enqueue(app.db, 'notification.send', { notificationId });
  return notificationId;
}
const redisSigns = async (): Promise<string[]> =>
  (await readSigns(app)).map(({ name }) => name).filter((name) => name.startsWith('redis'));
const isSent = (id: string) =>
  expect.poll(() => shop.sent.includes(id), { timeout: 40_000, interval: 100 }).toBe(true);

test('a cluster, when it is not formed yet, then commands fail in time and health says so; once it is, then jobs run', async () => {
  const id = await send();
  const started = performance.now();
  await expect(app.redis.get('anything')).rejects.toThrow();
  expect(performance.now() - started).toBeLessThan(4000);
  expect(await redisSigns()).toEqual(['redis']);

  await cluster.create();

  await isSent(id);
  await expect.poll(redisSigns, { timeout: 20_000 }).toEqual([]);
  // Every key of a queue lies in one place, whatever BullMQ asks for together.
  const keys = (await cluster.keys()).filter((key) => key.includes(':notifications:'));
  expect(keys.length).toBeGreaterThan(0);
  expect(keys.filter((key) => !key.startsWith(queuePrefix(app, 'notifications')))).toEqual([]);
}, 90_000);

test('a master of the cluster, when it is killed, then its replica takes over and jobs go on', async () => {
  await cluster.killMasterOf(queuePrefix(app, 'notifications'));
  const during = await send();

  await isSent(during);
  const after = await send();
  await isSent(after);
  await expect.poll(redisSigns, { timeout: 20_000 }).toEqual([]);
}, 90_000);
