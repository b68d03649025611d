import { expect, test } from 'vitest';
import { secondApproves } from '../kit/secondPerson.ts';
import { checkLedger, userBalances } from '../../src/ledger/index.ts';
import {
  approveRefund,
  cancelRefund,
  executeRefund,
  findRefund,
  listRefunds,
  refundEvents,
  refundLimits,
  rejectRefund,
  requestAdjustment,
  requestRefund,
  retryRefund,
  REFUND_DESTINATIONS,
  REFUND_KINDS,
  REFUND_REASONS,
  REFUND_STATES,
  REFUND_STATUSES,
  setRefundLimit,
  type Refund,
  type RefundRequest,
} from '../../src/refunds/index.ts';
import { ROLES } from '../../src/staff/index.ts';
import { buyFromBalance, findOrder } from '../../src/shop/index.ts';
import { setSwitch } from '../../src/switches/index.ts';
import { buy, openShop, pay, jobsDone, stateOf, topUp, type Buying } from '../kit/shop.ts';
import { eventually } from '../kit/eventually.ts';
import { TON } from '../kit/money.ts';
import { codeOf, dataOf } from '../kit/refusals.ts';
import { hire } from '../kit/hire.ts';

const shop = await openShop();
const { app } = shop;
await shop.jobs().start();
const [finance, other, support, admin, auditor] = [
  await hire(app, 'finance'),
  await hire(app, 'finance'),
  await hire(app, 'support'),
  await hire(app, 'admin'),
  await hire(app, 'auditor'),
];

let keys = 0;
const words = (staffId: bigint) => ({
  staffId,
  reason: 'customer_request' as const,
  note: 'the user asked for it',
  requestKey: `test-refund-${++keys}`,
});

async function bought(stars = 100): Promise<Buying> {
  const buying = await buy(app, stars);
  await pay(shop, buying);
  await eventually(async () => (await stateOf(app, buying)).order === 'paid');
  return buying;
}

async function toppedUp(amount: bigint): Promise<Buying> {
  const buying = await topUp(app, amount);
  await pay(shop, buying);
  await eventually(async () => (await stateOf(app, buying)).order === 'paid');
  return buying;
}

const ask = (
  { order }: Pick<Buying, 'order'>,
  staffId: bigint,
  change: Partial<RefundRequest> = {},
): Promise<Refund> =>
  requestRefund(app, { ...words(staffId), of: { orderId: order.id }, destination: 'balance', ...change });

const reached = (refund: Refund, status: string): Promise<Refund> =>
  eventually(async () => {
    const now = await findRefund(app, refund.id);
    return now?.status === status && now;
  });

const steps = async (refund: Refund): Promise<string[]> =>
  (await refundEvents(app, refund.id)).map(({ to }) => to);

const told = async (refund: Refund): Promise<unknown[]> =>
  (
    await app.db.query<{ step: string }>(
      `SELECT data ->> 'step' AS step FROM notifications WHERE subject_id = $1 ORDER BY id`,
      [refund.id],
    )
  ).rows.map(({ step }) => step);

test('a small refund of a purchase, when support asks for it, then it goes to the balance and takes stars back', async () => {
  const buying = await bought();

  const refund = await ask(buying, support, { amount: 19n * TON });

  expect(refund).toMatchObject({ needsApproval: false, stars: 20n, bonusStars: 2n, status: 'approved' });
  const done = await reached(refund, 'done');
  expect(await stateOf(app, buying)).toMatchObject({ wallet: 19n * TON, stars: 88n, order: 'paid' });
  expect(await steps(refund)).toEqual(['requested', 'approved', 'done']);
  expect(await told(refund)).toEqual(['approved', 'done']);
  expect(done.journalId).not.toBeNull();
});

test('refunds in parts, when they add up to all, then the stars are gone and the order is refunded', async () => {
  const buying = await bought();

  for (const amount of [1n, 33n * TON, 7n * TON + 3n]) await ask(buying, finance, { amount });
  const last = await ask(buying, finance);
  expect(last.amount).toBe(55n * TON - 4n);
  await jobsDone(app);

  expect(await stateOf(app, buying)).toMatchObject({ wallet: 95n * TON, stars: 0n, order: 'refunded' });
  expect(await codeOf(ask(buying, finance, { amount: 1n }))).toBe('REFUND_EXCEEDS_PAID');
});

