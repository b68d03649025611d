import { expect, test } from 'vitest';
import { userBalances } from '../../src/ledger/index.ts';
import { buyFromBalance, findTransaction, starPrice } from '../../src/shop/index.ts';
import { setSwitch } from '../../src/switches/index.ts';
import { setStatusByRule } from '../../src/users/index.ts';
import { createTestContext } from '../kit/testContext.ts';
import { codeOf, dataOf } from '../kit/refusals.ts';
import { fund, newUser, newUserWith } from '../kit/users.ts';
import { TON } from '../kit/money.ts';

const context = await createTestContext();

test('buyFromBalance, when the wallet covers it, then takes the money, gives the stars and pays the order', async () => {
  const user = await newUserWith(context, 150n * TON);
  const { order, balances } = await buyFromBalance(context, {
    userId: user.id,
    stars: 100,
    requestKey: `k:${user.id}`,
    correlationId: 'c-1',
  });
  expect(order).toMatchObject({
    kind: 'balance_purchase',
    status: 'paid',
    stars: 100,
    bonusStars: 0,
    amount: 100n * TON,
  });
  expect(order.paidAt).toBeInstanceOf(Date);
  expect(balances).toEqual({ wallet: 50n * TON, stars: 100n, hold: 0n, delivery: 0n });
  const detail = await findTransaction(context, { userId: user.id, id: order.id });
  expect(detail?.movements.map(({ account, amount }) => [account, amount])).toEqual([
    ['wallet', -100n * TON],
    ['stars', 100n],
  ]);
  expect(detail?.movements[0]?.journalId).toBe(order.journalId);
});

test('buyFromBalance, when twenty taps come with one key, then makes one order and takes the money once', async () => {
  const user = await newUserWith(context, 1000n * TON);
  const input = { userId: user.id, stars: 7, requestKey: `taps:${user.id}` };
  const results = await Promise.all(Array.from({ length: 20 }, () => buyFromBalance(context, input)));
  expect(new Set(results.map(({ order }) => order.id)).size).toBe(1);
  expect(await userBalances(context.db, user.id)).toEqual({
    wallet: 993n * TON,
    stars: 7n,
    hold: 0n,
    delivery: 0n,
  });
});

test('buyFromBalance, when two purchases race for the money of one, then one is refused with what is needed', async () => {
  const user = await newUserWith(context, 10n * TON);
  const results = await Promise.allSettled(
    ['a', 'b'].map((name) =>
      buyFromBalance(context, { userId: user.id, stars: 10, requestKey: `${name}:${user.id}` }),
    ),
  );
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = results.find((result) => result.status === 'rejected');
  expect(refused?.reason).toMatchObject({ code: 'INSUFFICIENT_FUNDS', data: { need: '10', have: '0' } });
  expect(await userBalances(context.db, user.id)).toEqual({ wallet: 0n, stars: 10n, hold: 0n, delivery: 0n });
});

test('buyFromBalance, when it was refused for money, then its key still works after a top-up', async () => {
  const user = await newUserWith(context, 3n * TON);
  const input = { userId: user.id, stars: 5, requestKey: `later:${user.id}` };
  expect(await dataOf(buyFromBalance(context, input))).toEqual({ need: '5', have: '3' });
  await fund(context, user.id, 2n * TON);
  expect((await buyFromBalance(context, input)).balances).toEqual({
    wallet: 0n,
    stars: 5n,
    hold: 0n,
    delivery: 0n,
  });
});

test('buyFromBalance, when a key comes back with another number of stars, then refuses with KEY_REUSED', async () => {
  const user = await newUserWith(context, 10n * TON);
  const requestKey = `reused:${user.id}`;
  await buyFromBalance(context, { userId: user.id, stars: 1, requestKey });
  expect(await codeOf(buyFromBalance(context, { userId: user.id, stars: 2, requestKey }))).toBe('KEY_REUSED');
  const other = await newUserWith(context, 10n * TON);
  expect(await codeOf(buyFromBalance(context, { userId: other.id, stars: 1, requestKey }))).toBe(
    'KEY_REUSED',
  );
  expect((await userBalances(context.db, other.id)).wallet).toBe(10n * TON);
});

test.each([
  [0, 'AMOUNT_INVALID'],
  [-5, 'AMOUNT_INVALID'],
  [1.5, 'AMOUNT_INVALID'],
  [Number.NaN, 'AMOUNT_INVALID'],
  [1e30, 'AMOUNT_INVALID'],
  [10_001, 'AMOUNT_OUT_OF_RANGE'],
])('buyFromBalance, when asked for %d stars, then refuses with %s', async (stars, code) => {
  const user = await newUser(context);
  expect(await codeOf(buyFromBalance(context, { userId: user.id, stars, requestKey: `n:${user.id}` }))).toBe(
    code,
  );
});

test('buyFromBalance, when the user is under review or blocked, then refuses and keeps the money', async () => {
  const user = await newUserWith(context, 10n * TON);
  const input = { userId: user.id, stars: 1, requestKey: `status:${user.id}` };
  await setStatusByRule(context.db, { userId: user.id, status: 'under_review', reason: 'looked at' });
  expect(await codeOf(buyFromBalance(context, input))).toBe('USER_UNDER_REVIEW');
  await setStatusByRule(context.db, { userId: user.id, status: 'blocked', reason: 'fraud' });
  expect(await codeOf(buyFromBalance(context, input))).toBe('USER_BLOCKED');
  expect((await userBalances(context.db, user.id)).wallet).toBe(10n * TON);
});

test('buyFromBalance, when sales are switched off, then refuses at once, and an order that was made is still given', async () => {
  const user = await newUserWith(context, 10n * TON);
  const done = { userId: user.id, stars: 1, requestKey: `before:${user.id}` };
  const { order } = await buyFromBalance(context, done);
  const off = { name: 'sell', note: 'test', staffId: null } as const;
  await setSwitch(context, { ...off, enabled: false });
  try {
    expect(await dataOf(buyFromBalance(context, { ...done, requestKey: `after:${user.id}` }))).toEqual({
      name: 'sell',
    });
    expect((await buyFromBalance(context, done)).order.id).toBe(order.id);
  } finally {
    await setSwitch(context, { ...off, enabled: true });
  }
});

test('buyFromBalance, when the screen showed another price, then refuses with the new one', async () => {
  const user = await newUserWith(context, 10n * TON);
  const { id } = await starPrice(context);
  const input = { userId: user.id, stars: 2, requestKey: `seen:${user.id}` };
  expect(await dataOf(buyFromBalance(context, { ...input, priceId: id + 1000n }))).toEqual({ price: '2' });
  expect(await codeOf(buyFromBalance(context, { ...input, priceId: id }))).toBe('accepted');
});

test('buyFromBalance, when configuration forbids it, then refuses with SWITCHED_OFF', async () => {
  const user = await newUserWith(context, 10n * TON);
  const config = { ...context.config, BALANCE_PURCHASE_ENABLED: false };
  const input = { userId: user.id, stars: 2, requestKey: `config:${user.id}` };
  expect(await codeOf(buyFromBalance({ ...context, config }, input))).toBe('SWITCHED_OFF');
});
