import { beforeEach, expect, test } from 'vitest';
import { tellDelivery, watchDeliveries, type Delivery } from '../../src/delivery/index.ts';
import { createMyStars } from '../../src/suppliers/index.ts';
import { advancePayments, collectIncoming } from '../../src/tonWallet/index.ts';
import type { User } from '../../src/users/index.ts';
import { eventually } from '../kit/eventually.ts';
import { createFaultStage } from './faultScene.ts';
import { WHOLE } from './scene.ts';

const stage = await createFaultStage({ DELIVERY_SUPPLIER: 'mystars' });
const { app, send, now, starsOf, supplier, later, untilAll, untilThat, told, ton, look } = stage;
const HOUR_MS = 3_600_000;
const MANY = 100_000;

// Our own pace is slower than these stories.
const clientAt = (url: string) =>
  createMyStars({ ...app, config: { ...app.config, MYSTARS_API_URL: url } }, app.breakers.mystars, {
    perMinute: MANY,
  });
const here = clientAt(app.config.MYSTARS_API_URL);
Object.assign(app.suppliers, { mystars: here });
await supplier('/settings', { stepMs: 50, limits: { general: MANY, orders: MANY, probes: MANY } });
await ton('/settings', { confirmMs: 200 });
await stage.jobs().start();

// All people buy before the time begins to run.
const people: User[] = await Promise.all(Array.from({ length: 48 }, () => stage.owner()));
let names = 0;
const sendMany = (count: number, name = 'person'): Promise<Delivery[]> =>
  Promise.all(
    people.splice(0, count).map((user) => send(user, `${name}_${String(++names).padStart(3, '0')}`)),
  );
const sendOne = async (name?: string): Promise<{ delivery: Delivery; user: User }> => {
  const [user] = people;
  const [delivery] = await sendMany(1, name);
  if (!user || !delivery) throw new Error('nobody is left');
  return { delivery, user };
};

interface Order {
  id: string;
  status: string;
  recipient_username: string;
}
const ordersFor = async ({ recipient }: Pick<Delivery, 'recipient'>): Promise<Order[]> =>
  (await supplier<Order[]>('/orders')).filter((order) => order.recipient_username === recipient);
interface Webhook {
  id: number;
  orderId: string;
  state: string;
  attempts: { status: number | null }[];
}
const webhooksOf = async ({ id }: Pick<Delivery, 'id'>): Promise<Webhook[]> => {
  const { supplierRef } = await now({ id });
  return (await supplier<Webhook[]>('/webhooks')).filter(({ orderId }) => orderId === supplierRef);
};
const payment = async ({ id }: Pick<Delivery, 'id'>) =>
  app.db.one<{ state: string; sends: number; reason: string }>(
    'SELECT state, sends, reason FROM ton_payments WHERE subject_id = $1',
    [id],
  );
/** Payments to the supplier that the chain holds for this delivery. */
const paidTimes = async (delivery: Pick<Delivery, 'id'>): Promise<number> => {
  const { supplierRef } = await now(delivery);
  const { address } = await ton<{ address: string }>('/wallet', undefined, 'GET');
  const all = await ton<{ from: string; comment: string }[]>('/transfers', undefined, 'GET');
  return all.filter(({ from, comment }) => from === address && comment === supplierRef).length;
};
/** Every delivery arrived once, was paid once, and its user was told once. */
const allOnce = async (deliveries: readonly Delivery[]): Promise<void> => {
  await untilAll(deliveries, 'confirmed');
  await untilThat(async () =>
    (await Promise.all(deliveries.map(now))).every(({ paidAt }) => paidAt !== null),
  );
  for (const delivery of deliveries) {
    expect(await ordersFor(delivery)).toHaveLength(1);
    expect(await paidTimes(delivery)).toBe(1);
    expect(await told(delivery)).toEqual(['confirmed']);
  }
  expect(await stage.invariants()).toEqual(WHOLE);
};
const givenBack = async (delivery: Delivery, user: User): Promise<void> => {
  await untilAll([delivery], 'failed');
  expect(await starsOf(user)).toEqual({ stars: 110n, delivery: 0n });
  expect(await stage.invariants()).toEqual(WHOLE);
};