test('a large refund, when its author wants to approve it, then only another person can', async () => {
  const buying = await bought(1000);
  const refund = await ask(buying, finance);
  expect(refund).toMatchObject({ status: 'requested', needsApproval: true, amount: 800n * TON });

  expect(await codeOf(approveRefund(app, { refundId: refund.id, staffId: finance }))).toBe('REFUND_OWN');
  expect(await codeOf(approveRefund(app, { refundId: refund.id, staffId: support }))).toBe('FORBIDDEN');
  expect(await codeOf(approveRefund(app, { refundId: refund.id, staffId: auditor }))).toBe('FORBIDDEN');
  expect((await findRefund(app, refund.id))?.status).toBe('requested');

  await approveRefund(app, { refundId: refund.id, staffId: admin, remark: 'seen' });
  await reached(refund, 'done');
  expect(await stateOf(app, buying)).toMatchObject({ wallet: 800n * TON, stars: 0n, order: 'refunded' });
  expect(await told(refund)).toEqual(['requested', 'approved', 'done']);
});

test('the database, when the rules are broken by SQL, then refuses', async () => {
  const buying = await bought(1000);
  const refund = await ask(buying, finance);
  const sql = (set: string): Promise<unknown> =>
    app.db.query(`UPDATE refunds SET ${set} WHERE id = $1`, [refund.id]).then(
      () => 'done',
      (error: { code: string; constraint?: string }) => error.constraint ?? error.code,
    );

  expect(await sql(`status = 'approved'`)).toBe('refunds_approved');
  expect(await sql(`status = 'approved', approved_by = ${finance}`)).toBe('refunds_two_people');
  expect(await sql(`status = 'approved', approved_by = ${support}`)).toBe('RF001');
  expect(await sql(`status = 'done'`)).toBe('RF002');
  expect(await sql(`needs_approval = false`)).toBe('RF003');
  expect(await sql(`amount = 1`)).toBe('RF003');
  expect(await sql(`requested_by = ${support}`)).toBe('RF003');
  const insert = (by: bigint, amount: bigint): Promise<unknown> =>
    app.db
      .query(
        `INSERT INTO refunds (id, kind, user_id, destination, asset, amount, reason, note, request_key, requested_by, changed_by)
         VALUES (gen_random_uuid(), 'adjustment', $1, 'balance', 'TON', $2, 'other', 'by hand', gen_random_uuid()::text, $3, 'x')`,
        [buying.user.id, amount, by],
      )
      .then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
  expect(await insert(support, 1n)).toBe('RF001');
  expect(await insert(admin, 1n)).toBe('RF001');
  await expect(app.db.query('DELETE FROM refunds')).rejects.toThrow();
  await expect(app.db.query('UPDATE refund_events SET actor = $1', ['x'])).rejects.toThrow();
  await cancelRefund(app, { refundId: refund.id, staffId: finance });
});

test('two people, when both approve at once, then it is carried out once', async () => {
  const buying = await bought(1000);
  const refund = await ask(buying, finance);

  const codes = await Promise.all(
    [other, admin, other, admin].map((staffId) =>
      codeOf(approveRefund(app, { refundId: refund.id, staffId })),
    ),
  );
  expect(codes.filter((code) => code === 'accepted').length).toBeGreaterThanOrEqual(1);
  expect(codes.every((code) => code === 'accepted' || code === 'REFUND_STATE')).toBe(true);
  await reached(refund, 'done');
  await Promise.all([executeRefund(app, refund.id), executeRefund(app, refund.id)]);

  expect(await stateOf(app, buying)).toMatchObject({ wallet: 800n * TON, stars: 0n });
  expect(await steps(refund)).toEqual(['requested', 'approved', 'done']);
});

