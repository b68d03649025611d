import { expect, test } from 'vitest';
import { promoAccounts } from '../../src/fraud/rules/people.ts';
import { trialBalance, userBalances, verifyLedger } from '../../src/ledger/index.ts';
import { newId } from '../../src/lib/index.ts';
import { checkOrder, giveUpOrder, openInvoice } from '../../src/payments/index.ts';
import { executeRefund, requestRefund } from '../../src/refunds/index.ts';
import type { Signal } from '../../src/security/index.ts';
import {
  approvePromo,
  createPromo,
  createPurchase,
  findOrder,
  findPromo,
  movePromo,
  type Order,
} from '../../src/shop/index.ts';
import { hire } from '../kit/hire.ts';
import { TON } from '../kit/money.ts';
import { codeOf, dataOf } from '../kit/refusals.ts';
import { openShop, pay, play, stateOf, type Buying } from '../kit/shop.ts';
import { newUser } from '../kit/users.ts';

const shop = await openShop();
const { app } = shop;
const [admin, another, finance] = [await hire(app), await hire(app), await hire(app, 'finance')];

type Terms = Partial<Parameters<typeof createPromo>[1]>;
let codes = 0;

/** A code that is in force. */
async function newCode(terms: Terms = {}): Promise<bigint> {
  const { id, status } = await createPromo(app, {
    code: `CODE-${++codes}`,
    kind: 'percent',
    value: 10n,
    budget: 1000n * TON,
    maxPerUser: 1,
    firstOnly: false,
    note: 'for a test',
    staffId: admin,
    ...terms,
  });
  if (status === 'waiting') await approvePromo(app, { id, staffId: another });
  return id;
}

let keys = 0;
const order = (userId: bigint, promoCodeId: bigint, stars = 100): Promise<Order> =>
  createPurchase(app, { userId, stars, promoCodeId, requestKey: `promo:${++keys}` });

/** A new buyer with an open invoice at the price of the code. */
async function buying(promoCodeId: bigint): Promise<Buying> {
  const user = await newUser(app);
  const placed = await order(user.id, promoCodeId);
  return { user, order: placed, invoice: await openInvoice(app, { orderId: placed.id }) };
}

async function look({ order: { id } }: Pick<Buying, 'order'>): Promise<void> {
  app.clock.advance(60_000);
  await checkOrder(app, id);
}

async function bought(promoCodeId: bigint): Promise<Buying> {
  const made = await buying(promoCodeId);
  await pay(shop, made);
  await look(made);
  return made;
}

const whyOf = async (work: Promise<unknown>): Promise<unknown> =>
  ((await dataOf(work)) as { why?: string }).why;

const figures = async (id: bigint) =>
  app.testDb.owner.one(
    'SELECT held, used, buyers, cost, budget_left AS left FROM promo_figures WHERE id = $1',
    [id],
  );

/** The stars that codes have given away, as the trial balance shows them. */
async function given(): Promise<bigint> {
  const line = (await trialBalance(app.db)).find(({ asset, kind }) => asset === 'STAR' && kind === 'promo');
  return -(line?.balance ?? 0n);
}

test('a purchase with a code, when it is paid, then the lower price is booked and the code has its cost', async () => {
  const id = await newCode();
  const made = await buying(id);
  expect(made.order).toMatchObject({ amount: 85_500_000_000n, bonusStars: 10, promoCodeId: id });
  expect(await figures(id)).toMatchObject({ held: 1n, used: 0n, cost: 0n });

  await pay(shop, made);
  await look(made);

  expect(await stateOf(app, made)).toMatchObject({
    order: 'paid',
    stars: 110n,
    wallet: 0n,
    booked: 85_500_000_000n,
  });
  expect(await figures(id)).toEqual({
    held: 0n,
    used: 1n,
    buyers: 1n,
    cost: 9_500_000_000n,
    left: 990_500_000_000n,
  });
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
});

