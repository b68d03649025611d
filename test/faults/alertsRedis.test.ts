import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startRedis } from '../../scripts/services/redis.ts';
import type { SendAlert } from '../../src/alerts/index.ts';
import { standIn } from '../../src/alerts/standIn.ts';
import { openWatch } from '../alerts/watch.ts';

const watch = await openWatch();
const { app } = watch;
const sent: string[] = [];
const send: SendAlert = async ({ event, alert }) => {
  sent.push(`${event}: ${alert.title[1]}`);
  return 'sent';
};

test('Redis, when it goes away and comes back, then people hear of both without a job, and of nothing that only followed', async () => {
  // The schedule runs in BullMQ, so it has not run since Redis went away; all other schedules stand still too.
  await app.testDb.owner.query(
    `INSERT INTO schedules (name, every_ms, ended_at) SELECT name, 60000, now() - interval '5 minutes'
     FROM unnest(ARRAY['alerts.look', 'ledger.seal', 'invoices.poll-due']) AS name`,
  );
  await app.redis.call('SHUTDOWN', 'NOSAVE').catch(() => undefined);
  expect(await standIn(app, send)).toMatchObject({ looked: true });
  app.clock.advance(61_000);
  await standIn(app, send);
  app.clock.advance(61_000);
  await standIn(app, send);
  expect(sent).toEqual(['raised: Redis does not answer']);
  expect((await watch.open()).filter((name) => !name.startsWith('role'))).toEqual(['redis']);

  const directory = mkdtempSync(path.join(tmpdir(), 'starboard-redis-'));
  const redis = await startRedis({ directory, port: Number(new URL(app.redisUrl).port), persistent: false });
  afterAll(async () => {
    await redis.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  await expect.poll(() => app.redis.status, { timeout: 30_000 }).toBe('ready');
  await app.testDb.owner.query('UPDATE schedules SET ended_at = now()');
  await watch.look();
  app.clock.advance(200_000);
  await watch.look();
  app.clock.advance(61_000);
  await standIn(app, send);
  expect(sent).toEqual(['raised: Redis does not answer', 'ended: Redis does not answer']);
  expect(await watch.open()).toEqual([]);
});
