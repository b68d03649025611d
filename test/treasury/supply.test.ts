import { expect, test } from 'vitest';
import { refuseDelivery, requestForOrder } from '../../src/delivery/index.ts';
import { readSigns } from '../../src/health/index.ts';
import { MINUTE_MS, newId } from '../../src/lib/index.ts';
import {
  buyFromBalance,
  createPurchase,
  createTopup,
  readSupply,
  requireSupply,
} from '../../src/shop/index.ts';
import { readTreasury } from '../../src/treasury/index.ts';
import { ensureUser } from '../../src/users/index.ts';
import { createDeliveryStage } from '../delivery/scene.ts';
import { buy, pay, stateOf } from '../kit/shop.ts';
import { newTelegramId } from '../kit/users.ts';
import { eventually } from '../kit/eventually.ts';
import { hire } from '../kit/hire.ts';

/** Reserve of 100 stars; iStar asks 0.0046875 TON for one: 0.46875 must be there. */
const stage = await createDeliveryStage({
  DELIVERY_SUPPLIER: 'istar',
  DELIVERY_RESERVE_STARS: '100',
  CIRCUIT_BREAKER_FAILURE_THRESHOLD: '1000',
});
const { app } = stage;
stage.sandbox.istar.world.settings.completeAfterMs = null;
await stage.jobs().start();

const COST = 4_687_500n;
const holds = (amount: string) => stage.supplier('/balance', { TON: amount });
const look = async () => {
  await readTreasury(app);
  return readSupply(app.db);
};
const lookLater = async () => {
  app.clock.advance(6 * MINUTE_MS);
  return look();
};
const buyer = () => ensureUser(app, { telegramId: newTelegramId(), firstName: 'Ann', languageCode: 'en' });
const supplySigns = async () => (await readSigns(app)).filter(({ name }) => name === 'supply');
const changes = async () => {
  const { rows } = await app.db.query<{ line: string }>(
    `SELECT stopped || ' ' || why AS line FROM supply_events ORDER BY id`,
  );
  return rows.map(({ line }) => line);
};
const out = { code: 'SWITCHED_OFF', data: { name: 'supply' } };

test('the float, when no order has told a price yet, then nothing is decided', async () => {
  await holds('0');
  expect(await look()).toMatchObject({ stopped: false, why: 'unknown', starCost: null, held: 0n });
  await holds('1000');
});

test('the float, when it runs low, then selling stops with a sign, and goes on by itself after it is filled', async () => {
  const delivery = await stage.send(await stage.owner(), 'anna_1');
  const { supplierRef } = await stage.until(delivery, 'submitted');
  await stage.supplier(`/orders/${supplierRef}/status`, { status: 'completed' });
  await stage.until(delivery, 'confirmed');
  expect(await lookLater()).toMatchObject({ stopped: false, why: 'covered', starCost: COST, waiting: 0n });
  const { id: userId } = await buyer();

  await holds('0.46');
  expect(await look()).toMatchObject({
    stopped: true,
    why: 'short',
    held: 460_000_000n,
    needed: 100n * COST,
  });

  await expect(createPurchase(app, { userId, stars: 100, requestKey: newId() })).rejects.toMatchObject(out);
  await expect(buyFromBalance(app, { userId, stars: 100, requestKey: newId() })).rejects.toMatchObject(out);
  await expect(requireSupply(app)).rejects.toMatchObject(out);
  await createTopup(app, { userId, amount: 10_000_000_000n, requestKey: newId() });
  expect(await supplySigns()).toMatchObject([{ severity: 'degraded' }]);

  await holds('0.5');
  expect(await look()).toMatchObject({ stopped: true, why: 'short' });
  await holds('0.52');
  expect(await look()).toMatchObject({ stopped: false, why: 'covered' });
  await createPurchase(app, { userId, stars: 100, requestKey: newId() });
  expect(await supplySigns()).toEqual([]);
  expect(await changes()).toEqual(['true short', 'false covered']);
});

test('a slow look, when another one was written since it began, then it looks again and its old figures change nothing', async () => {
  await holds('1000');
  expect(await look()).toMatchObject({ stopped: false });
  const { istar } = app.suppliers;
  if (!istar) throw new Error('the stage has no iStar');
  const asked = Promise.withResolvers<void>();
  const goesOn = Promise.withResolvers<void>();
  let times = 0;
  const float: typeof istar.float = async () => {
    times += 1;
    const answer = await istar.float();
    asked.resolve();
    await goesOn.promise;
    return answer;
  };
  const slow = readTreasury({ ...app, suppliers: { ...app.suppliers, istar: { ...istar, float } } });
  await asked.promise;

  await holds('0');
  expect(await look()).toMatchObject({ stopped: true, held: 0n });
  goesOn.resolve();
  await slow;

  expect(await readSupply(app.db)).toMatchObject({ stopped: true, held: 0n });
  expect(times).toBe(2);
  const kept = await app.db.one<{ amount: bigint }>(
    `SELECT amount FROM float_readings WHERE place = 'istar' AND asset = 'TON' ORDER BY at DESC, id DESC LIMIT 1`,
  );
  expect(kept?.amount).toBe(0n);
  await holds('1000');
  expect(await look()).toMatchObject({ stopped: false });
});

