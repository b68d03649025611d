import { Queue, Worker } from 'bullmq';
import { createJobs } from '../../src/jobs/index.ts';
import { createRedis } from '../../src/platform/index.ts';
import { createCountedProvider } from './provider.ts';
import { makeInvoices, type Shop } from './shop.ts';

/** Paid invoices per second by one worker process: from stored events to posted journals, relay included. */
export async function measureApply(shop: Shop, count: number): Promise<number> {
  await makeInvoices(shop, { name: 'apply', count, spreadMs: 60_000 });
  await shop.owner.query(
    `WITH events AS (
       INSERT INTO provider_events (id, source, provider_uuid, provider_order_id, status, body)
       SELECT gen_random_uuid(), 'webhook', 'apply' || n, 'apply' || n, 'paid', '{}' FROM generate_series(1, $1::int) n RETURNING id)
     INSERT INTO outbox (id, job, payload)
     SELECT gen_random_uuid(), 'provider-event.apply', jsonb_build_object('eventId', id) FROM events`,
    [count],
  );
  await shop.owner.query('ANALYZE');
  const provider = createCountedProvider({ status: 'paid', latencyMs: 0 });
  const jobs = createJobs(
    { ...shop.app, provider },
    {
      sendNotification: async () => {},
      answerUpdate: async () => {},
      sendAlert: async () => 'sent' as const,
    },
  );
  const started = performance.now();
  await jobs.start();
  await provider.asked(count);
  await untilNoneIsLeft(shop, 'provider-event.apply');
  const seconds = (performance.now() - started) / 1000;
  await jobs.close();
  const booked = await shop.app.db.one<{ n: bigint }>(
    `SELECT count(*) AS n FROM invoices WHERE provider_order_id LIKE 'apply%' AND booked = amount`,
  );
  if (booked?.n !== BigInt(count)) throw new Error(`${booked?.n} of ${count} were booked`);
  return count / seconds;
}

/** Polls of open invoices: the seconds for all of them, through schedule, outbox and queue. */
export async function measurePolls(
  shop: Shop,
  options: { count: number; latencyMs: number },
): Promise<number> {
  await makeInvoices(shop, { name: 'poll', count: options.count, spreadMs: 1000, isDue: true });
  const provider = createCountedProvider({ status: 'check', latencyMs: options.latencyMs });
  const jobs = createJobs(
    { ...shop.app, provider },
    {
      sendNotification: async () => {},
      answerUpdate: async () => {},
      sendAlert: async () => 'sent' as const,
    },
  );
  await jobs.start();
  const first = await provider.asked(1);
  await provider.asked(options.count);
  await untilNoneIsLeft(shop, 'invoice.poll');
  const seconds = (performance.now() - first) / 1000;
  await jobs.close();
  return seconds;
}

/** Bare BullMQ jobs per second. Each does only one durable insert. */
export async function measureNoop(shop: Shop, count: number): Promise<number> {
  const connection = createRedis(shop.app.config, shop.app.log, 'blocking');
  const queue = new Queue('noop', { connection });
  await queue.addBulk(Array.from({ length: count }, (_, n) => ({ name: 'noop', data: { n } })));
  let done = 0;
  const all = Promise.withResolvers<void>();
  const started = performance.now();
  const worker = new Worker(
    'noop',
    async (job) => {
      await shop.app.db.query('INSERT INTO bare (id, body) VALUES (gen_random_uuid(), $1)', [job.id]);
      if (++done === count) all.resolve();
    },
    { connection, concurrency: 20 },
  );
  await all.promise;
  const seconds = (performance.now() - started) / 1000;
  await worker.close();
  await queue.obliterate({ force: true });
  await queue.close();
  connection.disconnect();
  return count / seconds;
}

async function untilNoneIsLeft(shop: Shop, job: string): Promise<void> {
  for (;;) {
    const row = await shop.app.db.one<{ open: boolean }>(
      'SELECT EXISTS (SELECT FROM outbox WHERE job = $1 AND done_at IS NULL AND failed_at IS NULL) AS open',
      [job],
    );
    if (!row?.open) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
