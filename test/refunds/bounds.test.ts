import { expect, test } from 'vitest';
import { secondApproves } from '../kit/secondPerson.ts';
import { userBalances, verifyLedger } from '../../src/ledger/index.ts';
import { checkOrder } from '../../src/payments/index.ts';
import { resolveBreak, runSweep } from '../../src/reconciliation/index.ts';
import {
  approveRefund,
  cancelRefund,
  confirmAddress,
  executeRefund,
  findRefund,
  lookUpRefund,
  proposeAddress,
  requestRefund,
  watchOpenRefunds,
  type Refund,
  type RefundRequest,
} from '../../src/refunds/index.ts';
import { buyFromBalance, findOrder } from '../../src/shop/index.ts';
import { buy, openShop, pay, play, stateOf, topUp, type Buying } from '../kit/shop.ts';
import { TON } from '../kit/money.ts';
import { codeOf, dataOf } from '../kit/refusals.ts';
import { hire } from '../kit/hire.ts';

// What goes back, all ways together, is never more than what came.
const shop = await openShop();
const { app } = shop;
const [finance, other] = [await hire(app, 'finance'), await hire(app, 'finance')];
await play(shop, '/settings', { refunds: 'manual' });
const ADDRESS = 'UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI';
let keys = 0;

async function paid(start: Promise<Buying>, payment: object = { part: 'exact' }): Promise<Buying> {
  const buying = await start;
  await pay(shop, buying, payment);
  app.clock.advance(60_000);
  await checkOrder(app, buying.order.id);
  expect((await stateOf(app, buying)).order).toBe('paid');
  return buying;
}

const ask = (of: RefundRequest['of'], change: Partial<RefundRequest> = {}): Promise<Refund> =>
  requestRefund(app, {
    staffId: finance,
    of,
    destination: 'address',
    reason: 'customer_request',
    note: 'wanted back',
    requestKey: `test-bounds-${++keys}`,
    ...change,
  });

/** Approves where that is needed, names the address, sends, and lets the provider finish. */
async function carryOut(refund: Refund, buying: Buying): Promise<Refund | undefined> {
  if (refund.status === 'requested') await approveRefund(app, { refundId: refund.id, staffId: other });
  if (refund.destination === 'address') {
    const where = { userId: refund.userId, refundId: refund.id };
    const { code } = await proposeAddress(app, { ...where, address: ADDRESS });
    await confirmAddress(app, { ...where, code });
  }
  await executeRefund(app, refund.id);
  if (refund.destination === 'address') {
    await play(shop, `/invoices/${buying.invoice.providerUuid}/refund`, { outcome: 'paid' });
    await lookUpRefund(app, refund.id);
  }
  return findRefund(app, refund.id);
}
const balances = ({ user }: Buying) => userBalances(app.db, user.id);

test('what was paid over, when it is asked back to an address, then only the balance pays and the order stays delivered', async () => {
  const buying = await paid(buy(app), { part: 'more' });
  const surplus = (95n * TON) / 4n;
  expect(await balances(buying)).toEqual({ wallet: surplus, stars: 110n, hold: 0n, delivery: 0n });
  expect(await dataOf(ask({ userId: buying.user.id }, { amount: surplus + 1n }))).toEqual({ left: '23.75' });

  const refund = await ask({ userId: buying.user.id });
  expect(refund).toMatchObject({ gave: 'wallet', amount: surplus, stars: 0n, orderId: buying.order.id });
  expect(await carryOut(refund, buying)).toMatchObject({ status: 'done' });
  expect(await balances(buying)).toEqual({ wallet: 0n, stars: 110n, hold: 0n, delivery: 0n });
  expect(await findOrder(app, buying.order.id)).toMatchObject({ status: 'paid' });

  // The purchase itself can still go back, to the balance, with its stars and no more than its price.
  const of = { orderId: buying.order.id };
  expect(await dataOf(ask(of, { destination: 'balance', amount: 95n * TON + 1n }))).toEqual({ left: '95' });
  expect(await carryOut(await ask(of, { destination: 'balance' }), buying)).toMatchObject({ status: 'done' });
  expect(await balances(buying)).toEqual({ wallet: 95n * TON, stars: 0n, hold: 0n, delivery: 0n });
  expect(await findOrder(app, buying.order.id)).toMatchObject({ status: 'refunded' });
});

