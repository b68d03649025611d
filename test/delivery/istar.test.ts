import { expect, test } from 'vitest';
import {
  adoptOrder,
  lookUpDelivery,
  resolveDelivery,
  sendDelivery,
  watchDeliveries,
} from '../../src/delivery/index.ts';
import { readTreasury } from '../../src/treasury/index.ts';
import { eventually } from '../kit/eventually.ts';
import { hire } from '../kit/hire.ts';
import { createDeliveryStage, WHOLE } from './scene.ts';

const stage = await createDeliveryStage({
  DELIVERY_SUPPLIER: 'istar',
  CIRCUIT_BREAKER_FAILURE_THRESHOLD: '1000',
});
const { app, owner, send, now, until, starsOf, supplier } = stage;
// Orders are carried out by hand where a test wants to see what lies in between.
stage.sandbox.istar.world.settings.completeAfterMs = null;
await stage.jobs().start();
const finance = await hire(app, 'finance');

interface Order {
  id: string;
  status: string;
  username: string;
}
const ordersFor = async (name: string): Promise<Order[]> =>
  (await supplier<Order[]>('/orders')).filter(({ username }) => username === name);
const told = async (id: string): Promise<string[]> => {
  const { rows } = await app.db.query<{ step: string }>(
    `SELECT data ->> 'step' AS step FROM notifications WHERE subject_id = $1 ORDER BY seq`,
    [id],
  );
  return rows.map(({ step }) => step);
};