test('stars that are sold, when they are not paid at the supplier yet, then the float must cover them too', async () => {
  await holds('1000');
  const before = (await look()).waiting;

  const buying = await buy(app, 100);
  await requestForOrder(app, {
    userId: buying.user.id,
    orderId: buying.order.id,
    recipient: 'bob_friend',
    isSelf: false,
    stars: 110,
    requestKey: newId(),
  });
  expect((await look()).waiting - before).toBe(110n);
  await stage.supplier('/faults', { kind: 'unauthorized', target: 'orders/star', times: 1000 });
  await pay(stage, buying);
  await eventually(async () => (await stateOf(app, buying)).order === 'paid');
  expect((await look()).waiting - before).toBe(110n);

  // It would be paid in the middle of a later test.
  const delivery = await eventually(async () => {
    const row = await app.db.one<{ id: string }>(
      `SELECT id FROM deliveries WHERE recipient = 'bob_friend' AND supplier_status = 'not ordered'`,
    );
    return row?.id;
  });
  // The worker may be between the delivery and the end of the job that made it.
  await app.testDb.owner.query(
    `UPDATE outbox SET done_at = NULL WHERE job = 'delivery.order-paid' AND payload ->> 'orderId' = $1`,
    [buying.order.id],
  );
  expect((await look()).waiting - before).toBe(110n);
  const staffId = await hire(app, 'finance');
  await refuseDelivery(app, { deliveryId: delivery, staffId, remark: 'the test is over' });
  await fetch(`${stage.sandbox.url}/play/istar/faults`, { method: 'DELETE' });
});

test('the supplier, when it is away, then selling goes on for half an hour, stops, and goes on when it is back', async () => {
  await holds('1000');
  expect(await look()).toMatchObject({ stopped: false });
  await stage.supplier('/faults', { kind: 'unavailable', target: 'wallet/balance', times: 1000 });
  expect(await look()).toMatchObject({ stopped: false, why: 'blind', held: null });
  app.clock.advance(29 * MINUTE_MS);
  expect(await look()).toMatchObject({ stopped: false, why: 'blind' });
  app.clock.advance(MINUTE_MS + 1);
  expect(await look()).toMatchObject({ stopped: true, why: 'blind' });

  await fetch(`${stage.sandbox.url}/play/istar/faults`, { method: 'DELETE' });
  expect(await look()).toMatchObject({ stopped: false, why: 'covered', blindSince: null });
});

test('readings, when the figure stays the same, then one row is kept for an hour', async () => {
  const rows = async () =>
    (
      await app.db.query<{ amount: bigint; span: number }>(
        `SELECT amount, extract(epoch FROM seen_at - at)::integer AS span FROM float_readings
         WHERE place = 'istar' AND asset = 'TON' ORDER BY at, id`,
      )
    ).rows;
  await holds('777');
  await look();
  const first = (await rows()).length;
  app.clock.advance(10 * MINUTE_MS);
  await look();
  expect((await rows()).length).toBe(first);
  expect((await rows()).at(-1)?.span).toBeGreaterThanOrEqual(600);

  app.clock.advance(51 * MINUTE_MS);
  await look();
  await holds('778');
  await look();

  expect((await rows()).slice(first).map(({ amount }) => amount)).toEqual([
    777_000_000_000n,
    778_000_000_000n,
  ]);
  const heleket = await app.db.one<{ n: number }>(
    `SELECT count(*)::integer AS n FROM float_readings WHERE place = 'heleket'`,
  );
  expect(heleket?.n).toBeGreaterThan(0);
});

test('a stop, when stars are sent by hand again, then it has no force', async () => {
  await holds('0');
  expect(await look()).toMatchObject({ stopped: true });
  const manual = { ...app, config: { ...app.config, DELIVERY: 'manual' as const } };

  await requireSupply(manual);
  await createPurchase(manual, { userId: (await buyer()).id, stars: 100, requestKey: newId() });

  expect((await readSigns(manual)).filter(({ name }) => name === 'supply')).toEqual([]);
  await holds('1000');
  expect(await look()).toMatchObject({ stopped: false });
});
