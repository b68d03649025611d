import { expect, test } from 'vitest';
import { enqueue } from '../../src/queue/index.ts';
import { createStage, eventually, settled } from '../payments/stage.ts';
import { newId } from '../../src/lib/index.ts';

const stage = await createStage({}, { recoveryMs: 500 });
const { app } = stage;
await stage.jobs().start();
// A second process on the same queues.
await stage.jobs().start();

const send = (count: number, runAt?: Date): Promise<string[]> =>
  app.db.tx(async (tx) => {
    const ids: string[] = [];
    for (let n = 0; n < count; n++) {
      const id = newId();
      ids.push(id);
      await enqueue(tx, 'notification.send', { notificationId: id }, runAt ? { runAt } : {});
    }
    return ids;
  });
const timesSent = (ids: string[]): number[] => ids.map((id) => stage.sent.filter((one) => one === id).length);

test('jobs, when written in a transaction, then each is done once though two processes relay and work', async () => {
  const ids = await send(40);
  await settled(app);
  expect(timesSent(ids)).toEqual(ids.map(() => 1));
});

test('jobs, when their transaction rolls back, then never run', async () => {
  const id = newId();
  await app.db
    .tx(async (tx) => {
      await enqueue(tx, 'notification.send', { notificationId: id });
      throw new Error('changed my mind');
    })
    .catch(() => {});
  const [marker] = await send(1);
  await eventually(async () => stage.sent.includes(marker ?? ''));
  expect(stage.sent).not.toContain(id);
});

test('a job, when it is for later, then waits in the database', async () => {
  const [id] = await send(1, new Date(Date.now() + 3_600_000));
  await send(1);
  await settled(app);
  const row = await app.db.one(`SELECT relayed_at FROM outbox WHERE payload ->> 'notificationId' = $1`, [id]);
  expect(row).toEqual({ relayed_at: null });
});

test('jobs, when Redis is flushed in the middle, then all are done and the schedules are back', async () => {
  const ids = await send(120);
  await eventually(async () => timesSent(ids).some((n) => n > 0));
  await app.redis.flushall();
  await settled(app, 40);
  expect(timesSent(ids).every((n) => n >= 1)).toBe(true);
  const open = await app.db.one(
    'SELECT count(*) AS n FROM outbox WHERE relayed_at IS NOT NULL AND done_at IS NULL',
  );
  expect(open).toEqual({ n: 0n });
  await eventually(async () => (await app.redis.keys('*repeat:invoices.poll-due')).length > 0);
});

test('a payload, when it does not fit its contract, then cannot be written', async () => {
  await expect(enqueue(app.db, 'invoice.poll', { invoiceId: 'x' })).rejects.toThrow();
});
