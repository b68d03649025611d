import { beforeEach, expect, test } from 'vitest';
import { adoptOrder, watchDeliveries, type Delivery } from '../../src/delivery/index.ts';
import { createIStar, type Supplier } from '../../src/suppliers/index.ts';
import type { User } from '../../src/users/index.ts';
import { eventually } from '../kit/eventually.ts';
import { hire } from '../kit/hire.ts';
import { createPlayer } from '../kit/player.ts';
import { createFaultStage } from './faultScene.ts';
import { WHOLE } from './scene.ts';

const stage = await createFaultStage({ DELIVERY_SUPPLIER: 'istar' });
const { app, send, now, starsOf, supplier, later, untilAll, untilThat, told, look } = stage;
const HOUR_MS = 3_600_000;
const MANY = 100_000;

// Our own pace is slower than these stories.
const clientAt = (url: string): Supplier =>
  createIStar({ ...app, config: { ...app.config, ISTAR_API_URL: url } }, app.breakers.istar, {
    perSecond: MANY,
  });
const here = clientAt(app.config.ISTAR_API_URL);
const settings = { early: false, rateLimit: false, completeAfterMs: 300 };
Object.assign(app.suppliers, { istar: here });
await supplier('/settings', settings);
await stage.jobs().start();
const finance = await hire(app, 'finance');

// All people buy before the time begins to run.
const people: User[] = await Promise.all(Array.from({ length: 30 }, () => stage.owner()));
let names = 0;
const sendMany = (count: number): Promise<Delivery[]> =>
  Promise.all(
    people.splice(0, count).map((user) => send(user, `person_${String(++names).padStart(3, '0')}`)),
  );
const sendOne = async (): Promise<{ delivery: Delivery; user: User }> => {
  const [user] = people;
  const [delivery] = await sendMany(1);
  if (!user || !delivery) throw new Error('nobody is left');
  return { delivery, user };
};

interface Order {
  id: string;
  username: string;
}
const ordersFor = async ({ recipient }: Pick<Delivery, 'recipient'>): Promise<Order[]> =>
  (await supplier<Order[]>('/orders')).filter(({ username }) => username === recipient);
const reportsOf = async (ref: string | null): Promise<number> => {
  const { rows } = await app.db.query(
    'SELECT 1 FROM supplier_events WHERE ref = $1 AND applied_at IS NOT NULL',
    [ref],
  );
  return rows.length;
};
/** Every delivery arrived once, and its user was told once. */
const allOnce = async (deliveries: readonly Delivery[]): Promise<void> => {
  await untilAll(deliveries, 'confirmed');
  for (const delivery of deliveries) {
    expect(await ordersFor(delivery)).toHaveLength(1);
    expect(await told(delivery)).toEqual(['confirmed']);
  }
  expect(await stage.invariants()).toEqual(WHOLE);
};

beforeEach(async () => {
  Object.assign(app.suppliers, { istar: here });
  await stage.clearFaults();
  await supplier('/settings', settings);
  await supplier('/webhooks/settings', { paused: false, copies: 1, lose: 0 });
});

test.each([
  ['answers 503', () => supplier('/faults', { kind: 'unavailable', times: MANY })],
  [
    'refuses its key',
    () => supplier('/faults', { kind: 'unauthorized', target: 'orders/star', times: MANY }),
  ],
  [
    'refuses every connection',
    async () => Object.assign(app.suppliers, { istar: clientAt('http://127.0.0.1:1') }),
  ],
])(
  'deliveries, when the supplier %s for an hour, then all go out once after it is back',
  async (_, begin) => {
    await begin();
    const deliveries = await sendMany(3);
    for (let quarter = 0; quarter < 4; quarter++) {
      const before = await supplier<unknown[]>('/calls?target=star/recipient/search');
      await later(HOUR_MS / 4);
      if (app.suppliers.istar === here)
        await untilThat(
          async () =>
            (await supplier<unknown[]>('/calls?target=star/recipient/search')).length > before.length,
        );
    }
    for (const delivery of deliveries) expect(await now(delivery)).toMatchObject({ status: 'reserved' });
    expect((await Promise.all(deliveries.map(ordersFor))).flat()).toEqual([]);

    Object.assign(app.suppliers, { istar: here });
    await stage.clearFaults();

    await allOnce(deliveries);
  },
);

test('a report, when it comes before the answer to the order, then the stars arrive once', async () => {
  await supplier('/settings', { early: true });
  const { delivery, user } = await sendOne();

  await allOnce([delivery]);

  expect(await starsOf(user)).toEqual({ stars: 10n, delivery: 0n });
});