test('twenty requests at once, when together they ask for more than was paid, then no more than that goes back', async () => {
  const buying = await bought();

  const codes = await Promise.all(
    Array.from({ length: 20 }, () => codeOf(ask(buying, other, { amount: 10n * TON }))),
  );

  expect(codes.filter((code) => code === 'accepted')).toHaveLength(9);
  expect(codes.filter((code) => code === 'REFUND_EXCEEDS_PAID')).toHaveLength(11);
  const open = await listRefunds(app, { orderId: buying.order.id, status: ['requested'], limit: 50 });
  for (const { id } of open) await approveRefund(app, { refundId: id, staffId: finance });
  await jobsDone(app);
  expect(await stateOf(app, buying)).toMatchObject({ wallet: 90n * TON, stars: 7n, order: 'paid' });
});

test('a double click, when the form is sent twenty times, then there is one request', async () => {
  const buying = await bought();
  const once = {
    ...words(finance),
    of: { orderId: buying.order.id },
    destination: 'balance',
    amount: TON,
  } as const;

  const all = await Promise.all(Array.from({ length: 20 }, () => requestRefund(app, once)));

  expect(new Set(all.map(({ id }) => id)).size).toBe(1);
  expect(
    await codeOf(
      requestAdjustment(app, { ...once, userId: buying.user.id, direction: 'credit', asset: 'TON' }),
    ),
  ).toBe('KEY_REUSED');
});

test('a large sum in small parts, when one person asks for it within a day, then another one approves', async () => {
  const buying = await bought(1000);

  expect((await ask(buying, support, { amount: 20n * TON })).needsApproval).toBe(false);
  expect((await ask(buying, support, { amount: 5n * TON })).needsApproval).toBe(false);
  expect((await ask(buying, support, { amount: 1n })).needsApproval).toBe(true);
  expect((await ask(buying, finance, { amount: 20n * TON })).needsApproval).toBe(false);
});

test.each([
  ['support above its limit', () => support, 101n * TON, 'REFUND_NOT_ALLOWED'],
  ['an admin', () => admin, 1n, 'FORBIDDEN'],
  ['an auditor', () => auditor, 1n, 'FORBIDDEN'],
])('a request, when it comes from %s, then it is refused', async (_who, who, amount, code) => {
  const buying = await bought(1000);

  expect(await codeOf(ask(buying, who(), { amount }))).toBe(code);
});

test('a refund, when the stars are spent already, then it is refused before and fails after', async () => {
  const buying = await bought(1000);
  const refund = await ask(buying, finance);
  const take = await requestAdjustment(app, {
    ...words(finance),
    userId: buying.user.id,
    direction: 'debit',
    asset: 'STAR',
    amount: 200n,
  });
  expect(take.needsApproval).toBe(true);
  await approveRefund(app, { refundId: take.id, staffId: other });
  await reached(take, 'done');

  await approveRefund(app, { refundId: refund.id, staffId: other });
  const failed = await reached(refund, 'failed');
  expect(failed.error).toBe('REFUND_VALUE_SPENT');
  expect(await stateOf(app, buying)).toMatchObject({ wallet: 0n, stars: 900n, order: 'paid' });

  await cancelRefund(app, { refundId: refund.id, staffId: other });
  expect(await dataOf(ask(buying, finance))).toEqual({ asset: 'STAR', need: '1100', have: '900' });
  expect((await told(refund)).slice(-2)).toEqual(['failed', 'cancelled']);
});

test('a failed refund, when the stars are back and a person tries again, then it is done once', async () => {
  const buying = await bought(1000);
  const refund = await ask(buying, finance);
  const star = { userId: buying.user.id, asset: 'STAR', amount: 50n } as const;
  const adjust = async (direction: 'debit' | 'credit'): Promise<void> => {
    const change = await requestAdjustment(app, { ...words(finance), ...star, direction });
    await approveRefund(app, { refundId: change.id, staffId: other });
    await reached(change, 'done');
  };
  await adjust('debit');
  await approveRefund(app, { refundId: refund.id, staffId: other });
  await reached(refund, 'failed');
  expect(await codeOf(retryRefund(app, { refundId: refund.id, staffId: support }))).toBe('FORBIDDEN');

  await adjust('credit');
  await retryRefund(app, { refundId: refund.id, staffId: finance });
  await reached(refund, 'done');
  expect(await stateOf(app, buying)).toMatchObject({ wallet: 800n * TON, stars: 0n, order: 'refunded' });
  expect(await codeOf(retryRefund(app, { refundId: refund.id, staffId: finance }))).toBe('REFUND_STATE');
});

