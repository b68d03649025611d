import fc from 'fast-check';
import { expect, test } from 'vitest';
import { post, JOURNAL_KINDS } from '../../src/ledger/index.ts';
import { formatAmount, newId } from '../../src/lib/index.ts';
import { createSettler, giveUpOrder, openInvoice, pollInvoice } from '../../src/payments/index.ts';
import {
  buyFromBalance,
  coin,
  createPurchase,
  createTopup,
  findTransaction,
  history,
  JOURNAL_IN_HISTORY,
  type Transaction,
} from '../../src/shop/index.ts';
import { createDemoProvider } from '../../scripts/demo/provider.ts';
import { createTestContext } from '../kit/testContext.ts';
import { fund, newUser, newUserWith } from '../kit/users.ts';
import { TON } from '../kit/money.ts';

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

/** All that the ledger has of a user's coins (wallet and hold) and stars. */
async function ledgerSums(userId: bigint): Promise<{ coins: bigint; stars: bigint }> {
  const row = await context.db.one<{ coins: bigint; stars: bigint }>(
    `SELECT coalesce(sum(e.amount) FILTER (WHERE a.kind <> 'stars'), 0)::bigint AS coins,
       coalesce(sum(e.amount) FILTER (WHERE a.kind = 'stars'), 0)::bigint AS stars
     FROM ledger.entries e JOIN ledger.accounts a ON a.id = e.account_id WHERE a.user_id = $1`,
    [userId],
  );
  return row ?? { coins: 0n, stars: 0n };
}

/** What the provider says about an invoice, one answer after another. */
const FATES: readonly (readonly [status: string, percent: bigint])[][] = [
  [['paid', 100n]],
  [['paid_over', 125n]],
  [['wrong_amount', 60n]],
  [['cancel', 0n]],
  [
    ['wrong_amount_waiting', 60n],
    ['paid', 100n],
  ],
  [
    ['paid', 100n],
    ['paid_over', 200n],
  ],
  [
    ['wrong_amount', 60n],
    ['paid_over', 130n],
  ],
  [['confirm_check', 100n]],
];

test('history, when people pay too little, too much, twice, late and after they gave up, then its lines add up to the ledger', async () => {
  const provider = createDemoProvider();
  const paying = { ...context, provider, settler: createSettler(context) };
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          what: fc.constantFrom('stars', 'topup', 'balance'),
          fate: fc.constantFrom(...FATES),
          givenUp: fc.constantFrom(undefined, 'cancelled' as const, 'replaced' as const),
        }),
        { minLength: 1, maxLength: 6 },
      ),
      async (story) => {
        const user = await newUserWith(context, 20n * TON);
        for (const [index, { what, fate, givenUp }] of story.entries()) {
          const request = { userId: user.id, requestKey: `sum:${user.id}:${index}` };
          if (what === 'balance') {
            await buyFromBalance(context, { ...request, stars: 1 });
            continue;
          }
          const order =
            what === 'stars'
              ? await createPurchase(context, { ...request, stars: 100 })
              : await createTopup(context, { ...request, amount: 50n * TON });
          const { id, asset, amount } = await openInvoice(paying, { orderId: order.id });
          if (givenUp) await giveUpOrder(context, { orderId: order.id, to: givenUp });
          for (const [status, percent] of fate) {
            const named = { orderId: id.replaceAll('-', ''), currency: asset };
            provider.decide(
              { ...named, amount: formatAmount(amount, coin(context.config)) },
              { status, percent },
            );
            await context.db.query('UPDATE invoices SET next_check_at = now() WHERE id = $1', [id]);
            await pollInvoice(paying, id);
          }
        }
        const rows = await allPages(user.id, 3);
        const sums = await ledgerSums(user.id);
        expect(rows.reduce((sum, row) => sum + row.coins, 0n)).toBe(sums.coins);
        expect(rows.reduce((sum, row) => sum + row.movedStars, 0n)).toBe(sums.stars);
        for (const { invoice } of rows)
          if (invoice) expect(invoice.booked).toBeGreaterThanOrEqual(invoice.credited);
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);