beforeEach(async () => {
  Object.assign(app.suppliers, { mystars: here });
  await stage.clearFaults();
  await ton('/faults', undefined, 'DELETE');
  await supplier('/webhooks/settings', { paused: false, copies: 1, lose: 0, sign: 'auto' });
});

test.each([
  ['answers 503', () => supplier('/faults', { kind: 'unavailable', times: MANY })],
  ['cuts every connection', () => supplier('/faults', { kind: 'reset', times: MANY })],
  [
    'refuses every connection',
    async () => Object.assign(app.suppliers, { mystars: clientAt('http://127.0.0.1:1') }),
  ],
])(
  'deliveries, when the supplier %s for an hour, then all go out once after it is back',
  async (_, begin) => {
    await begin();
    const deliveries = await sendMany(3);
    await untilThat(async () =>
      (await Promise.all(deliveries.map(now))).every(({ error }) => error === 'SUPPLIER_UNAVAILABLE'),
    );
    for (let quarter = 0; quarter < 4; quarter++) {
      const before = await Promise.all(deliveries.map(now));
      await later(HOUR_MS / 4);
      await untilThat(async () =>
        (await Promise.all(deliveries.map(now))).every(
          ({ failures }, index) => failures > (before[index]?.failures ?? 0),
        ),
      );
    }
    for (const delivery of deliveries)
      expect(await now(delivery)).toMatchObject({ status: 'reserved', attempt: 1 });

    Object.assign(app.suppliers, { mystars: here });
    await stage.clearFaults();

    await allOnce(deliveries);
  },
);

test.each([
  ['expired', 'failed', 110n],
  ['delivered', 'confirmed', 10n],
] as const)(
  'a report that an order is %s, when it comes before the answer to the order, then nothing is paid',
  async (value, end, stars) => {
    await supplier('/faults', { kind: 'webhookFirst', target: 'orders/create', value });
    const { delivery, user } = await sendOne();

    await untilAll([delivery], end);

    expect(await payment(delivery)).toBeUndefined();
    expect(await paidTimes(delivery)).toBe(0);
    expect(await starsOf(user)).toEqual({ stars, delivery: 0n });
    expect(await told(delivery)).toEqual([end]);
    expect(await stage.invariants()).toEqual(WHOLE);
  },
);

test('a report, when it comes fifty times at once, then it is stored and told once', async () => {
  await supplier('/webhooks/settings', { copies: 50 });
  const { delivery } = await sendOne();

  await allOnce([delivery]);
  await eventually(async () => (await webhooksOf(delivery)).every(({ state }) => state === 'delivered'));

  expect(await webhooksOf(delivery)).toHaveLength(50);
  const { supplierRef } = await now(delivery);
  const { rows } = await app.db.query('SELECT 1 FROM supplier_events WHERE ref = $1', [supplierRef]);
  expect(rows).toHaveLength(1);
});

test('reports that contradict each other, when they come in the wrong order, then the state at the supplier counts', async () => {
  await supplier('/webhooks/settings', { paused: true });
  const { delivery, user } = await sendOne('held');
  await untilThat(async () => (await now(delivery)).supplierStatus === 'held');
  const { supplierRef } = await now(delivery);
  await supplier('/faults', { kind: 'unavailable', target: 'orders/get', times: MANY });
  await supplier(`/orders/${supplierRef}/status`, { status: 'expired' });
  await supplier(`/orders/${supplierRef}/status`, { status: 'delivered' });
  await stage.clearFaults();

  await supplier('/webhooks/release', { order: 'reversed' });

  await allOnce([delivery]);
  expect((await now(delivery)).contradictedAt).toBeNull();
  expect(await starsOf(user)).toEqual({ stars: 10n, delivery: 0n });
});