test('a request, when it is rejected or taken back, then the money can be asked for again', async () => {
  const buying = await bought(1000);
  const first = await ask(buying, finance);
  expect(await codeOf(ask(buying, other, { amount: 1n }))).toBe('REFUND_EXCEEDS_PAID');

  expect(await codeOf(rejectRefund(app, { refundId: first.id, staffId: finance }))).toBe('REFUND_OWN');
  await rejectRefund(app, { refundId: first.id, staffId: admin, remark: 'no' });
  const second = await ask(buying, finance);
  await cancelRefund(app, { refundId: second.id, staffId: finance });
  const third = await ask(buying, other);

  expect(await told(first)).toEqual(['requested', 'declined']);
  expect(await codeOf(approveRefund(app, { refundId: first.id, staffId: other }))).toBe('REFUND_STATE');
  expect((await refundEvents(app, first.id)).at(-1)).toMatchObject({
    actor: `staff:${admin}`,
    from: 'requested',
    to: 'rejected',
    remark: 'no',
  });
  await cancelRefund(app, { refundId: third.id, staffId: other });
});

test('a top-up, when it is to go to the balance or is refunded as bought stars are, then that makes no sense', async () => {
  const buying = await toppedUp(50n * TON);

  expect(await dataOf(ask(buying, finance))).toEqual({ reason: 'balance' });
});

test('a purchase from balance, when it is refunded, then the wallet is as before and no address can be paid', async () => {
  const { user } = await toppedUp(500n * TON);
  const { order } = await buyFromBalance(app, {
    userId: user.id,
    stars: 100,
    requestKey: `test-balance-${++keys}`,
  });

  expect(await dataOf(ask({ order }, finance, { destination: 'address' }))).toEqual({ reason: 'address' });
  const refund = await ask({ order }, finance, { amount: 50n * TON });
  await reached(refund, 'done');

  expect(await userBalances(app.db, user.id)).toEqual({
    wallet: 450n * TON,
    stars: 50n,
    hold: 0n,
    delivery: 0n,
  });
  await reached(await ask({ order }, finance), 'done');
  expect(await findOrder(app, order.id)).toMatchObject({ status: 'refunded' });
});

test('adjustments, when another person approves them, then the balance changes in either direction', async () => {
  const { user } = await toppedUp(20n * TON);
  const change = (direction: 'credit' | 'debit', amount: bigint, staffId = finance) =>
    requestAdjustment(app, { ...words(staffId), userId: user.id, direction, asset: 'TON', amount });

  const up = await change('credit', 5n * TON);
  const down = await change('debit', 7n * TON);
  expect([up.needsApproval, down.needsApproval]).toEqual([true, true]);
  for (const { id } of [up, down]) {
    expect(await codeOf(approveRefund(app, { refundId: id, staffId: finance }))).toBe('REFUND_OWN');
    await approveRefund(app, { refundId: id, staffId: admin });
  }
  await reached(up, 'done');
  await reached(down, 'done');

  expect(await userBalances(app.db, user.id)).toMatchObject({ wallet: 18n * TON });
  expect(await told(down)).toEqual(['done']);
  expect(await codeOf(change('debit', 19n * TON))).toBe('REFUND_VALUE_SPENT');
  expect(await codeOf(change('credit', 1n, support))).toBe('FORBIDDEN');
  expect(await codeOf(change('credit', 1n, admin))).toBe('FORBIDDEN');
  expect(await codeOf(change('credit', 0n))).toBe('AMOUNT_OUT_OF_RANGE');
});

