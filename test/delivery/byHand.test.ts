import { expect, test, vi } from 'vitest';
import type { App } from '../../src/app.ts';
import { resolveDeliveryCommand } from '../../src/cli/delivery.ts';
import {
  claimDelivery,
  claimNext,
  confirmSent,
  doubtDelivery,
  findDelivery,
  giveBackDelivery,
  markSent,
  refuseDelivery,
  requestDelivery,
  requestForOrder,
  resolveDelivery,
  type Delivery,
} from '../../src/delivery/index.ts';
import { checkLedger, userBalances } from '../../src/ledger/index.ts';
import { createPurchase } from '../../src/shop/index.ts';
import { openInvoice } from '../../src/payments/index.ts';
import { ensureUser, type User } from '../../src/users/index.ts';
import { eventually } from '../kit/eventually.ts';
import { hire } from '../kit/hire.ts';
import { buy, openShop, pay, stateOf } from '../kit/shop.ts';
import { newTelegramId } from '../kit/users.ts';

const shop = await openShop({ DELIVERY: 'manual', DELIVERY_MANUAL_SECOND_ABOVE: '200' });
const { app } = shop;
await shop.jobs().start();
const [support, other, finance, auditor] = [
  await hire(app, 'support'),
  await hire(app, 'support'),
  await hire(app, 'finance'),
  await hire(app, 'auditor'),
];

/** Somebody with so many bought stars and the bonus that came with them. */
async function owner(stars = 100): Promise<User> {
  const buying = await buy(app, stars);
  await pay(shop, buying);
  await eventually(async () => (await stateOf(app, buying)).order === 'paid');
  return buying.user;
}

let keys = 0;
const wish = (user: User, stars: number) => ({
  userId: user.id,
  // One account for all of them would look like fraud.
  recipient: `friend_${++keys}`,
  isSelf: false,
  stars,
  requestKey: `test-delivery-${keys}`,
});

const starsOf = async (user: User) => {
  const { stars, delivery } = await userBalances(app.db, user.id);
  return { stars, delivery };
};
const now = async ({ id }: Delivery) => findDelivery(app, id);

test('stars of the balance, when a person of the shop sends them, then they leave the balance once and have arrived', async () => {
  const user = await owner();
  const request = wish(user, 60);

  const asked = await requestDelivery(app, request);
  expect(await starsOf(user)).toEqual({ stars: 50n, delivery: 60n });
  await claimDelivery(app, { deliveryId: asked.id, staffId: support });
  await markSent(app, { deliveryId: asked.id, staffId: support, proof: 'tx-1' });

  expect(await now(asked)).toMatchObject({ status: 'confirmed', proof: 'tx-1', sentBy: support });
  expect(await starsOf(user)).toEqual({ stars: 50n, delivery: 0n });
  expect((await requestDelivery(app, request)).id).toBe(asked.id);
  expect(await starsOf(user)).toEqual({ stars: 50n, delivery: 0n });
  expect(await checkLedger(app)).toEqual([]);
});

test('a request, when the balance has fewer stars or the number is too small, then nothing is written', async () => {
  const user = await owner();

  await expect(requestDelivery(app, wish(user, 111))).rejects.toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
  await expect(requestDelivery(app, wish(user, 49))).rejects.toMatchObject({ code: 'AMOUNT_OUT_OF_RANGE' });

  expect(await starsOf(user)).toEqual({ stars: 110n, delivery: 0n });
  expect(await app.db.one('SELECT 1 FROM deliveries WHERE user_id = $1', [user.id])).toBeUndefined();
});

test('a delivery, when two people press at once, then one has it and the other is told', async () => {
  const asked = await requestDelivery(app, wish(await owner(), 60));

  const results = await Promise.allSettled(
    [support, other].map((staffId) => claimDelivery(app, { deliveryId: asked.id, staffId })),
  );

  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'DELIVERY_CLAIMED' },
  });
});

