import { expect, test } from 'vitest';
import {
  claimDelivery,
  markSent,
  refuseDelivery,
  sendDelivery,
  sweepSuppliers,
  type Delivery,
} from '../../src/delivery/index.ts';
import type { CreateOutcome } from '../../src/suppliers/index.ts';
import { eventually } from '../kit/eventually.ts';
import { hire } from '../kit/hire.ts';
import { codeOf } from '../kit/refusals.ts';
import { createDeliveryStage, WHOLE } from './scene.ts';

/** A supplier that is paid on the chain. A delivery for which nothing was paid can be taken away from it. */
const stage = await createDeliveryStage({
  DELIVERY_SUPPLIER: 'mystars',
  CIRCUIT_BREAKER_FAILURE_THRESHOLD: '1000',
});
const { app, owner, send, now, starsOf, supplier } = stage;
await supplier('/settings', { stepMs: 50, limits: { general: 100_000, orders: 100_000, probes: 100_000 } });
await stage.jobs().start();
const [support, finance] = [await hire(app, 'support'), await hire(app, 'finance')];

const real = app.suppliers.mystars;
/** What each call to order does; without an entry it is answered "later". */
const calls = new Map<string, () => Promise<CreateOutcome>>();
const later: CreateOutcome = { is: 'later', why: 'down', afterMs: 600_000 };
Object.assign(app.suppliers, {
  mystars: { ...real, create: ({ key }: { key: string }) => calls.get(key)?.() ?? Promise.resolve(later) },
});

/** A delivery that was called for and that the supplier put off. */
async function putOff(recipient: string) {
  const user = await owner();
  const delivery = await send(user, recipient);
  await eventually(async () => (await now(delivery)).error === 'SUPPLIER_UNAVAILABLE');
  return { user, delivery };
}

/** The next call for it reaches the supplier, and its answer waits for `letGo`. */
async function callThatIsUnderWay(delivery: Delivery) {
  const { supplierKey, body } = await now(delivery);
  const order = { key: supplierKey ?? '', body: body ?? '' };
  const [reached, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  calls.set(order.key, async () => {
    const outcome = (await real?.create(order)) ?? later;
    reached.resolve();
    await gate.promise;
    return outcome;
  });
  const sending = sendDelivery(app, delivery.id).catch(() => undefined);
  await reached.promise;
  return {
    letGo: async () => {
      gate.resolve();
      await sending;
    },
  };
}

const ordersFor = async (name: string): Promise<string[]> => {
  const orders = await supplier<{ recipient_username: string; status: string }[]>('/orders');
  return orders.filter((order) => order.recipient_username === name).map(({ status }) => status);
};
const payments = async ({ id }: Delivery): Promise<number> =>
  (await app.db.query('SELECT FROM ton_payments WHERE subject_id = $1', [id])).rowCount ?? 0;

test('a delivery that the supplier put off, when an agent takes it, then it is sent by hand and the supplier is not asked again', async () => {
  const { user, delivery } = await putOff('taken_1');

  await claimDelivery(app, { deliveryId: delivery.id, staffId: support });
  await sendDelivery(app, delivery.id);
  await markSent(app, { deliveryId: delivery.id, staffId: support, proof: 'tx-1' });

  expect(await now(delivery)).toMatchObject({ status: 'confirmed', supplier: 'manual', attempt: 2 });
  expect(await ordersFor('taken_1')).toEqual([]);
  expect(await starsOf(user)).toEqual({ stars: 10n, delivery: 0n });
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('a delivery that the supplier put off, when finance gives the stars back, then they are on the balance and nothing is ordered', async () => {
  const { user, delivery } = await putOff('taken_2');

  await refuseDelivery(app, { deliveryId: delivery.id, staffId: finance, remark: 'the buyer asked' });
  await sendDelivery(app, delivery.id);

  expect(await now(delivery)).toMatchObject({ status: 'failed', error: 'REFUSED_BY_STAFF' });
  expect(await ordersFor('taken_2')).toEqual([]);
  expect(await starsOf(user)).toEqual({ stars: 110n, delivery: 0n });
});

test('an order that is under way, when an agent takes the delivery, then the order is taken back unpaid and the stars go once', async () => {
  const { user, delivery } = await putOff('taken_3');
  const call = await callThatIsUnderWay(delivery);

  await claimDelivery(app, { deliveryId: delivery.id, staffId: support });
  await call.letGo();
  await markSent(app, { deliveryId: delivery.id, staffId: support, proof: 'tx-3' });

  expect(await now(delivery)).toMatchObject({ status: 'confirmed', supplier: 'manual', supplierRef: null });
  expect([await ordersFor('taken_3'), await payments(delivery)]).toEqual([['cancelled'], 0]);
  expect(await starsOf(user)).toEqual({ stars: 10n, delivery: 0n });
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('an order that is under way, when finance gives the stars back, then it is taken back unpaid, and is no difference later', async () => {
  const { user, delivery } = await putOff('taken_4');
  const call = await callThatIsUnderWay(delivery);

  await refuseDelivery(app, { deliveryId: delivery.id, staffId: finance, remark: 'the buyer asked' });
  await call.letGo();

  const end = await now(delivery);
  expect(end).toMatchObject({ status: 'failed', error: 'REFUSED_BY_STAFF' });
  expect([await ordersFor('taken_4'), await payments(delivery)]).toEqual([['cancelled'], 0]);
  expect(await starsOf(user)).toEqual({ stars: 110n, delivery: 0n });
  app.clock.advance(11 * 60_000);
  await sweepSuppliers(app);
  expect(
    (await app.db.query('SELECT FROM breaks WHERE subject = $1', [`mystars:${end.supplierRef}`])).rowCount,
  ).toBe(0);
});

test('a put off delivery, when a worker and an agent are at it in the same moment, then one of them has it', async () => {
  for (let n = 0; n < 6; n++) {
    const { delivery } = await putOff(`taken_race_${n}`);
    const call = await callThatIsUnderWay(delivery);

    const [, claimed] = await Promise.all([
      call.letGo(),
      codeOf(claimDelivery(app, { deliveryId: delivery.id, staffId: support })),
    ]);

    const end = await now(delivery);
    if (claimed === 'accepted') {
      expect([end.supplier, await payments(delivery)]).toEqual(['manual', 0]);
      expect(await ordersFor(`taken_race_${n}`)).toEqual(['cancelled']);
    } else expect([claimed, end.supplier]).toEqual(['DELIVERY_STATE', 'mystars']);
  }
});
