import { beforeAll, expect, test } from 'vitest';
import { lookUpDelivery, sendDelivery, type Delivery } from '../../src/delivery/index.ts';
import { setFrozen } from '../../src/ledger/index.ts';
import { createMyStars } from '../../src/suppliers/index.ts';
import type { User } from '../../src/users/index.ts';
import { stallRows } from '../kit/stall.ts';
import { createDeliveryStage, WHOLE } from './scene.ts';

const stage = await createDeliveryStage({ DELIVERY_SUPPLIER: 'mystars' });
const { app, owner, send, now, supplier, starsOf } = stage;
const MANY = 100_000;
const TOGETHER = 6;
Object.assign(app.suppliers, { mystars: createMyStars(app, app.breakers.mystars, { perMinute: MANY }) });
await supplier('/settings', { limits: { general: MANY, orders: MANY, probes: MANY } });

/** The jobs end before the stories begin, so that every step is one of the test. */
const people: User[] = [];
beforeAll(async () => {
  const jobs = stage.jobs();
  await jobs.start();
  people.push(...(await Promise.all(Array.from({ length: 5 * TOGETHER }, () => owner()))));
  await jobs.close();
});

interface Sent {
  readonly delivery: Delivery;
  readonly user: User;
}
let names = 0;
const reserved = (): Promise<Sent[]> =>
  Promise.all(
    people
      .splice(0, TOGETHER)
      .map(async (user) => ({ user, delivery: await send(user, `together_${++names}`) })),
  );
/** Deliveries whose stars have arrived. We have not asked yet. */
const arrived = async (): Promise<Sent[]> => {
  const all = await reserved();
  await Promise.all(all.map(({ delivery }) => sendDelivery(app, delivery.id)));
  for (const { delivery } of all)
    await supplier(`/orders/${(await now(delivery)).supplierRef}/status`, { status: 'delivered' });
  return all;
};
const lookUpAll = (all: readonly Sent[]) =>
  Promise.allSettled(all.map(({ delivery }) => lookUpDelivery(app, delivery.id)));
/** How many transactions wrote the rows of these deliveries last. */
const writers = async (all: readonly Sent[]): Promise<number> => {
  const row = await app.db.one<{ n: number }>(
    'SELECT count(DISTINCT xmin::text)::integer AS n FROM deliveries WHERE id = ANY ($1::uuid[])',
    [all.map(({ delivery }) => delivery.id)],
  );
  return row?.n ?? 0;
};
const statesOf = async (all: readonly Sent[]): Promise<string[]> =>
  (await Promise.all(all.map(({ delivery }) => now(delivery)))).map(({ status }) => status);
const every = (status: string): string[] => Array.from({ length: TOGETHER }, () => status);

test('deliveries of one moment, when they are sent and confirmed, then few transactions write all, and each is posted once', async () => {
  const all = await reserved();

  await Promise.all(all.map(({ delivery }) => sendDelivery(app, delivery.id)));
  expect(await statesOf(all)).toEqual(every('submitted'));
  expect(await writers(all)).toBeLessThan(TOGETHER);
  const { rows: wanted } = await app.db.query(
    'SELECT 1 FROM ton_payments WHERE subject_id = ANY ($1::uuid[])',
    [all.map(({ delivery }) => delivery.id)],
  );
  expect(wanted).toHaveLength(TOGETHER);

  for (const { delivery } of all)
    await supplier(`/orders/${(await now(delivery)).supplierRef}/status`, { status: 'delivered' });
  await lookUpAll(all);

  expect(await statesOf(all)).toEqual(every('confirmed'));
  expect(await writers(all)).toBeLessThan(TOGETHER);
  for (const { user } of all) expect(await starsOf(user)).toEqual({ stars: 10n, delivery: 0n });
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('a batch, when somebody else has locked one of its deliveries, then the others end and it follows', async () => {
  const all = await arrived();
  const [busy, ...others] = all;
  const stall = await stallRows(app.testDb.owner, 'SELECT 1 FROM deliveries WHERE id = $1 FOR UPDATE', [
    busy?.delivery.id,
  ]);

  const looks = lookUpAll(all);
  await stall.reached();
  await Promise.all(others.map(({ delivery }) => stage.until(delivery, 'confirmed')));
  await stall.letGo();
  await looks;

  expect(await statesOf(all)).toEqual(every('confirmed'));
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('a batch, when the ledger refuses one of its deliveries, then the others end and only that one fails', async () => {
  const all = await arrived();
  const [refused, ...others] = all;
  if (!refused) throw new Error('nobody is left');
  const account = { user: refused.user.id, account: 'delivery', asset: 'STAR' } as const;
  const freeze = (frozen: boolean) =>
    setFrozen(app.testDb.owner, account, { frozen, reason: 'test', actor: 'staff:1' });
  await freeze(true);

  const looks = await lookUpAll(all);

  expect(looks[0]).toMatchObject({ status: 'rejected', reason: { code: 'ACCOUNT_FROZEN' } });
  expect(await statesOf(others)).toEqual(every('confirmed').slice(1));
  expect((await now(refused.delivery)).status).toBe('submitted');

  await freeze(false);
  await lookUpDelivery(app, refused.delivery.id);
  expect(await statesOf(all)).toEqual(every('confirmed'));
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('one delivery, when it is sent and asked about ten times at once, then it is ordered, posted and told once', async () => {
  const [{ delivery, user } = { delivery: undefined, user: undefined }] = await reserved();
  if (!delivery || !user) throw new Error('nobody is left');
  const tenTimes = (work: () => Promise<unknown>) =>
    Promise.allSettled(Array.from({ length: 10 }, () => work()));

  await tenTimes(() => sendDelivery(app, delivery.id));
  const { supplierRef } = await now(delivery);
  await supplier(`/orders/${supplierRef}/status`, { status: 'delivered' });
  await tenTimes(() => lookUpDelivery(app, delivery.id));

  expect((await now(delivery)).status).toBe('confirmed');
  const orders = await supplier<{ recipient_username: string }[]>('/orders');
  expect(orders.filter((order) => order.recipient_username === delivery.recipient)).toHaveLength(1);
  const { rows } = await app.db.query('SELECT 1 FROM notifications WHERE subject_id = $1', [delivery.id]);
  expect(rows).toHaveLength(1);
  expect(await starsOf(user)).toEqual({ stars: 10n, delivery: 0n });
  expect(await stage.invariants()).toEqual(WHOLE);
});