test('what was paid over, when it was spent, then it cannot be sent', async () => {
  const buying = await paid(buy(app), { part: 'more' });
  await buyFromBalance(app, { userId: buying.user.id, stars: 20, requestKey: `spent-${buying.order.id}` });
  expect(await codeOf(ask({ userId: buying.user.id }, { amount: 23n * TON }))).toBe('REFUND_VALUE_SPENT');
});

test('a top-up, when it was spent before it is asked back, and when between approval and sending, then nothing is sent', async () => {
  const buying = await paid(topUp(app, 50n * TON));
  const spend = (stars: number) =>
    buyFromBalance(app, { userId: buying.user.id, stars, requestKey: `spend-${++keys}` });
  await spend(100).catch(() => undefined);
  const refund = await ask({ orderId: buying.order.id });
  const { code } = await proposeAddress(app, {
    userId: refund.userId,
    refundId: refund.id,
    address: ADDRESS,
  });
  await confirmAddress(app, { userId: refund.userId, refundId: refund.id, code });
  await spend(10);
  await executeRefund(app, refund.id);
  expect(await findRefund(app, refund.id)).toMatchObject({ status: 'failed', error: 'REFUND_VALUE_SPENT' });
  const calls = (await (
    await fetch(`${shop.sandbox.url}/play/heleket/calls?target=payment/refund`)
  ).json()) as { params: Record<string, unknown> }[];
  expect(calls.filter(({ params }) => params['uuid'] === buying.invoice.providerUuid)).toEqual([]);
  expect(await balances(buying)).toEqual({ wallet: 40n * TON, stars: 10n, hold: 0n, delivery: 0n });
  await cancelRefund(app, { refundId: refund.id, staffId: other });
  expect(await codeOf(ask({ orderId: buying.order.id }))).toBe('REFUND_VALUE_SPENT');
});

test('a part of a purchase that is worth no star, when it goes to an address, then the shop pays it and not the wallet', async () => {
  const buying = await paid(buy(app), { part: 'more' });
  const refund = await ask({ orderId: buying.order.id }, { amount: TON / 2n });
  expect(refund).toMatchObject({ gave: 'stars', stars: 0n, bonusStars: 0n });
  const before = (await balances(buying)).wallet;
  expect(await carryOut(refund, buying)).toMatchObject({ status: 'done' });
  expect(await balances(buying)).toEqual({ wallet: before, stars: 110n, hold: 0n, delivery: 0n });
});

test('refunds of one order in every way, when twenty people ask at once, then together they are what was paid', async () => {
  const buying = await paid(buy(app), { part: 'more' });
  const wishes = Array.from({ length: 20 }, (_, n): [RefundRequest['of'], Partial<RefundRequest>] =>
    n % 2 === 0
      ? [{ orderId: buying.order.id }, { destination: 'balance', amount: 19n * TON }]
      : [{ userId: buying.user.id }, { destination: 'address', amount: 10n * TON }],
  );
  const answers = await Promise.allSettled(wishes.map(([of, change]) => ask(of, change)));
  const asked = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  expect(asked.filter(({ gave }) => gave === 'stars')).toHaveLength(5);
  expect(asked.filter(({ gave }) => gave === 'wallet')).toHaveLength(1);
  for (const refund of asked.filter(({ destination }) => destination === 'address'))
    expect(await carryOut(refund, buying)).toMatchObject({ status: 'done' });
  for (const refund of asked.filter(({ destination }) => destination === 'balance'))
    expect(await carryOut(refund, buying)).toMatchObject({ status: 'done' });
  expect(await balances(buying)).toEqual({
    wallet: (95n * TON) / 4n - 10n * TON + 95n * TON,
    stars: 0n,
    hold: 0n,
    delivery: 0n,
  });
});

