import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { createBreakers } from '../../src/app.ts';
import { sendDelivery } from '../../src/delivery/index.ts';
import { createJobs } from '../../src/jobs/index.ts';
import { createMyStars } from '../../src/suppliers/index.ts';
import { boundTable, type Bound } from '../ledger/report.ts';
import { measureNoop } from '../payments/apply.ts';
import { openShop, type Shop } from '../payments/shop.ts';
import { makeDeliveries } from './deliveries.ts';
import { startSupplier, type BareSupplier } from './supplier.ts';

const AT_ONCE = 20;
const LATENCY_MS = 100;
/** The limit of the supplier, lifted: 200 calls a second for orders, and none where our own work is measured. */
const PER_MINUTE = { submit: 12_000, confirm: 10_000_000 } as const;

/** Measures deliveries in ratios of the same run. `--quick` does the same with a tenth of the rows. */
export async function run({ quick }: { quick: boolean }): Promise<void> {
  const part = quick ? 10 : 1;
  const shop = await openShop({ DELIVERY: 'supplier', DELIVERY_SUPPLIER: 'mystars' });
  try {
    console.log('submit');
    const submits = 2000 / part;
    const { seconds, doubles } = await measureSubmit(shop, submits);
    console.log('confirm');
    const before = await measureNoop(shop, 5000 / part);
    const confirmed = await measureConfirm(shop, 5000 / part);
    const noop = 2 / (1 / before + 1 / (await measureNoop(shop, 5000 / part)));
    const bounds: Bound[] = [
      {
        key: 'submit_vs_latency',
        about: `${submits} orders at ${LATENCY_MS} ms, ${AT_ONCE} at once, in ${seconds.toFixed(1)} s`,
        value: seconds / ((submits / AT_ONCE) * (LATENCY_MS / 1000)),
        max: 1.2,
      },
      {
        key: 'confirm_vs_noop',
        about: `${confirmed.toFixed(0)} confirmed deliveries/s, no-op jobs ${noop.toFixed(0)}/s`,
        value: confirmed / noop,
        min: 0.35,
      },
      { key: 'submit_doubles', about: 'orders that were made twice or not at all', value: doubles, max: 0 },
    ];
    console.log(boundTable(bounds));
    console.log(
      JSON.stringify(Object.fromEntries(bounds.map(({ key, value }) => [key, Number(value.toFixed(3))]))),
    );
  } finally {
    await shop.close();
  }
}

/** The product with the bare supplier in place of the imitation. */
function withSupplier({ app }: Shop, { url }: BareSupplier, perMinute: number): Shop['app'] {
  const config = { ...app.config, MYSTARS_API_URL: url };
  const context = { ...app, config };
  const mystars = createMyStars(context, createBreakers(context).mystars, { perMinute });
  return { ...context, suppliers: { mystars } };
}

/** Orders of waiting deliveries: seconds for all of them, and how many were lost or made twice. */
async function measureSubmit(shop: Shop, count: number): Promise<{ seconds: number; doubles: number }> {
  const ids = await makeDeliveries(shop, { count, status: 'reserved' });
  const supplier = await startSupplier(LATENCY_MS);
  const app = withSupplier(shop, supplier, PER_MINUTE.submit);
  const limit = pLimit(AT_ONCE);
  const started = performance.now();
  await Promise.all(ids.map((id) => limit(() => sendDelivery(app, id))));
  const seconds = (performance.now() - started) / 1000;
  const { creates, keys } = await supplier.taken();
  await supplier.close();
  const taken = new Set(keys);
  const extra = creates - taken.size;
  const lost = ids.filter((id) => !taken.has(id)).length;
  await shop.owner.query(`UPDATE outbox SET done_at = now() WHERE done_at IS NULL`);
  return { seconds, doubles: extra + lost };
}

/** Deliveries per second that one worker confirms: from the job to the posted journal, relay included. */
async function measureConfirm(shop: Shop, count: number): Promise<number> {
  const ids = await makeDeliveries(shop, { count, status: 'submitted' });
  await shop.owner.query(
    `INSERT INTO outbox (id, job, payload)
     SELECT gen_random_uuid(), 'delivery.look-up', jsonb_build_object('deliveryId', id) FROM unnest($1::uuid[]) AS x (id)`,
    [ids],
  );
  const supplier = await startSupplier(0);
  const app = withSupplier(shop, supplier, PER_MINUTE.confirm);
  const jobs = createJobs(app, {
    sendNotification: async () => {},
    answerUpdate: async () => {},
    sendAlert: async () => 'sent' as const,
  });
  const started = performance.now();
  await jobs.start();
  for (;;) {
    const row = await app.db.one<{ n: number }>(
      `SELECT count(*)::integer AS n FROM deliveries WHERE status = 'confirmed'`,
    );
    if (row?.n === count) break;
    await sleep(100);
  }
  const seconds = (performance.now() - started) / 1000;
  await jobs.close();
  await supplier.close();
  return count / seconds;
}