test('stars of a code, when they are given and the purchase goes back in parts, then the account of codes is even again', async () => {
  const before = await given();
  const made = await bought(await newCode({ kind: 'stars', value: 30n, budget: 1000n }));
  expect(await stateOf(app, made)).toMatchObject({ order: 'paid', stars: 140n });
  expect(await given()).toBe(before + 30n);

  for (const amount of [19n * TON, 76n * TON]) {
    const refund = await requestRefund(app, {
      of: { orderId: made.order.id },
      amount,
      destination: 'balance',
      staffId: finance,
      reason: 'customer_request',
      note: 'for a test',
      requestKey: newId(),
    });
    await executeRefund(app, refund.id);
    if (amount === 19n * TON) expect(refund).toMatchObject({ stars: 20n, bonusStars: 8n, promoStars: 6n });
  }

  expect(await userBalances(app.db, made.user.id)).toMatchObject({ stars: 0n, wallet: 95n * TON });
  expect(await given()).toBe(before);
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
});

test.each([
  ['by uses', { maxUses: 3 }],
  ['by budget', { budget: 30n * TON }],
])(
  'the last uses, when ten buyers take them at once and they are limited %s, then three get them',
  async (_, terms) => {
    const id = await newCode(terms);
    const users = await Promise.all(Array.from({ length: 10 }, () => newUser(app)));

    const tried = await Promise.allSettled(users.map((user) => order(user.id, id)));

    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const next = await newUser(app);
    expect(await whyOf(order(next.id, id))).toBe('used_up');
    expect(await figures(id)).toMatchObject({ held: 3n });
  },
);

test('one user, when the same code is taken many times at once, then it is taken once', async () => {
  const id = await newCode();
  const user = await newUser(app);

  const tried = await Promise.allSettled(Array.from({ length: 5 }, () => order(user.id, id)));

  expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await whyOf(order(user.id, id))).toBe('used');
});

test.each(['cancelled', 'replaced'] as const)(
  'an order with a code, when it is %s, then the use comes back, and later money only reaches the balance',
  async (to) => {
    const id = await newCode({ maxUses: 1 });
    const made = await buying(id);
    await giveUpOrder(app, { orderId: made.order.id, to });
    expect((await findOrder(app, made.order.id))?.status).toBe('cancelled');
    expect(await figures(id)).toMatchObject({ held: 0n, left: 1000n * TON });
    await order(made.user.id, id);

    await pay(shop, made);
    await look(made);

    expect(await stateOf(app, made)).toMatchObject({
      order: 'cancelled',
      stars: 0n,
      wallet: 85_500_000_000n,
    });
    expect(await figures(id)).toMatchObject({ held: 1n, used: 0n });
  },
);

test('an order with a code, when its invoice expires, then the use comes back', async () => {
  const id = await newCode({ maxUses: 1 });
  const made = await buying(id);
  await play(shop, `/invoices/${made.invoice.providerUuid}/expire`);
  await look(made);

  expect(await stateOf(app, made)).toMatchObject({ order: 'cancelled' });
  expect(await figures(id)).toMatchObject({ held: 0n });
  const next = await newUser(app);
  expect(await order(next.id, id)).toMatchObject({ amount: 85_500_000_000n });
});

test('a code for the first purchase, when a user has bought, or holds it, then it is refused', async () => {
  const id = await newCode({ firstOnly: true, maxPerUser: 5 });
  const { user } = await bought(await newCode());
  const fresh = await newUser(app);
  await order(fresh.id, id);

  expect(await whyOf(order(user.id, id))).toBe('not_first');
  expect(await whyOf(order(fresh.id, id))).toBe('used');
});

test('a code, when it is paused, ended, too early, too late or for other packages, then it is refused', async () => {
  const user = await newUser(app);
  const paused = await newCode();
  await movePromo(app, { id: paused, to: 'paused', staffId: admin });
  const ended = await newCode();
  await movePromo(app, { id: ended, to: 'ended', staffId: admin });
  const early = await newCode({ validFrom: new Date(Date.now() + 3_600_000) });
  const late = await newCode({
    validFrom: new Date(Date.now() - 7_200_000),
    validUntil: new Date(Date.now() + 1e9),
  });
  await app.testDb.owner.query('ALTER TABLE promo_codes DISABLE TRIGGER promo_codes_guarded');
  await app.testDb.owner.query(
    `UPDATE promo_codes SET valid_until = now() - interval '1 hour' WHERE id = $1`,
    [late],
  );
  await app.testDb.owner.query('ALTER TABLE promo_codes ENABLE TRIGGER promo_codes_guarded');
  const others = await newCode({ packages: [250, 500] });

  for (const id of [paused, ended, early, late]) expect(await whyOf(order(user.id, id))).toBe('over');
  expect(await whyOf(order(user.id, others))).toBe('package');
  expect(await whyOf(order(user.id, await newCode(), 77))).toBe('package');
  expect(await order(user.id, others, 250)).toMatchObject({ amount: 202_500_000_000n });
  await movePromo(app, { id: paused, to: 'active', staffId: admin });
  expect(await findPromo(app, { userId: user.id, id: paused })).toMatchObject({ refusal: null });
  expect(await codeOf(movePromo(app, { id: ended, to: 'active', staffId: admin }))).toBe('PROMO_STATE');
});