test('limits, when they are changed, then the next request keeps to them', async () => {
  const [limit] = (await refundLimits(app)).filter(
    ({ kind, role }) => kind === 'refund' && role === 'support',
  );
  if (!limit) throw new Error('support has a limit');
  const buying = await bought();

  expect(
    await codeOf(setRefundLimit(app, { ...limit, requestUpTo: null, staffId: finance, reason: 'more' })),
  ).toBe('FORBIDDEN');
  await setRefundLimit(app, { ...limit, requestUpTo: 2n * TON, staffId: admin, reason: 'less' });
  expect(await dataOf(ask(buying, support, { amount: 3n * TON }))).toEqual({
    kind: 'refund',
    limit: `${2n * TON}`,
  });
  const back = await setRefundLimit(app, { ...limit, staffId: admin, reason: 'as before' });
  expect(await codeOf(ask(buying, support, { amount: 3n * TON }))).toBe('REFUND_NOT_ALLOWED');
  await secondApproves(app, back);
  expect(await codeOf(ask(buying, support, { amount: 3n * TON }))).toBe('accepted');
});

test('a refund, when the function is switched off, then nothing is asked for and what was approved waits', async () => {
  const buying = await bought();
  const off = (enabled: boolean) => setSwitch(app, { name: 'refund', enabled, note: '', staffId: admin });
  const large = await ask(await bought(1000), finance);

  await off(false);
  expect(await codeOf(ask(buying, finance, { amount: TON }))).toBe('SWITCHED_OFF');
  await approveRefund(app, { refundId: large.id, staffId: other });
  expect(await codeOf(executeRefund(app, large.id))).toBe('SWITCHED_OFF');
  await off(true);

  await executeRefund(app, large.id);
  expect((await findRefund(app, large.id))?.status).toBe('done');
});

test('a request, when it has any of the reasons, then it is taken', async () => {
  const buying = await bought();

  for (const reason of REFUND_REASONS) {
    const refund = await ask(buying, finance, { reason, amount: TON });
    expect(refund.reason).toBe(reason);
  }
});

test('limits, when they are listed, then every kind has one for every role', async () => {
  const limits = await refundLimits(app);

  for (const kind of REFUND_KINDS)
    expect(limits.filter((limit) => limit.kind === kind).map(({ role }) => role)).toEqual([...ROLES].sort());
});

test('every destination, when a top-up is asked back, then it is an address or refused', async () => {
  const buying = await toppedUp(50n * TON);

  const codes = [];
  for (const destination of REFUND_DESTINATIONS)
    codes.push(`${destination} ${await codeOf(ask(buying, finance, { destination }))}`);
  expect(codes).toEqual(['balance REFUND_SOURCE', 'address accepted']);
});

test('a request, when its input makes no sense, then it is refused', async () => {
  const buying = await bought();

  expect(await codeOf(ask(buying, finance, { note: ' ' }))).toBe('TEXT_INVALID');
  expect(await codeOf(ask(buying, finance, { amount: 0n }))).toBe('AMOUNT_OUT_OF_RANGE');
  expect(await codeOf(ask(buying, finance, { of: { orderId: 'x' } }))).toBe('ORDER_UNKNOWN');
  expect(await codeOf(ask(await buy(app), finance))).toBe('REFUND_SOURCE');
  expect(await codeOf(approveRefund(app, { refundId: 'x', staffId: finance }))).toBe('REFUND_UNKNOWN');
  expect(await codeOf(executeRefund(app, buying.order.id))).toBe('REFUND_UNKNOWN');
});

test('the states, when the table of the code is compared with that of the database, then both are the same', async () => {
  const { rows } = await app.db.query<{ pair: string }>(
    `SELECT from_status || ' > ' || to_status AS pair FROM refund_transitions ORDER BY 1`,
  );

  const ours = REFUND_STATUSES.flatMap((from) => REFUND_STATES[from].next.map((to) => `${from} > ${to}`));
  expect(rows.map(({ pair }) => pair)).toEqual(ours.toSorted());
});

test('the ledger, when all of this is over, then stands', async () => {
  await jobsDone(app);
  expect(await checkLedger(app)).toEqual([]);
});