test('money that finance credited after a break, when it is asked back, then it goes back like a top-up', async () => {
  const buying = await buy(app);
  await app.testDb.owner.query('UPDATE invoices SET amount = amount + 1 WHERE id = $1', [buying.invoice.id]);
  await pay(shop, buying);
  const now = app.clock.now().getTime();
  await runSweep(app, { from: new Date(now - 3_600_000), to: new Date(now + 60_000), startedBy: 'system' });
  const found = await app.db.one<{ id: string }>(
    `SELECT id FROM breaks WHERE invoice_id = $1 AND status = 'open'`,
    [buying.invoice.id],
  );
  const credit = await resolveBreak(app, {
    breakId: found?.id ?? '',
    staffId: finance,
    resolution: 'credit',
    note: 'it came in full',
    amount: 95n * TON,
  });
  await secondApproves(app, credit);
  const refund = await ask({ userId: buying.user.id });
  expect(refund).toMatchObject({ gave: 'wallet', amount: 95n * TON });
  expect(await carryOut(refund, buying)).toMatchObject({ status: 'done' });
  expect(await balances(buying)).toEqual({ wallet: 0n, stars: 0n, hold: 0n, delivery: 0n });
});

test('an approved refund, when its job was given up, then it gets another after an hour, and is carried out once', async () => {
  const buying = await paid(buy(app));
  const refund = await ask({ orderId: buying.order.id }, { destination: 'balance', amount: TON });
  await app.db.query(
    `UPDATE outbox SET failed_at = now(), error = 'PAYOUT_KEY_MISSING' WHERE job = 'refund.execute' AND payload ->> 'refundId' = $1`,
    [refund.id],
  );
  const jobs = async () => {
    const row = await app.db.one<{ n: bigint }>(
      `SELECT count(*) AS n FROM outbox WHERE job = 'refund.execute' AND payload ->> 'refundId' = $1`,
      [refund.id],
    );
    return row?.n;
  };
  await app.testDb.owner.query('ALTER TABLE refunds DISABLE TRIGGER refunds_changed');
  await app.testDb.owner.query(
    `UPDATE refunds SET updated_at = now() - interval '59 minutes' WHERE id = $1`,
    [refund.id],
  );
  await app.testDb.owner.query('ALTER TABLE refunds ENABLE TRIGGER refunds_changed');
  // The clock of the test is ahead of the database's: it is taken back for what follows.
  const ahead = app.clock.now().getTime() - Date.now();
  app.clock.advance(-ahead);
  await watchOpenRefunds(app);
  expect(await jobs()).toBe(1n);
  app.clock.advance(120_000);
  await watchOpenRefunds(app);
  await watchOpenRefunds(app);
  expect(await jobs()).toBe(2n);
  await Promise.all([executeRefund(app, refund.id), executeRefund(app, refund.id)]);
  expect(await balances(buying)).toMatchObject({ wallet: TON });
  app.clock.advance(ahead);
});

test('the sum of a day, when a row claims to be older, then it counts all the same', async () => {
  const buying = await paid(buy(app, 1000));
  const support = await hire(app, 'support');
  const journal = await app.db.one<{ id: string }>('SELECT journal_id AS id FROM orders WHERE id = $1', [
    buying.order.id,
  ]);
  const insert = async (): Promise<{ approval: boolean; recent: boolean } | undefined> =>
    app.db.one(
      `INSERT INTO refunds (id, kind, user_id, order_id, original_id, destination, asset, amount, reason, note, request_key, requested_by,
         changed_by, created_at)
       VALUES (gen_random_uuid(), 'refund', $1, $2, $3, 'balance', 'TON', $4, 'other', 'by hand', gen_random_uuid()::text, $5, 'x',
         now() - interval '2 days') RETURNING needs_approval AS approval, created_at > now() - interval '1 minute' AS recent`,
      [buying.user.id, buying.order.id, journal?.id, 20n * TON, support],
    );
  expect(await insert()).toEqual({ approval: false, recent: true });
  expect(await insert()).toEqual({ approval: true, recent: true });
});

test('the ledger, after all of this, then balances', async () => {
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
});