test('a report, when the answer to its order was lost, then it is kept, and the order is taken when a person names it', async () => {
  await supplier('/faults', { kind: 'resetAfter', target: 'orders/star' });
  const { delivery } = await sendOne();
  await untilAll([delivery], 'uncertain');
  const [order] = await ordersFor(delivery);
  await eventually(async () => (await reportsOf(order?.id ?? '')) === 1);
  expect(await now(delivery)).toMatchObject({ status: 'uncertain', needsPerson: true });

  const named = { deliveryId: delivery.id, staffId: finance, ref: order?.id ?? '' };
  await adoptOrder(app, { ...named, remark: 'the only order to this name' });

  expect(await now(delivery)).toMatchObject({ status: 'confirmed' });
  expect(await told(delivery)).toEqual(['uncertain', 'confirmed']);
  expect(await ordersFor(delivery)).toHaveLength(1);
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('a report, when it comes fifty times at once and a month later again, then it counts once', async () => {
  await supplier('/webhooks/settings', { copies: 50 });
  const { delivery, user } = await sendOne();
  await allOnce([delivery]);
  const { supplierRef, endJournalId } = await now(delivery);
  const sent = async () =>
    (await supplier<{ id: number; orderId: string; state: string }[]>('/webhooks')).filter(
      ({ orderId }) => orderId === supplierRef,
    );
  await eventually(async () => (await sent()).every(({ state }) => state === 'delivered'));

  await later(31 * 24 * HOUR_MS);
  const [first] = await sent();
  const again = await supplier<{ id: number }>(`/webhooks/${first?.id}/replay`, {});
  await eventually(async () => (await sent()).find(({ id }) => id === again.id)?.state === 'delivered');

  expect(await reportsOf(supplierRef)).toBe(1);
  expect(await now(delivery)).toMatchObject({ status: 'confirmed', endJournalId, contradictedAt: null });
  expect(await starsOf(user)).toEqual({ stars: 10n, delivery: 0n });
  expect(await told(delivery)).toEqual(['confirmed']);
});

test('a delivery, when its turn at the supplier does not come for long, then it waits and no person is asked', async () => {
  await supplier('/faults', { kind: 'tooMany', target: 'orders/star', times: MANY });
  const { delivery } = await sendOne();
  const refusals = async () =>
    (
      await app.db.query(`SELECT FROM delivery_answers WHERE delivery_id = $1 AND outcome = 'later: busy'`, [
        delivery.id,
      ])
    ).rowCount ?? 0;
  await untilThat(async () => (await refusals()) >= 4);
  expect(await now(delivery)).toMatchObject({ failures: 0, needsPerson: false, error: null });
  await stage.clearFaults();

  await allOnce([delivery]);
});

test('a report, when the supplier cannot be asked, then its signed word counts', async () => {
  await supplier('/faults', { kind: 'unavailable', target: 'orders/id', times: MANY });
  const { delivery } = await sendOne();

  await allOnce([delivery]);
});

test('a report, when it is faster than the answer and the supplier cannot be asked, then it counts once the answer is there', async () => {
  await supplier('/faults', { kind: 'unavailable', target: 'orders/id', times: MANY });
  const create: Supplier['create'] = async (call) => {
    const outcome = await here.create(call);
    if (outcome.is === 'accepted') await eventually(async () => (await reportsOf(outcome.view.ref)) === 1);
    return outcome;
  };
  Object.assign(app.suppliers, { istar: { ...here, create } });

  await allOnce(await sendMany(1));
});

test('an order, when there is no word for more than an hour, then a person is asked, and its later end counts', async () => {
  await supplier('/settings', { completeAfterMs: null });
  const { delivery } = await sendOne();
  await untilAll([delivery], 'submitted');
  await later(1.1 * HOUR_MS);
  await look(delivery);
  expect(await now(delivery)).toMatchObject({ status: 'uncertain', error: 'SUPPLIER_NO_FINAL_WORD' });

  await supplier(`/orders/${(await now(delivery)).supplierRef}/status`, { status: 'completed' });
  await untilAll([delivery], 'confirmed');

  expect(await told(delivery)).toEqual(['uncertain', 'confirmed']);
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('a name, when it goes to another account between check and order, then nothing is ordered and the stars are back', async () => {
  const player = createPlayer(stage.sandbox.url);
  const swapped: Supplier = {
    ...here,
    checkRecipient: async (name, stars) => {
      const check = await here.checkRecipient(name, stars);
      await player.addUser({ first_name: 'Other', username: name });
      return check;
    },
  };
  Object.assign(app.suppliers, { istar: swapped });
  const { delivery, user } = await sendOne();

  await untilAll([delivery], 'failed');

  expect(await ordersFor(delivery)).toEqual([]);
  expect(await starsOf(user)).toEqual({ stars: 110n, delivery: 0n });
  expect(await told(delivery)).toEqual(['failed']);
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('deliveries, when Redis is flushed and all connections to PostgreSQL are cut, then none is ordered twice', async () => {
  const deliveries = await sendMany(4);
  await eventually(async () =>
    (await Promise.all(deliveries.map(now))).some(({ status }) => status !== 'reserved'),
  );

  await app.redis.flushall();
  await app.testDb.owner.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );

  // A cut between an order and its answer leaves an uncertain delivery, as it must.
  await untilThat(async () =>
    (await Promise.all(deliveries.map(now))).every(({ status }) => /confirmed|uncertain/.test(status)),
  );
  for (const delivery of deliveries) expect(await ordersFor(delivery)).toHaveLength(1);
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('deliveries, when all their jobs are lost, then the watch makes new ones and all arrive once', async () => {
  await supplier('/faults', { kind: 'unauthorized', target: 'orders/star', times: 3 });
  await supplier('/webhooks/settings', { lose: 3 });
  const deliveries = await sendMany(3);
  await untilThat(async () => (await Promise.all(deliveries.map(now))).some(({ failures }) => failures > 0));
  await app.testDb.owner.query(`UPDATE outbox SET done_at = now() WHERE job LIKE 'delivery.%'`);
  await app.redis.flushall();

  await later(HOUR_MS / 4);
  await untilThat(async () => {
    await watchDeliveries(app);
    return (await Promise.all(deliveries.map(now))).every(({ status }) => status === 'confirmed');
  });

  await allOnce(deliveries);
});

test('deliveries, when two processes work on them, then all arrive once', async () => {
  await stage.jobs().start();
  const deliveries = await sendMany(6);
  // The same work once more, as after a lost lock.
  for (const { id } of deliveries)
    await app.db.query(
      `INSERT INTO outbox (id, job, payload) SELECT gen_random_uuid(), job, jsonb_build_object('deliveryId', $1::text)
       FROM unnest(ARRAY['delivery.send', 'delivery.look-up', 'delivery.send']) AS job`,
      [id],
    );

  await allOnce(deliveries);
});
