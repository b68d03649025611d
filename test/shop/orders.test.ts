import { expect, test } from 'vitest';
import {
  createPurchase,
  createTopup,
  findOrder,
  listPendingOrders,
  moveOrder,
  ORDER_STATES,
  ORDER_STATUSES,
} from '../../src/shop/index.ts';
import { setSwitch } from '../../src/switches/index.ts';
import { setStatusByRule } from '../../src/users/index.ts';
import { createTestContext } from '../kit/testContext.ts';
import { codeOf, dataOf } from '../kit/refusals.ts';
import { newUser } from '../kit/users.ts';
import { TON } from '../kit/money.ts';

const context = await createTestContext();

test('createPurchase, when a package of that size is sold, then takes its price and bonus', async () => {
  const user = await newUser(context);
  const order = await createPurchase(context, { userId: user.id, stars: 500, requestKey: `p:${user.id}` });
  expect(order).toMatchObject({
    kind: 'purchase',
    status: 'created',
    stars: 500,
    bonusStars: 50,
    amount: 425n * TON,
    asset: 'TON',
    journalId: null,
    paidAt: null,
  });
});

test('createPurchase, when the number is no package, then takes the price of single stars without bonus', async () => {
  const user = await newUser(context);
  const order = await createPurchase(context, { userId: user.id, stars: 37, requestKey: `c:${user.id}` });
  expect(order).toMatchObject({ stars: 37, bonusStars: 0, amount: 37n * TON });
});

test('createPurchase, when the same request races with itself, then all get one order', async () => {
  const user = await newUser(context);
  const input = { userId: user.id, stars: 100, requestKey: `race:${user.id}` };
  const orders = await Promise.all(Array.from({ length: 12 }, () => createPurchase(context, input)));
  expect(new Set(orders.map(({ id }) => id)).size).toBe(1);
});

test('createPurchase, when different requests race for one key, then one wins and the others hear KEY_REUSED', async () => {
  const user = await newUser(context);
  const requestKey = `fight:${user.id}`;
  const codes = await Promise.all(
    [100, 250, 500, 1000].map((stars) =>
      codeOf(createPurchase(context, { userId: user.id, stars, requestKey })),
    ),
  );
  expect(codes.sort()).toEqual(['KEY_REUSED', 'KEY_REUSED', 'KEY_REUSED', 'accepted']);
});

test('createPurchase, when the user does not exist or the key is empty, then refuses', async () => {
  expect(await codeOf(createPurchase(context, { userId: 999_999n, stars: 100, requestKey: 'nobody' }))).toBe(
    'USER_UNKNOWN',
  );
  const user = await newUser(context);
  expect(await codeOf(createPurchase(context, { userId: user.id, stars: 100, requestKey: '' }))).toBe(
    'INPUT_INVALID',
  );
});

test('createTopup, when the amount lies at or beyond the limits, then takes the limits and refuses beyond', async () => {
  const user = await newUser(context);
  const topup = (amount: bigint) =>
    createTopup(context, { userId: user.id, amount, requestKey: `t:${user.id}:${amount}` });
  expect(await topup(10n * TON)).toMatchObject({
    kind: 'topup',
    stars: 0,
    amount: 10n * TON,
    status: 'created',
  });
  expect(await codeOf(topup(10_000n * TON))).toBe('accepted');
  expect(await dataOf(topup(10n * TON + 1n))).toEqual({ decimals: 8 });
  expect(await codeOf(topup(10n * TON + 10n))).toBe('accepted');
  expect(await dataOf(topup(10n * TON - 1n))).toEqual({ min: '10', max: '10000' });
  expect(await codeOf(topup(10_000n * TON + 1n))).toBe('AMOUNT_OUT_OF_RANGE');
  expect(await codeOf(topup(-1n))).toBe('AMOUNT_OUT_OF_RANGE');
});

test('createTopup, when its switch is off or the user is blocked, then refuses', async () => {
  const user = await newUser(context);
  const input = { userId: user.id, amount: 10n * TON, requestKey: `off:${user.id}` };
  await setSwitch(context, { name: 'topup', enabled: false, note: '', staffId: null });
  expect(await dataOf(createTopup(context, input))).toEqual({ name: 'topup' });
  await setSwitch(context, { name: 'topup', enabled: true, note: '', staffId: null });
  await setStatusByRule(context.db, { userId: user.id, status: 'blocked', reason: 'test' });
  expect(await codeOf(createTopup(context, input))).toBe('USER_BLOCKED');
});

test('findOrder, when asked by another user or with an id that is none, then finds nothing', async () => {
  const [owner, other] = [await newUser(context), await newUser(context)];
  const order = await createPurchase(context, { userId: owner.id, stars: 1, requestKey: `f:${owner.id}` });
  expect((await findOrder(context, order.id, owner.id))?.id).toBe(order.id);
  expect(await findOrder(context, order.id, other.id)).toBeUndefined();
  expect(await findOrder(context, "1' OR true", owner.id)).toBeUndefined();
});

test('moveOrder, when walked through every pair of states, then moves exactly where the table allows', async () => {
  const user = await newUser(context);
  const { id } = await createPurchase(context, { userId: user.id, stars: 3, requestKey: `m:${user.id}` });
  for (const from of ORDER_STATUSES)
    for (const to of ORDER_STATUSES) {
      await context.testDb.owner.query('UPDATE orders SET status = $2, paid_at = NULL WHERE id = $1', [
        id,
        from,
      ]);
      const moved = await moveOrder(context.db, { orderId: id, to });
      expect([from, to, moved?.status]).toEqual([
        from,
        to,
        ORDER_STATES[from].next.includes(to) ? to : undefined,
      ]);
      expect((await findOrder(context, id))?.paidAt instanceof Date).toBe(moved?.status === 'paid');
    }
});

test('listPendingOrders, when some orders wait for money, then gives only those', async () => {
  const user = await newUser(context);
  const [first, second] = [
    await createPurchase(context, { userId: user.id, stars: 1, requestKey: `w1:${user.id}` }),
    await createPurchase(context, { userId: user.id, stars: 2, requestKey: `w2:${user.id}` }),
  ];
  await moveOrder(context.db, { orderId: first.id, to: 'awaiting_payment' });
  await moveOrder(context.db, { orderId: second.id, to: 'expired' });
  expect((await listPendingOrders(context, user.id)).map(({ id }) => id)).toEqual([first.id]);
});
