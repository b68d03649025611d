import { afterAll, expect, test } from 'vitest';
import { closeQueues, createQueues, enqueue, JOBS, SCHEDULES } from '../../src/queue/index.ts';
import { openShop, jobsDone } from '../kit/shop.ts';
import { eventually } from '../kit/eventually.ts';
import { AppError, newId } from '../../src/lib/index.ts';

const shop = await openShop({}, { recoveryMs: 500 });
const { app } = shop;
await shop.jobs().start();
// A second process on the same queues.
await shop.jobs().start();

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
const timesSent = (ids: string[]): number[] => ids.map((id) => shop.sent.filter((one) => one === id).length);

test('jobs, when written in a transaction, then each is done once though two processes relay and work', async () => {
  const ids = await send(40);
  await jobsDone(app);
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
  await eventually(async () => shop.sent.includes(marker ?? ''));
  expect(shop.sent).not.toContain(id);
});

test('a job, when it is for later, then waits in the database', async () => {
  const [id] = await send(1, new Date(Date.now() + 3_600_000));
  await send(1);
  await jobsDone(app);
  const row = await app.db.one(`SELECT relayed_at FROM outbox WHERE payload ->> 'notificationId' = $1`, [id]);
  expect(row).toEqual({ relayed_at: null });
});

test('jobs, when Redis is flushed in the middle, then all are done and the schedules are back', async () => {
  const ids = await send(120);
  await eventually(async () => timesSent(ids).some((n) => n > 0));
  await app.redis.flushall();
  await jobsDone(app, 40);
  expect(timesSent(ids).every((n) => n >= 1)).toBe(true);
  const open = await app.db.one(
    'SELECT count(*) AS n FROM outbox WHERE relayed_at IS NOT NULL AND done_at IS NULL',
  );
  expect(open).toEqual({ n: 0n });
  await eventually(async () => (await app.redis.keys('*repeat:invoices.poll-due')).length > 0);
});

const rowOf = (notificationId: string) =>
  app.db.one<{ id: string; failed: boolean; done: boolean }>(
    `SELECT id, failed_at IS NOT NULL AS failed, done_at IS NOT NULL AS done FROM outbox WHERE payload ->> 'notificationId' = $1`,
    [notificationId],
  );
const dead = async (): Promise<{ notificationId: string; jobId: string }> => {
  const notificationId = newId();
  shop.refuse.set(notificationId, () => new AppError('INPUT_INVALID'));
  const jobId = await enqueue(app.db, 'notification.send', { notificationId });
  await eventually(async () => (await rowOf(notificationId))?.failed);
  return { notificationId, jobId };
};
const queues = createQueues(app);
afterAll(() => closeQueues(queues));

test('a mark, when a crash of PostgreSQL takes it back, then the job is looked at again and its row closes', async () => {
  const [id = ''] = await send(1);
  await jobsDone(app);
  await app.db.query(
    `UPDATE outbox SET done_at = NULL, relayed_at = now() - interval '1 hour' WHERE payload ->> 'notificationId' = $1`,
    [id],
  );
  await jobsDone(app);
  expect(await rowOf(id)).toMatchObject({ done: true, failed: false });
});

test('a message, when Telegram names a time more often than a job has attempts, then it waits each time and is sent', async () => {
  const notificationId = newId();
  let left = JOBS['notification.send'].attempts + 3;
  shop.refuse.set(notificationId, () =>
    left-- > 0 ? new AppError('TELEGRAM_UNAVAILABLE', { retryAfter: 0.05 }) : undefined,
  );
  await enqueue(app.db, 'notification.send', { notificationId });
  await eventually(async () => (await rowOf(notificationId))?.done);
  expect(await rowOf(notificationId)).toMatchObject({ failed: false });
  expect(left).toBe(-1);
});

