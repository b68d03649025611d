import { expect, test } from 'vitest';
import { post } from '../../src/ledger/index.ts';
import { newId } from '../../src/lib/index.ts';
import {
  buyFromBalance,
  createPurchase,
  createTopup,
  findTransaction,
  history,
  JOURNAL_IN_HISTORY,
  type Transaction,
} from '../../src/shop/index.ts';
import { JOURNAL_KINDS } from '../../src/ledger/index.ts';
import { createTestContext } from '../support/testContext.ts';
import { fund, newUser, newUserWith, TON } from './people.ts';

const context = await createTestContext();

async function allPages(userId: bigint, limit: number): Promise<Transaction[]> {
  const all: Transaction[] = [];
  for (;;) {
    const page = await history(context, {
      userId,
      limit,
      ...(all.length > 0 ? { before: all.at(-1)?.id } : {}),
    });
    all.push(...page);
    if (page.length < limit) return all;
  }
}

test('history, when a user did several things, then lists orders and journals without an order, newest first', async () => {
  const user = await newUserWith(context, 20n * TON);
  const { order: bought } = await buyFromBalance(context, {
    userId: user.id,
    stars: 5,
    requestKey: `h1:${user.id}`,
  });
  const topup = await createTopup(context, {
    userId: user.id,
    amount: 10n * TON,
    requestKey: `h2:${user.id}`,
  });
  const rows = await history(context, { userId: user.id, limit: 10 });
  expect(
    rows.map(({ source, kind, status, amount, stars }) => [source, kind, status, amount, stars]),
  ).toEqual([
    ['order', 'topup', 'created', 10n * TON, 0n],
    ['order', 'purchase', 'paid', 5n * TON, 5n],
    ['journal', 'adjustment', 'paid', 20n * TON, 0n],
  ]);
  expect(rows.map(({ orderId }) => orderId)).toEqual([topup.id, bought.id, null]);
});

test('history, when an order was refunded, then the refund is a line of its own that names the order', async () => {
  const user = await newUserWith(context, 20n * TON);
  const { order } = await buyFromBalance(context, { userId: user.id, stars: 5, requestKey: `r:${user.id}` });
  await context.db.tx((tx) =>
    post(tx, {
      key: `refund:${order.id}`,
      kind: 'refund',
      reason: 'asked for',
      actor: 'staff:1',
      lines: [
        {
          debit: { house: 'refunds', asset: 'TON' },
          credit: { user: user.id, account: 'wallet', asset: 'TON' },
          amount: 2n * TON,
        },
        {
          debit: { user: user.id, account: 'stars', asset: 'STAR' },
          credit: { house: 'star_stock', asset: 'STAR' },
          amount: 2n,
        },
      ],
      links: { orderId: order.id },
    }),
  );
  const [refund] = await history(context, { userId: user.id, kind: 'refund', limit: 10 });
  expect(refund).toMatchObject({
    source: 'journal',
    kind: 'refund',
    amount: 2n * TON,
    stars: -2n,
    orderId: order.id,
  });
  const detail = await findTransaction(context, { userId: user.id, id: refund?.id ?? '' });
  expect(detail?.order?.id).toBe(order.id);
  expect(
    detail?.movements.map(({ account, amount, balanceAfter }) => [account, amount, balanceAfter]),
  ).toEqual([
    ['wallet', 2n * TON, 17n * TON],
    ['stars', -2n, 3n],
  ]);
  const ofOrder = await findTransaction(context, { userId: user.id, id: order.id });
  expect(ofOrder?.movements.map(({ journalKind }) => journalKind)).toEqual([
    'balance_purchase',
    'balance_purchase',
    'refund',
    'refund',
  ]);
});

test('history, when too little came for a purchase and went to the balance, then that is a top-up of its own', async () => {
  const user = await newUser(context);
  const order = await createPurchase(context, { userId: user.id, stars: 100, requestKey: `u:${user.id}` });
  await context.db.tx((tx) =>
    post(tx, {
      key: `short:${order.id}`,
      kind: 'topup',
      reason: 'invoice money to balance',
      actor: 'system',
      lines: [
        {
          debit: { house: 'provider_clearing', asset: 'TON' },
          credit: { user: user.id, account: 'wallet', asset: 'TON' },
          amount: 4n * TON,
        },
      ],
      links: { orderId: order.id },
    }),
  );
  const rows = await history(context, { userId: user.id, limit: 10 });
  expect(rows.map(({ source, kind, amount, orderId }) => [source, kind, amount, orderId])).toEqual([
    ['journal', 'topup', 4n * TON, order.id],
    ['order', 'purchase', 95n * TON, order.id],
  ]);
});

test('history, when read page by page, then every line comes once and in order', async () => {
  const user = await newUserWith(context, 100n * TON);
  for (let i = 0; i < 9; i++) {
    await createPurchase(context, { userId: user.id, stars: i + 1, requestKey: `pg:${user.id}:${i}` });
    if (i % 2 === 0) await fund(context, user.id, TON);
  }
  // Lines of one moment must not be lost between pages either.
  await context.testDb.owner.query('UPDATE orders SET created_at = $2 WHERE user_id = $1', [
    user.id,
    new Date(),
  ]);
  const whole = await history(context, { userId: user.id, limit: 100 });
  expect(whole.length).toBe(15);
  for (const limit of [1, 2, 3, 7]) expect(await allPages(user.id, limit)).toEqual(whole);
});

test('history, when filtered by bonus, then gives paid orders that brought bonus stars', async () => {
  const user = await newUser(context);
  const order = await createPurchase(context, { userId: user.id, stars: 100, requestKey: `b:${user.id}` });
  const bonus = () => history(context, { userId: user.id, kind: 'bonus', limit: 10 });
  expect(await bonus()).toEqual([]);
  await context.db.query(`UPDATE orders SET status = 'paid', paid_at = now() WHERE id = $1`, [order.id]);
  expect(await bonus()).toMatchObject([{ id: order.id, kind: 'bonus', amount: 0n, stars: 10n }]);
});

test('history, when something is older than 30 days, then leaves it out', async () => {
  const user = await newUser(context);
  const order = await createPurchase(context, { userId: user.id, stars: 1, requestKey: `o:${user.id}` });
  await context.testDb.owner.query(
    `UPDATE orders SET created_at = now() - interval '31 days' WHERE id = $1`,
    [order.id],
  );
  expect(await history(context, { userId: user.id, limit: 10 })).toEqual([]);
  expect((await findTransaction(context, { userId: user.id, id: order.id }))?.order?.id).toBe(order.id);
});

test('history, when the page starts after an id of nobody or of no form, then is empty', async () => {
  const user = await newUserWith(context, TON);
  expect(await history(context, { userId: user.id, before: newId(), limit: 10 })).toEqual([]);
  expect(await history(context, { userId: user.id, before: 'x', limit: 10 })).toEqual([]);
});

test('findTransaction, when it belongs to another user, then is undefined', async () => {
  const [owner, other] = [await newUserWith(context, TON), await newUser(context)];
  const [line] = await history(context, { userId: owner.id, limit: 1 });
  expect((await findTransaction(context, { userId: owner.id, id: line?.id ?? '' }))?.transaction).toEqual(
    line,
  );
  expect(await findTransaction(context, { userId: other.id, id: line?.id ?? '' })).toBeUndefined();
});

test('JOURNAL_IN_HISTORY, when compared with the ledger, then decides on every kind', () => {
  expect(Object.keys(JOURNAL_IN_HISTORY).sort()).toEqual([...JOURNAL_KINDS].sort());
});