test('a claimed delivery, when it is given back, then somebody else sends it', async () => {
  const asked = await requestDelivery(app, wish(await owner(), 60));
  await claimDelivery(app, { deliveryId: asked.id, staffId: support });

  await giveBackDelivery(app, { deliveryId: asked.id, staffId: support, reason: 'no stars here' });
  await claimDelivery(app, { deliveryId: asked.id, staffId: other });
  await expect(
    markSent(app, { deliveryId: asked.id, staffId: support, proof: 'mine' }),
  ).rejects.toMatchObject({ code: 'DELIVERY_CLAIMED' });
  await markSent(app, { deliveryId: asked.id, staffId: other, proof: 'tx-2' });

  expect(await now(asked)).toMatchObject({ status: 'confirmed', sentBy: other, proof: 'tx-2' });
});

test('a large delivery, when it was sent, then another person confirms it', async () => {
  const asked = await requestDelivery(app, wish(await owner(250), 260));
  await claimDelivery(app, { deliveryId: asked.id, staffId: finance });
  await markSent(app, { deliveryId: asked.id, staffId: finance, proof: 'tx-3' });

  expect(await now(asked)).toMatchObject({ status: 'submitted', needsSecond: true });
  await expect(confirmSent(app, { deliveryId: asked.id, staffId: finance })).rejects.toMatchObject({
    code: 'SECOND_PERSON',
  });
  await expect(confirmSent(app, { deliveryId: asked.id, staffId: support })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  await confirmSent(app, { deliveryId: asked.id, staffId: await hire(app, 'finance') });

  expect(await now(asked)).toMatchObject({ status: 'confirmed' });
});

test('a delivery that nobody sent yet, when finance refuses it, then the stars are back on the balance', async () => {
  const user = await owner();
  const asked = await requestDelivery(app, wish(user, 60));

  await expect(
    refuseDelivery(app, { deliveryId: asked.id, staffId: auditor, remark: 'no' }),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await refuseDelivery(app, { deliveryId: asked.id, staffId: finance, remark: 'not to this account' });

  expect(await now(asked)).toMatchObject({ status: 'failed', error: 'REFUSED_BY_STAFF' });
  expect(await starsOf(user)).toEqual({ stars: 110n, delivery: 0n });
  const told = await app.db.one(
    `SELECT data FROM notifications WHERE subject_id = $1 AND kind = 'delivery_step'`,
    [asked.id],
  );
  expect(told).toEqual({ data: { step: 'failed', stars: '60' } });
});

test('a gift, when its order is paid, then the delivery begins by itself, with the bonus', async () => {
  const user = await ensureUser(app, { telegramId: newTelegramId(), firstName: 'Ann', languageCode: 'en' });
  const order = await createPurchase(app, { userId: user.id, stars: 100, requestKey: `gift-${user.id}` });
  const invoice = await openInvoice(app, { orderId: order.id });
  const first = await requestForOrder(app, { ...wish(user, 110), orderId: order.id });
  const second = await requestForOrder(app, { ...wish(user, 110), recipient: 'carol', orderId: order.id });

  await pay(shop, { user, order, invoice });
  await eventually(async () => (await now(second))?.status === 'reserved');

  expect(await now(first)).toMatchObject({ status: 'failed', error: 'REPLACED' });
  expect(await starsOf(user)).toEqual({ stars: 0n, delivery: 110n });
});

test('the queue, when two people take the next at once, then each has one of their own, and the same again until it is done', async () => {
  const buyer = await owner(250);
  await requestDelivery(app, wish(buyer, 60));
  await requestDelivery(app, wish(buyer, 61));
  const [one, two] = [await hire(app, 'support'), await hire(app, 'support')];

  const taken = await Promise.all([one, two].map((staffId) => claimNext(app, { staffId })));

  expect(new Set(taken.map((delivery) => delivery?.id)).size).toBe(2);
  expect(taken.map((delivery) => delivery?.claimedBy)).toEqual([one, two]);
  expect((await claimNext(app, { staffId: one }))?.id).toBe(taken[0]?.id);
  await expect(claimNext(app, { staffId: auditor })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('a large delivery whose sender is gone, when finance doubts it, then another person than the sender ends it with evidence', async () => {
  const buyer = await owner(250);
  const asked = await requestDelivery(app, { ...wish(buyer, 260), recipient: 'dave_friend' });
  await claimDelivery(app, { deliveryId: asked.id, staffId: finance });
  const second = await hire(app, 'finance');
  const remark = 'the sender left';

  await doubtDelivery(app, { deliveryId: asked.id, staffId: second, remark });
  expect(await now(asked)).toMatchObject({ status: 'uncertain', needsPerson: true, error: 'SENT_IN_DOUBT' });
  const arrived = {
    deliveryId: asked.id,
    as: 'confirmed',
    remark: 'seen in the account',
    proof: 'tx-9',
  } as const;
  await expect(resolveDelivery(app, { ...arrived, staffId: finance })).rejects.toMatchObject({
    code: 'SECOND_PERSON',
  });
  await resolveDelivery(app, { ...arrived, staffId: second });

  expect(await now(asked)).toMatchObject({
    status: 'confirmed',
    sentBy: finance,
    confirmedBy: second,
    proof: 'tx-9',
  });
  expect(await starsOf(buyer)).toEqual({ stars: 15n, delivery: 0n });
  expect(await checkLedger(app)).toEqual([]);
});

test('delivery resolve, when its audit row cannot be written, then nothing changes, and the next call returns the stars once', async () => {
  const buyer = await owner();
  const asked = await requestDelivery(app, wish(buyer, 60));
  await claimDelivery(app, { deliveryId: asked.id, staffId: support });
  await doubtDelivery(app, { deliveryId: asked.id, staffId: finance, remark: 'nobody knows' });
  const { owner: sql } = app.testDb;
  const row = await sql.one<{ email: string }>('SELECT email FROM staff WHERE id = $1', [finance]);
  const args = [asked.id, '--as', 'returned', '--remark', 'not in the account', '--staff'];
  const call = () => resolveDeliveryCommand(app as unknown as App, [...args, row?.email ?? '']);
  vi.spyOn(console, 'log').mockImplementation(() => {});
  await sql.query(
    `ALTER TABLE audit_log ADD CONSTRAINT no_resolve CHECK (action <> 'delivery.resolve') NOT VALID`,
  );

  await expect(call()).rejects.toThrow('no_resolve');
  expect(await now(asked)).toMatchObject({ status: 'uncertain', endJournalId: null });
  expect(await starsOf(buyer)).toEqual({ stars: 50n, delivery: 60n });

  await sql.query('ALTER TABLE audit_log DROP CONSTRAINT no_resolve');
  expect(await call()).toBe(0);
  expect(await now(asked)).toMatchObject({ status: 'failed' });
  expect(await starsOf(buyer)).toEqual({ stars: 110n, delivery: 0n });
  const { rows } = await sql.query(
    `SELECT staff_role AS role, after ->> 'status' AS status FROM audit_log WHERE action = 'delivery.resolve' AND subject_id = $1`,
    [asked.id],
  );
  expect(rows).toEqual([{ role: 'finance', status: 'failed' }]);
});

test('a large delivery that was asked for while a supplier sent, when a person takes it, then it needs a second one all the same', async () => {
  const bySupplier = { ...app, config: { ...app.config, DELIVERY: 'supplier' as const } };
  const asked = await requestDelivery(bySupplier, {
    ...wish(await owner(250), 260),
    recipient: 'erin_friend',
  });

  const taken = await claimDelivery(app, { deliveryId: asked.id, staffId: support });
  const sent = await markSent(app, { deliveryId: asked.id, staffId: support, proof: 'tx-10' });

  expect([taken.needsSecond, sent.status]).toEqual([true, 'submitted']);
});

test('a gift, when it names the order of somebody else or another number of stars, then no recipient is written', async () => {
  const user = await ensureUser(app, {
    telegramId: newTelegramId(),
    firstName: 'Ann',
    languageCode: 'en',
  });
  const order = await createPurchase(app, { userId: user.id, stars: 100, requestKey: `gift-${user.id}` });
  const stranger = await owner();

  for (const request of [wish(stranger, 110), wish(user, 100)])
    await expect(requestForOrder(app, { ...request, orderId: order.id })).rejects.toMatchObject({
      code: 'ORDER_UNKNOWN',
    });

  expect(await app.db.one('SELECT 1 FROM deliveries WHERE order_id = $1', [order.id])).toBeUndefined();
});