test.each(['DATABASE_UNAVAILABLE', 'REDIS_UNAVAILABLE'] as const)(
  'a job, when it meets %s, then it waits, keeps its attempts and is done',
  async (code) => {
    const notificationId = newId();
    let left = 2;
    shop.refuse.set(notificationId, () => (left-- > 0 ? new AppError(code) : undefined));
    const jobId = await enqueue(app.db, 'notification.send', { notificationId });
    await eventually(async () => (await rowOf(notificationId))?.done);
    const job = await queues.notifications.getJob(jobId);
    expect({ started: job?.attemptsStarted, made: job?.attemptsMade }).toEqual({ started: 3, made: 1 });
  },
);

test('a job, when it is given up, then it is counted as an error by its name, and one that only waited is not', async () => {
  const waiting = newId();
  let left = 2;
  shop.refuse.set(waiting, () =>
    left-- > 0 ? new AppError('TELEGRAM_UNAVAILABLE', { retryAfter: 0.05 }) : undefined,
  );
  await enqueue(app.db, 'notification.send', { notificationId: waiting });
  const { jobId } = await dead();
  await eventually(async () => (await rowOf(waiting))?.done);
  const counted = app.errors.take().filter(({ place }) => place === 'notification.send');
  expect(counted.map(({ code }) => code)).not.toContain('TELEGRAM_UNAVAILABLE');
  const ids = counted.flatMap(({ code, occurrences }) =>
    code === 'INPUT_INVALID' ? occurrences.map(({ correlationId }) => correlationId) : [],
  );
  expect(ids).toContain(jobId);
});

test('a dead job, when a person repeats it on the board, then it is done and its row says so', async () => {
  const { notificationId, jobId } = await dead();
  const job = await queues.notifications.getJob(jobId);
  expect(await job?.getState()).toBe('failed');
  shop.refuse.delete(notificationId);
  await job?.retry();
  await eventually(async () => (await rowOf(notificationId))?.done);
  expect(await rowOf(notificationId)).toMatchObject({ failed: false });
  expect(shop.sent).toContain(notificationId);
});

test('a dead job, when Redis loses it, then it is tried once more instead of vanishing from the board', async () => {
  const { notificationId } = await dead();
  shop.refuse.delete(notificationId);
  await app.redis.flushall();
  await eventually(async () => (await rowOf(notificationId))?.done);
});

test('a job of a newer version, when a process does not know it, then it waits for one that does', async () => {
  const data = { payload: {}, correlationId: null, createdAt: new Date().toISOString() };
  const job = await queues.maintenance.add('from.tomorrow', data);
  await eventually(async () => (await job.getState()) === 'delayed');
  await job.remove();
});

test('a schedule, when the table says another interval than Redis, then the table holds', async () => {
  await queues.maintenance.upsertJobScheduler(
    'invoices.poll-due',
    { every: 3_600_000 },
    { name: 'invoices.poll-due' },
  );
  await eventually(
    async () =>
      Number((await queues.maintenance.getJobScheduler('invoices.poll-due'))?.every) ===
      SCHEDULES['invoices.poll-due'].everyMs,
  );
});

test('the outbox, when this month has no partition, then still takes jobs, which go to their month when it is made', async () => {
  const name = `outbox_${new Date().toISOString().slice(0, 7).replace('-', '_')}`;
  const { owner } = app.testDb;
  await owner.query(`DROP TABLE ${name}`);
  const ids = await send(3);
  await jobsDone(app);
  await owner.query('SELECT create_partitions_ahead()');
  expect(await owner.one(`SELECT count(*) AS n FROM ${name}`)).toEqual({ n: 3n });
  expect(await owner.one('SELECT count(*) AS n FROM outbox_rest')).toEqual({ n: 0n });
  expect(timesSent(ids)).toEqual([1, 1, 1]);
  await send(1);
  await jobsDone(app);
});

test('a payload, when it does not fit its contract, then cannot be written', async () => {
  await expect(enqueue(app.db, 'invoice.poll', { invoiceId: 'x' })).rejects.toThrow();
});
