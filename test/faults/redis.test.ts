import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startRedis } from '../../scripts/services/redis.ts';
import { buy, checkInvariants, openShop, pay, jobsDone, stateOf, type Buying } from '../kit/shop.ts';
import { eventually } from '../kit/eventually.ts';

const shop = await openShop({}, { recoveryMs: 500 });
const { app } = shop;
await shop.jobs().start();

const started = async (count: number): Promise<Buying[]> => {
  const buyings = await Promise.all(Array.from({ length: count }, () => buy(app)));
  await Promise.all(buyings.map((buying) => pay(shop, buying)));
  return buyings;
};
const paidOf = async (buyings: Buying[]): Promise<number> => {
  const states = await Promise.all(buyings.map((buying) => stateOf(app, buying)));
  return states.filter(({ order }) => order === 'paid').length;
};
const allOnce = async (buyings: Buying[]): Promise<void> => {
  await eventually(async () => (await paidOf(buyings)) === buyings.length, 50);
  await jobsDone(app, 50);
  for (const buying of buyings)
    expect(await stateOf(app, buying)).toMatchObject({ stars: 110n, wallet: 0n, messages: ['order_paid'] });
  await checkInvariants(app);
};

test('purchases, when Redis is flushed in the middle, then all are delivered once', async () => {
  const buyings = await started(20);
  await eventually(async () => (await paidOf(buyings)) > 0);
  await app.redis.flushall();
  await allOnce(buyings);
});

test('purchases, when Redis only lets itself be read for a while, then all are delivered once', async () => {
  await app.redis.call('REPLICAOF', '127.0.0.1', '1');
  const buyings = await started(5);
  // Webhooks are answered and kept meanwhile.
  await eventually(async () => {
    const row = await app.db.one<{ n: bigint }>(
      `SELECT count(*) AS n FROM provider_events WHERE status = 'paid' AND provider_uuid = ANY($1)`,
      [buyings.map(({ invoice }) => invoice.providerUuid)],
    );
    return row?.n === 5n;
  });
  await app.redis.call('REPLICAOF', 'NO', 'ONE');
  await allOnce(buyings);
});

test('purchases, when Redis goes away and comes back empty, then all are delivered once', async () => {
  const before = await started(5);
  await app.redis.call('SHUTDOWN', 'NOSAVE').catch(() => undefined);
  const during = await started(5);
  const directory = mkdtempSync(path.join(tmpdir(), 'starboard-redis-'));
  const port = Number(new URL(app.redisUrl).port);
  const redis = await startRedis({ directory, port, persistent: false });
  afterAll(async () => {
    await redis.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  expect(redis.port).toBe(port);
  await allOnce([...before, ...during]);
});