test('stars, when the supplier carries the order out, then they arrive once, with their cost in the ledger', async () => {
  const user = await owner();
  const delivery = await send(user, 'anna_1');
  const submitted = await until(delivery, 'submitted');
  expect(await starsOf(user)).toEqual({ stars: 10n, delivery: 100n });

  await supplier(`/orders/${submitted.supplierRef}/status`, { status: 'completed' });
  const end = await until(delivery, 'confirmed');

  expect(await starsOf(user)).toEqual({ stars: 10n, delivery: 0n });
  expect(end.cost).toBe(468_750_000n);
  expect(await told(delivery.id)).toEqual(['confirmed']);
  const { rows } = await app.db.query(
    `SELECT t.debit, t.credit, t.asset, t.amount FROM (
       SELECT d.kind AS debit, c.kind AS credit, d.asset, t.amount, t.line FROM ledger.transfers t
       JOIN ledger.accounts d ON d.id = t.debit JOIN ledger.accounts c ON c.id = t.credit WHERE t.journal_id = $1) t ORDER BY line`,
    [end.endJournalId],
  );
  expect(rows).toEqual([
    { debit: 'delivery', credit: 'delivered', asset: 'STAR', amount: 100n },
    { debit: 'delivery_cost', credit: 'supplier_due', asset: 'TON', amount: 468_750_000n },
  ]);
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('an order, when the supplier fails it, then the stars and the price are back and the user is told', async () => {
  const user = await owner();
  const delivery = await send(user, 'anna_2');
  const { supplierRef } = await until(delivery, 'submitted');

  await supplier(`/orders/${supplierRef}/status`, { status: 'failed', error: 'no' });
  await until(delivery, 'failed');

  expect(await starsOf(user)).toEqual({ stars: 110n, delivery: 0n });
  expect(await told(delivery.id)).toEqual(['failed']);
  expect(await stage.invariants()).toEqual(WHOLE);
});

test.each([
  ['the answer is lost', 'resetAfter'],
  ['the supplier breaks down', 'unavailableAfter'],
  ['a page comes in place of an answer', 'htmlAfter'],
])('an order, when %s, then it is uncertain, and nothing orders again', async (_, kind) => {
  const user = await owner();
  const name = `lost_${kind}`.toLowerCase();
  await supplier('/faults', { kind, target: 'orders/star' });
  const delivery = await send(user, name);
  await until(delivery, 'uncertain');

  await sendDelivery(app, delivery.id);
  app.clock.advance(3_600_000);
  await watchDeliveries(app);
  await sendDelivery(app, delivery.id);

  expect(await ordersFor(name)).toHaveLength(1);
  expect(await now(delivery)).toMatchObject({ status: 'uncertain', needsPerson: true, attempt: 1 });
  expect(await starsOf(user)).toEqual({ stars: 10n, delivery: 100n });
  expect(await told(delivery.id)).toEqual(['uncertain']);
  await resolveDelivery(app, {
    deliveryId: delivery.id,
    staffId: finance,
    as: 'confirmed',
    remark: 'seen in the dashboard',
    proof: 'tx',
  });
  expect(await now(delivery)).toMatchObject({ status: 'confirmed', proof: 'tx' });
});

test('an uncertain order, when finance names it, then the word of the supplier about it decides', async () => {
  await supplier('/faults', { kind: 'resetAfter', target: 'orders/star' });
  const delivery = await send(await owner(), 'adopted_1');
  await until(delivery, 'uncertain');
  const [order] = await ordersFor('adopted_1');
  await supplier(`/orders/${order?.id}/status`, { status: 'completed' });

  await adoptOrder(app, {
    deliveryId: delivery.id,
    staffId: finance,
    ref: order?.id ?? '',
    remark: 'the only order to this name',
  });

  expect(await now(delivery)).toMatchObject({ status: 'confirmed' });
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('a recipient, when the supplier does not know the name, then nothing is ordered and the stars are back', async () => {
  const user = await owner();
  const delivery = await send(user, 'nobody_here');

  expect(await until(delivery, 'failed')).toMatchObject({ error: 'RECIPIENT_REFUSED', attempt: 0 });
  expect(await starsOf(user)).toEqual({ stars: 110n, delivery: 0n });
  expect(await ordersFor('nobody_here')).toEqual([]);
});

test('an order, when the balance at the supplier is empty, then it waits, and goes out once there is money', async () => {
  const user = await owner();
  const balances = await supplier<{ TON: string }>('/balance');
  await supplier('/balance', { TON: '0' });
  const delivery = await send(user, 'waiting_1');
  await eventually(async () => (await now(delivery)).error === 'SUPPLIER_FUNDS');
  expect(await now(delivery)).toMatchObject({ status: 'reserved' });

  await supplier('/balance', { TON: balances.TON });
  await sendDelivery(app, delivery.id);
  // A look of the schedule may have met the empty balance; the next test buys again.
  await readTreasury(app);

  expect(await now(delivery)).toMatchObject({ status: 'submitted' });
  expect(await ordersFor('waiting_1')).toHaveLength(1);
});

test('one delivery, when two workers send it at once, then one order is made', async () => {
  await supplier('/faults', { kind: 'unauthorized', target: 'orders/star' });
  const delivery = await send(await owner(), 'twice_1');
  await eventually(async () => (await now(delivery)).error === 'SUPPLIER_KEY_REFUSED');

  await Promise.allSettled([1, 2, 3].map(() => sendDelivery(app, delivery.id)));

  expect(await now(delivery)).toMatchObject({ status: 'submitted' });
  expect(await ordersFor('twice_1')).toHaveLength(1);
});

test('an order, when its worker dies before the answer is written, then it becomes uncertain and not a second order', async () => {
  await supplier('/faults', { kind: 'unauthorized', target: 'orders/star' });
  const delivery = await send(await owner(), 'killed_1');
  await eventually(async () => (await now(delivery)).error === 'SUPPLIER_KEY_REFUSED');
  const istar = app.suppliers.istar;
  if (!istar) throw new Error('iStar is in use');
  const dying = {
    ...app,
    suppliers: {
      istar: {
        ...istar,
        create: async (order: Parameters<typeof istar.create>[0]) => {
          await istar.create(order);
          throw new Error('killed');
        },
      },
    },
  };

  await expect(sendDelivery(dying, delivery.id)).rejects.toThrow('killed');
  await expect(sendDelivery(app, delivery.id)).rejects.toMatchObject({ code: 'SUPPLIER_UNAVAILABLE' });
  app.clock.advance(120_001);
  await sendDelivery(app, delivery.id);

  expect(await now(delivery)).toMatchObject({ status: 'uncertain', error: 'SUPPLIER_SILENT' });
  expect(await ordersFor('killed_1')).toHaveLength(1);
});

test('an end, when the supplier contradicts it later, then it stays and a person is asked', async () => {
  const user = await owner();
  const delivery = await send(user, 'contrary_1');
  const { supplierRef } = await until(delivery, 'submitted');
  await supplier(`/orders/${supplierRef}/status`, { status: 'completed' });
  await until(delivery, 'confirmed');

  await supplier(`/orders/${supplierRef}/status`, { status: 'failed' });
  await lookUpDelivery(app, delivery.id);

  const after = await now(delivery);
  expect(after).toMatchObject({ status: 'confirmed', needsPerson: true });
  expect(after.contradictedAt).not.toBeNull();
  expect(await starsOf(user)).toEqual({ stars: 10n, delivery: 0n });
});

test('a report, when it is forged, then it is refused and changes nothing', async () => {
  const delivery = await send(await owner(), 'forged_1');
  const { supplierRef } = await until(delivery, 'submitted');
  const body = JSON.stringify({
    event_type: 'order.completed',
    order: { id: supplierRef, status: 'completed' },
  });

  const answer = await fetch(`${stage.publicUrl}/webhooks/istar`, {
    method: 'POST',
    headers: { 'x-istar-signature': 'ab'.repeat(32) },
    body,
  });

  expect(answer.status).toBe(401);
  expect(await now(delivery)).toMatchObject({ status: 'submitted' });
});