test('a report, when nobody knows its order, then it is kept and answered, and nothing else happens', async () => {
  const ref = 'b1946ac9-2492-4d23-8a3c-000000000001';
  const payload = { order_id: ref, status: 'delivered' };
  await supplier('/webhooks/send', { url: `${stage.publicUrl}/webhooks/mystars`, payload });

  const stored = await eventually(async () =>
    app.db.one<{ state: string }>(
      `SELECT state FROM supplier_events WHERE ref = $1 AND applied_at IS NOT NULL`,
      [ref],
    ),
  );

  expect(stored.state).toBe('delivered');
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('the secret of reports, when it changes at the supplier, then reports are taken for a day, and after it the looks go on', async () => {
  await supplier('/secret/rotate', {});
  const first = await sendOne();
  await allOnce([first.delivery]);
  await eventually(async () =>
    (await webhooksOf(first.delivery)).every(({ state }) => state === 'delivered'),
  );

  await later(25 * HOUR_MS);
  const second = await sendOne();
  await allOnce([second.delivery]);

  const [refused] = await webhooksOf(second.delivery);
  expect(refused?.attempts[0]?.status).toBe(401);
  await supplier('/secret/rotate', { secret: app.config.MYSTARS_WEBHOOK_SECRET.reveal() });
});

test('an order, when it is held for long, then a person is asked after a day, and its later end still counts', async () => {
  const { delivery } = await sendOne('held');
  await untilThat(async () => (await now(delivery)).supplierStatus === 'held');
  await later(20 * HOUR_MS);
  await look(delivery);
  expect(await now(delivery)).toMatchObject({ status: 'submitted', needsPerson: false });
  await later(7 * HOUR_MS);
  await look(delivery);
  await untilAll([delivery], 'uncertain');
  const { supplierRef, error } = await now(delivery);
  expect(error).toBe('SUPPLIER_NO_FINAL_WORD');

  await supplier(`/orders/${supplierRef}/status`, { status: 'delivered' });
  await untilAll([delivery], 'confirmed');

  expect(await told(delivery)).toEqual(['uncertain', 'confirmed']);
  expect(await paidTimes(delivery)).toBe(1);
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('a held order, when it fails, then the stars are back, and the coins come back to our wallet', async () => {
  const { delivery, user } = await sendOne('held');
  await untilThat(async () => (await now(delivery)).supplierStatus === 'held');
  const { supplierRef } = await now(delivery);

  await supplier(`/orders/${supplierRef}/status`, { status: 'failed', reason: 'refused' });

  await givenBack(delivery, user);
  expect(await told(delivery)).toEqual(['failed']);
  const { returnProof } = await now(delivery);
  expect(returnProof).not.toBeNull();
  const back = await eventually(async () => {
    await collectIncoming(app);
    return app.db.one<{ amount: bigint }>('SELECT amount FROM ton_incoming WHERE comment = $1', [
      supplierRef,
    ]);
  });
  expect(back.amount).toBe(((await now(delivery)).cost ?? 0n) - 5_000_000n);
});

test('an order, when it expires although it is paid, then it is uncertain and needs a person', async () => {
  const { delivery, user } = await sendOne('held');
  await untilThat(async () => (await now(delivery)).supplierStatus === 'held');
  const { supplierRef } = await now(delivery);

  await supplier(`/orders/${supplierRef}/status`, { status: 'expired' });
  await untilAll([delivery], 'uncertain');
  await later(HOUR_MS);
  await look(delivery);

  expect(await now(delivery)).toMatchObject({
    status: 'uncertain',
    error: 'PAID_BUT_ENDED',
    needsPerson: true,
  });
  expect(await starsOf(user)).toEqual({ stars: 10n, delivery: 100n });
  expect(await told(delivery)).toEqual(['uncertain']);
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('a payment, when the chain loses its message, then the same message goes out again and pays once', async () => {
  await ton('/faults', { kind: 'drop', target: 'sendBoc', times: 2 });
  const { delivery } = await sendOne();

  await allOnce([delivery]);

  expect((await payment(delivery))?.sends).toBeGreaterThan(2);
});

test('a payment, when its message is too old after it was sent, then a new one is signed and pays once', async () => {
  await ton('/faults', { kind: 'drop', target: 'sendBoc', times: MANY });
  const { delivery } = await sendOne();
  await untilThat(async () => ((await payment(delivery))?.sends ?? 0) > 0);
  await later(200_000);
  await untilThat(async () => {
    const { rows } = await app.db.query(
      `SELECT 1 FROM ton_payments WHERE subject_id = $1 AND valid_until > $2`,
      [delivery.id, new Date(app.clock.now().getTime() + 60_000)],
    );
    return rows.length > 0;
  });

  await ton('/faults', undefined, 'DELETE');

  await allOnce([delivery]);
});

test('a payment, when the node is away for half an hour, then it is made once after it is back', async () => {
  await ton('/faults', { kind: 'down', times: MANY });
  const { delivery } = await sendOne();
  await untilThat(async () => (await payment(delivery))?.state === 'wanted');
  await later(HOUR_MS / 2);

  await ton('/faults', undefined, 'DELETE');

  await allOnce([delivery]);
});

test('a payment, when the node is away until the order ends, then nothing is paid and the stars are back', async () => {
  await ton('/faults', { kind: 'down', times: MANY });
  const { delivery, user } = await sendOne();
  await untilThat(async () => (await payment(delivery))?.state === 'wanted');

  await later(2.1 * HOUR_MS);
  await givenBack(delivery, user);

  expect(await told(delivery)).toEqual(['failed']);
  await ton('/faults', undefined, 'DELETE');
  await advancePayments(app, tellDelivery);
  expect(await paidTimes(delivery)).toBe(0);
});

test('a payment, when it may be on its way while the order ends, then a person is asked until the chain says no', async () => {
  await ton('/faults', { kind: 'drop', target: 'sendBoc', times: MANY });
  const { delivery, user } = await sendOne();
  await untilThat(async () => ((await payment(delivery))?.sends ?? 0) > 0);
  await ton('/faults', { kind: 'down', target: 'getAddressInformation', times: MANY });
  await later(2.1 * HOUR_MS);
  await untilAll([delivery], 'uncertain');
  expect(await starsOf(user)).toEqual({ stars: 10n, delivery: 100n });

  await ton('/faults', undefined, 'DELETE');
  await givenBack(delivery, user);

  expect(await paidTimes(delivery)).toBe(0);
  expect(await told(delivery)).toEqual(['uncertain', 'failed']);
});

test('deliveries, when Redis is flushed in the middle, then all arrive once', async () => {
  const deliveries = await sendMany(4);
  await eventually(async () =>
    (await Promise.all(deliveries.map(now))).some(({ status }) => status !== 'reserved'),
  );

  await app.redis.flushall();

  await allOnce(deliveries);
});

test('deliveries, when all their jobs are lost, then the watch makes new ones and all arrive once', async () => {
  await supplier('/faults', { kind: 'unavailable', target: 'orders/create', times: 2 });
  const deliveries = [...(await sendMany(3)), ...(await sendMany(1, 'held'))];
  await untilThat(async () => (await now(deliveries[3] as Delivery)).supplierStatus === 'held');
  await app.testDb.owner.query(
    `UPDATE outbox SET done_at = now() WHERE job LIKE 'delivery.%' OR job = 'ton.advance'`,
  );
  await app.redis.flushall();
  await supplier(`/orders/${(await now(deliveries[3] as Delivery)).supplierRef}/status`, {
    status: 'delivered',
  });

  await later(HOUR_MS / 4);
  await untilThat(async () => {
    await watchDeliveries(app);
    await advancePayments(app, tellDelivery);
    return (await Promise.all(deliveries.map(now))).every(({ paidAt }) => paidAt !== null);
  });

  await allOnce(deliveries);
});

test('a payment, when the job that books it is lost and the stars arrive, then the watch books it once', async () => {
  const { owner } = app.testDb;
  await owner.query(`CREATE FUNCTION lose_job() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN NEW.done_at := now(); RETURN NEW; END $$`);
  await owner.query(`CREATE TRIGGER lose_job BEFORE INSERT ON outbox FOR EACH ROW
    WHEN (NEW.job = 'delivery.payment') EXECUTE FUNCTION lose_job()`);
  const { delivery } = await sendOne();
  await untilAll([delivery], 'confirmed');
  await untilThat(async () => (await payment(delivery))?.state === 'seen');
  await owner.query('DROP TRIGGER lose_job ON outbox');
  expect((await now(delivery)).paidAt).toBeNull();

  await later(HOUR_MS / 4);
  await watchDeliveries(app);

  await allOnce([delivery]);
});

test('deliveries, when every connection to PostgreSQL is cut again and again, then all arrive once', async () => {
  const deliveries = await sendMany(4);
  const cut = () =>
    app.testDb.owner.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
  for (const status of ['submitted', 'confirmed'] as const) {
    await cut();
    await untilThat(async () =>
      (await Promise.all(deliveries.map(now))).some(
        (row) => row.status === status || row.status === 'confirmed',
      ),
    );
    await cut();
  }

  await allOnce(deliveries);
});

test.each(['not_found', 'cannot_receive'])(
  'a recipient, when it is %s after it was checked, then nothing is ordered and the stars are back',
  async (is) => {
    await supplier('/faults', { kind: 'unavailable', target: 'orders/create', times: MANY });
    const { delivery, user } = await sendOne();
    await untilThat(async () => (await now(delivery)).failures > 0);
    await supplier('/recipients', { username: delivery.recipient, is });
    await stage.clearFaults();

    await givenBack(delivery, user);

    expect(await now(delivery)).toMatchObject({ error: 'RECIPIENT_REFUSED', supplierRef: null });
    expect(await told(delivery)).toEqual(['failed']);
    expect(await payment(delivery)).toBeUndefined();
  },
);

test('deliveries, when two processes work on them, then all arrive once', async () => {
  await stage.jobs().start();
  const deliveries = await sendMany(6);
  // The same work once more, as after a lost lock.
  for (const { id } of deliveries)
    await app.db.query(
      `INSERT INTO outbox (id, job, payload) SELECT gen_random_uuid(), job, jsonb_build_object('deliveryId', $1::text)
       FROM unnest(ARRAY['delivery.send', 'delivery.look-up', 'delivery.payment', 'delivery.send']) AS job`,
      [id],
    );

  await allOnce(deliveries);
});

test('a report, when it is first heard of a month later, then it is taken and changes nothing', async () => {
  await supplier('/webhooks/settings', { lose: 1 });
  const { delivery, user } = await sendOne();
  await allOnce([delivery]);
  const before = await now(delivery);
  const [lost] = await webhooksOf(delivery);
  expect(lost?.state).toBe('lost');

  await later(31 * 24 * HOUR_MS);
  await supplier(`/webhooks/${lost?.id}/replay`, {});
  await eventually(async () =>
    app.db.one('SELECT 1 FROM supplier_events WHERE ref = $1 AND applied_at IS NOT NULL', [
      before.supplierRef,
    ]),
  );

  const { status, endJournalId, contradictedAt } = await now(delivery);
  expect({ status, endJournalId, contradictedAt }).toEqual({
    status: 'confirmed',
    endJournalId: before.endJournalId,
    contradictedAt: null,
  });
  expect(await starsOf(user)).toEqual({ stars: 10n, delivery: 0n });
  expect(await told(delivery)).toEqual(['confirmed']);
  expect(await stage.invariants()).toEqual(WHOLE);
});