test.each([
  ['16 percent', { kind: 'percent', value: 16n }, 'waiting'],
  ['15 percent', { kind: 'percent', value: 15n }, 'active'],
  ['a sixth of the price', { kind: 'fixed', value: 16n * TON }, 'waiting'],
  ['a tenth of the price', { kind: 'fixed', value: 9n * TON }, 'active'],
  ['many stars', { kind: 'stars', value: 16n }, 'waiting'],
  ['a sum for a large package', { kind: 'fixed', value: 16n * TON, packages: [1000] }, 'active'],
] as const)(
  'a new code, when it gives %s, then it takes two people if that is more than one may give',
  async (_, terms, status) => {
    const code = `NEW-${++codes}`;
    const base = { budget: 100n * TON, maxPerUser: 1, firstOnly: false, note: 'for a test' };
    const made = await createPromo(app, { ...base, ...terms, code, staffId: admin });

    expect(made.status).toBe(status);
    expect(await codeOf(createPromo(app, { ...base, ...terms, code, staffId: admin }))).toBe('PROMO_EXISTS');
    if (status === 'active') return;
    const user = await newUser(app);
    const stars = 100;
    expect(await whyOf(order(user.id, made.id, stars))).toBe('over');
    expect(await codeOf(approvePromo(app, { id: made.id, staffId: admin }))).not.toBe('none');
    await expect(
      app.db.query(`UPDATE promo_codes SET status = 'active' WHERE id = $1`, [made.id]),
    ).rejects.toMatchObject({ code: 'SP002' });
    await approvePromo(app, { id: made.id, staffId: another });
    expect(await findPromo(app, { userId: user.id, id: made.id })).toMatchObject({ refusal: null });
  },
);

test('a code, when somebody tries to change its terms or its uses in the database, then it is refused', async () => {
  const id = await newCode();
  const made = await bought(id);

  for (const change of [
    `UPDATE promo_codes SET budget = budget + 1`,
    `UPDATE promo_codes SET value = 90`,
    `DELETE FROM promo_codes`,
    `UPDATE promo_uses SET cost = 1`,
    `DELETE FROM promo_uses`,
  ])
    await expect(app.db.query(change)).rejects.toThrow(/permission denied/);
  await expect(
    app.testDb.owner.query(`UPDATE promo_codes SET value = 90 WHERE id = $1`, [id]),
  ).rejects.toThrow(/never change/);
  expect((await findOrder(app, made.order.id))?.status).toBe('paid');
});

test('the rule about codes, when one wallet pays for a second user of the code, then that is a hit, and other codes do not count', async () => {
  const id = await newCode();
  const [first, second, stranger] = [await bought(id), await bought(id), await bought(await newCode())];
  for (const { user } of [first, second, stranger])
    await app.db.query(
      `INSERT INTO fraud_payers (payer_hash, user_id, first_at) VALUES ('k1:promo', $1, now() - interval '1 minute')`,
      [user.id],
    );
  const measured = (made: Buying) =>
    promoAccounts.measure(
      app.db,
      {
        userId: made.user.id,
        subject: made.invoice.id,
        payerHashes: ['k1:promo'],
        at: new Date().toISOString(),
      } as unknown as Signal,
      { limit: 1 },
    );

  expect(await measured(second)).toMatchObject({
    value: 2n,
    limit: 1n,
    inputs: { others: String(first.user.id) },
  });
  expect(await measured(stranger)).toMatchObject({ value: 1n });
});
