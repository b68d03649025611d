import { expect, test } from 'vitest';
import { sendDelivery, sweepSuppliers } from '../../src/delivery/index.ts';
import { eventually } from '../kit/eventually.ts';
import { createDeliveryStage, WHOLE } from './scene.ts';

const stage = await createDeliveryStage({
  DELIVERY_SUPPLIER: 'mystars',
  CIRCUIT_BREAKER_FAILURE_THRESHOLD: '1000',
});
const { app, owner, send, now, until, starsOf, supplier } = stage;
await supplier('/settings', { stepMs: 50, limits: { general: 100_000, orders: 100_000, probes: 100_000 } });
await stage.jobs().start();

interface Order {
  recipient_username: string;
}
const ordersFor = async (name: string): Promise<Order[]> =>
  (await supplier<Order[]>('/orders')).filter(({ recipient_username }) => recipient_username === name);
const house = async (kind: string): Promise<bigint> => {
  const row = await app.db.one<{ balance: bigint }>(
    `SELECT coalesce(sum(balance), 0)::bigint AS balance FROM ledger.house_balances WHERE kind = $1 AND asset = 'TON'`,
    [kind],
  );
  return row?.balance ?? 0n;
};

test('stars, when the order is paid from our wallet, then they arrive, and the ledger has the cost and the fee', async () => {
  const user = await owner();
  const delivery = await send(user, 'mina_1');

  const end = await until(delivery, 'confirmed');
  await eventually(async () => (await now(delivery)).paidAt !== null);

  expect(end.proof).not.toBeNull();
  expect(await starsOf(user)).toEqual({ stars: 10n, delivery: 0n });
  const payment = await app.db.one<{ state: string; amount: bigint; fee: bigint }>(
    'SELECT state, amount, fee FROM ton_payments WHERE subject_id = $1',
    [delivery.id],
  );
  expect(payment).toMatchObject({ state: 'seen', amount: end.cost });
  await eventually(async () => (await house('supplier_due')) === 0n);
  const cost = (end.cost ?? 0n) + (payment?.fee ?? 0n);
  expect([await house('delivery_cost'), await house('ton_wallet')]).toEqual([-cost, cost]);
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('an order, when its answer is lost again and again, then one order is made and one payment', async () => {
  const user = await owner();
  await supplier('/faults', { kind: 'resetAfter', target: 'orders/create', times: 3 });
  const delivery = await send(user, 'mina_2');
  for (let tries = 0; tries < 4; tries++) await sendDelivery(app, delivery.id).catch(() => undefined);

  await until(delivery, 'confirmed');

  expect(await ordersFor('mina_2')).toHaveLength(1);
  expect(await starsOf(user)).toEqual({ stars: 10n, delivery: 0n });
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('an order, when the supplier cannot deliver it, then the stars are back and the coins come back to our wallet', async () => {
  const user = await owner();
  const delivery = await send(user, 'undeliverable_1');

  const end = await until(delivery, 'failed');

  expect(end).toMatchObject({ error: 'SUPPLIER_FAILED' });
  expect(end.returnProof).not.toBeNull();
  expect(await starsOf(user)).toEqual({ stars: 110n, delivery: 0n });
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('a price, when it rises above the limit between quote and order, then nothing is paid and the delivery waits', async () => {
  const { tonPerStar } = await supplier<{ tonPerStar: string }>('/settings');
  await supplier('/settings', { tonPerStar: '1.5' });
  const delivery = await send(await owner(), 'dear_1');
  await eventually(async () => (await now(delivery)).error === 'DELIVERY_TOO_DEAR');
  await until(delivery, 'reserved');

  expect(await app.db.one('SELECT 1 FROM ton_payments WHERE subject_id = $1', [delivery.id])).toBeUndefined();
  await supplier('/settings', { tonPerStar });
  app.clock.advance(301_000);
  await sendDelivery(app, delivery.id);

  expect(await until(delivery, 'confirmed')).toMatchObject({ attempt: 2 });
  expect(await ordersFor('dear_1')).toHaveLength(2);
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('a recipient, when the supplier refuses the name, then nothing is paid and the stars are back', async () => {
  const user = await owner();
  const delivery = await send(user, 'nobody_here');

  expect(await until(delivery, 'failed')).toMatchObject({ error: 'RECIPIENT_REFUSED' });
  expect(await starsOf(user)).toEqual({ stars: 110n, delivery: 0n });
});

test('a supplier’s list, when it has an order that no delivery knows, then a break is open until it is gone', async () => {
  const mystars = app.suppliers.mystars;
  if (!mystars) throw new Error('MyStars is in use');
  const intent = { key: 'made-by-hand-0001', recipient: 'stranger_1', stars: 60 };
  const made = await mystars.create({ key: intent.key, body: mystars.bodyOf(intent) });
  expect(made.is).toBe('accepted');
  stage.sandbox.time.advance(601_000);
  app.clock.advance(601_000);

  await sweepSuppliers(app);

  const { rows } = await app.db.query(
    `SELECT class, status, source FROM breaks WHERE detail ->> 'theirName' = $1`,
    [made.is === 'accepted' ? made.view.ref : ''],
  );
  expect(rows).toEqual([{ class: 'supply_missing_with_us', status: 'open', source: 'supply' }]);
});
