import { beforeAll, expect, test } from 'vitest';
import { linkedJournals, reverse, trialBalance, userBalances, verifyLedger } from '../../src/ledger/index.ts';
import { newId } from '../../src/lib/index.ts';
import { bothSides } from '../../src/payments/index.ts';
import { openBreak } from '../../src/breaks/index.ts';
import { resolveBreak } from '../../src/reconciliation/index.ts';
import {
  approveRefund,
  cancelRefund,
  executeRefund,
  findRefund,
  rejectRefund,
  requestAdjustment,
  requestRelease,
  type Refund,
  type ReleaseRequest,
} from '../../src/refunds/index.ts';
import { findTransaction } from '../../src/shop/index.ts';
import { ensureUser, type User } from '../../src/users/index.ts';
import { deleteMyAccount } from '../../src/privacy/index.ts';
import { stallRows } from '../kit/stall.ts';
import { createWorkers } from '../kit/worker.ts';
import { buy, openShop, pay, play, type Buying } from '../kit/shop.ts';
import { eventually } from '../kit/eventually.ts';
import { newTelegramId } from '../kit/users.ts';
import { TON } from '../kit/money.ts';
import { codeOf, dataOf } from '../kit/refusals.ts';
import { hire } from '../kit/hire.ts';

const shop = await openShop();
const { app } = shop;
const { owner } = app.testDb;
const startWorker = createWorkers(app);
const [finance, other, admin, support, auditor] = [
  await hire(app, 'finance'),
  await hire(app, 'finance'),
  await hire(app, 'admin'),
  await hire(app, 'support'),
  await hire(app, 'auditor'),
];
let keys = 0;

beforeAll(() => play(shop, '/webhooks/settings', { lose: 1_000_000 }));

const person = (): Promise<User> => ensureUser(app, { telegramId: newTelegramId(), languageCode: 'en' });
const walletOf = async ({ id }: User): Promise<bigint> => (await userBalances(app.db, id)).wallet;
const suspense = async (): Promise<bigint> =>
  (await trialBalance(app.db)).find(({ kind, asset }) => kind === 'suspense' && asset === 'TON')?.balance ??
  0n;

interface Posting {
  put: bigint;
  lies: bigint;
  waiting: bigint;
  left: bigint;
  status: string;
}
const postingOf = (journalId: string): Promise<Posting | undefined> =>
  app.db.one('SELECT put, lies, waiting, "left", status FROM suspense_postings WHERE journal_id = $1', [
    journalId,
  ]);
const journalOf = async (breakId: string): Promise<string> =>
  (await app.db.one<{ id: string }>('SELECT journal_id AS id FROM breaks WHERE id = $1', [breakId]))?.id ??
  '';

/** Money at the provider of which nobody knows whose it is; gives the journal that put it into suspense. */
async function unclaimed(amount = 10n * TON): Promise<string> {
  const uuid = newId();
  const text = (amount / TON).toString();
  const detail = { ...bothSides(undefined, undefined), theirAmount: text, theirPayment: text };
  await openBreak(app.db, {
    class: 'missing_with_us',
    source: 'sweep',
    subject: uuid,
    providerUuid: uuid,
    detail,
  });
  return writtenOff(uuid, amount);
}

async function writtenOff(subject: string, amount: bigint): Promise<string> {
  const found = await app.db.one<{ id: string }>(
    `SELECT id FROM breaks WHERE subject = $1 AND status = 'open'`,
    [subject],
  );
  const breakId = found?.id ?? '';
  await resolveBreak(app, {
    breakId,
    staffId: finance,
    resolution: 'write_off',
    amount,
    note: 'whose is it?',
  });
  return journalOf(breakId);
}

/** The same of money that came for an order. */
async function ofOrder(): Promise<Buying & { journalId: string }> {
  const buying = await buy(app);
  await openBreak(app.db, {
    class: 'paid_not_delivered',
    source: 'sweep',
    subject: buying.invoice.id,
    invoiceId: buying.invoice.id,
    orderId: buying.order.id,
    asset: 'TON',
    amount: 95n * TON,
    detail: { ...bothSides({ status: 'cancel', amount: 95n * TON, booked: 0n }, undefined) },
  });
  return { ...buying, journalId: await writtenOff(buying.invoice.id, 95n * TON) };
}

const ask = (journalId: string, change: Partial<ReleaseRequest> = {}): ReturnType<typeof requestRelease> =>
  requestRelease(app, {
    journalId,
    staffId: finance,
    reason: 'correction',
    note: 'the payer wrote to us',
    requestKey: `test-release-${++keys}`,
    ...change,
  });
const carriedOut = async (refund: Refund): Promise<Refund | undefined> => {
  await approveRefund(app, { refundId: refund.id, staffId: other });
  await executeRefund(app, refund.id);
  return findRefund(app, refund.id);
};

test('money in suspense, when its owner turns up, then another person approves and it is on the balance, in whole or in parts', async () => {
  const [journalId, user, before] = [await unclaimed(), await person(), await suspense()];
  const part = await ask(journalId, { userId: user.id, amount: 4n * TON });
  expect(part).toMatchObject({ status: 'requested', needsApproval: true, kind: 'adjustment', asset: 'TON' });
  expect(await postingOf(journalId)).toEqual({
    put: 10n * TON,
    lies: 10n * TON,
    waiting: 4n * TON,
    left: 6n * TON,
    status: 'open',
  });
  expect(await walletOf(user)).toBe(0n);
  expect(await codeOf(approveRefund(app, { refundId: part.id, staffId: finance }))).toBe('REFUND_OWN');

  expect(await carriedOut(part)).toMatchObject({ status: 'done', approvedBy: other });
  expect(await walletOf(user)).toBe(4n * TON);
  expect(await dataOf(ask(journalId, { userId: user.id, amount: 6n * TON + 1n }))).toEqual({ left: '6' });
  const rest = await ask(journalId, { userId: user.id });
  expect(rest.amount).toBe(6n * TON);
  await carriedOut(rest);

  expect(await walletOf(user)).toBe(10n * TON);
  expect(before - (await suspense())).toBe(10n * TON);
  expect(await postingOf(journalId)).toMatchObject({ lies: 0n, left: 0n, status: 'closed' });
  expect(await codeOf(ask(journalId, { userId: user.id }))).toBe('REFUND_EXCEEDS_PAID');
});

test('a release, when it is done, then the user is told that a payment was found and sees it in the history; the ledger leads both ways', async () => {
  const [journalId, user] = [await unclaimed(), await person()];
  const done = await carriedOut(await ask(journalId, { userId: user.id }));
  const { rows } = await app.db.query<{ data: unknown }>(
    'SELECT data FROM notifications WHERE user_id = $1',
    [user.id],
  );
  expect(rows).toMatchObject([
    { data: { step: 'done', kind: 'adjustment', wasInSuspense: true, amount: '10000000000', asset: 'TON' } },
  ]);
  const id = done?.journalId ?? '';
  expect(await findTransaction(app, { userId: user.id, id })).toMatchObject({
    transaction: { kind: 'adjustment', amount: 10n * TON },
  });
  expect(await linkedJournals(app.db, journalId)).toEqual([id]);
  expect(
    await app.db.one(
      'SELECT original_id AS original, refund_id AS refund FROM ledger.journals WHERE journal_id = $1',
      [id],
    ),
  ).toEqual({ original: journalId, refund: done?.id });
});

test('money of an order, when it is released, then only its buyer can have it, and the order leads to it', async () => {
  const { journalId, user, order, invoice } = await ofOrder();
  expect(await dataOf(ask(journalId, { userId: (await person()).id }))).toEqual({ fields: 'userId' });
  const done = await carriedOut(await ask(journalId));
  expect(done).toMatchObject({ userId: user.id, orderId: order.id, invoiceId: invoice.id, status: 'done' });
  expect(await walletOf(user)).toBe(95n * TON);
  expect(await linkedJournals(app.db, order.id)).toEqual([journalId, done?.journalId]);
});

test('a release, when what it names is nobody, nothing or not in suspense, then it is refused', async () => {
  const [journalId, user] = [await unclaimed(), await person()];
  expect(await codeOf(ask(journalId))).toBe('INPUT_INVALID');
  expect(await codeOf(ask(journalId, { userId: 999_999_999n }))).toBe('USER_UNKNOWN');
  for (const amount of [0n, -1n])
    expect(await codeOf(ask(journalId, { userId: user.id, amount }))).toBe('AMOUNT_OUT_OF_RANGE');
  const buying = await buy(app);
  await pay(shop, buying);
  const paid = await carriedOut(
    await requestAdjustment(app, {
      staffId: finance,
      userId: user.id,
      direction: 'credit',
      asset: 'TON',
      amount: TON,
      reason: 'goodwill',
      note: 'of another kind',
      requestKey: `test-release-${++keys}`,
    }),
  );
  for (const id of ['no-id', newId(), paid?.journalId ?? ''])
    expect(await codeOf(ask(id, { userId: user.id }))).toBe('JOURNAL_UNKNOWN');
});

test('a release, when its user deleted the account, then it is not asked for, and what was approved stays in suspense', async () => {
  const [journalId, user] = [await unclaimed(), await person()];
  const asked = await ask(journalId, { userId: user.id, amount: TON });
  await deleteMyAccount(app, { userId: user.id });
  expect(await codeOf(ask(journalId, { userId: user.id }))).toBe('USER_UNKNOWN');
  expect(await carriedOut(asked)).toMatchObject({ status: 'failed', error: 'USER_UNKNOWN', journalId: null });
  await cancelRefund(app, { refundId: asked.id, staffId: finance });
  expect(await postingOf(journalId)).toMatchObject({ lies: 10n * TON, left: 10n * TON });
});

test('a release, when somebody without the right asks or approves, then it is refused, and the database refuses too', async () => {
  const [journalId, user] = [await unclaimed(), await person()];
  for (const staffId of [support, admin, auditor, 999_999n])
    expect(await codeOf(ask(journalId, { userId: user.id, staffId }))).toBe('FORBIDDEN');
  const asked = await ask(journalId, { userId: user.id });
  for (const staffId of [support, auditor])
    expect(await codeOf(approveRefund(app, { refundId: asked.id, staffId }))).toBe('FORBIDDEN');
  await executeRefund(app, asked.id);
  expect(await walletOf(user)).toBe(0n);
  const debit = owner.query(
    `INSERT INTO refunds (id, kind, user_id, original_id, direction, destination, asset, amount, reason, note, request_key,
       requested_by, changed_by) VALUES ($1, 'adjustment', $2, $3, 'debit', 'balance', 'TON', 1, 'other', 'x', gen_random_uuid()::text, $4, 'x')`,
    [newId(), user.id, journalId, finance],
  );
  await expect(debit).rejects.toMatchObject({ constraint: 'refunds_form' });
  await rejectRefund(app, { refundId: asked.id, staffId: admin, remark: 'not the owner' });
  expect(await postingOf(journalId)).toMatchObject({ waiting: 0n, left: 10n * TON });
});

test('one form, when it is sent twenty times at once, then there is one request', async () => {
  const [journalId, user] = [await unclaimed(), await person()];
  const once = { userId: user.id, amount: TON, requestKey: `test-release-${++keys}` };
  const all = await Promise.all(Array.from({ length: 20 }, () => ask(journalId, once)));
  expect(new Set(all.map(({ id }) => id)).size).toBe(1);
  expect(await postingOf(journalId)).toMatchObject({ waiting: TON });
});

test('twenty requests at once, when they are for different users, then together they are no more than lies there', async () => {
  const journalId = await unclaimed();
  const people = await Promise.all(Array.from({ length: 20 }, person));
  const answers = await Promise.allSettled(
    people.map(({ id }) => ask(journalId, { userId: id, amount: 3n * TON })),
  );
  const asked = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  expect(asked).toHaveLength(3);
  await Promise.all(asked.map(carriedOut));
  const got = await Promise.all(people.map(walletOf));
  expect(got.reduce((sum, one) => sum + one, 0n)).toBe(9n * TON);
  expect(await postingOf(journalId)).toMatchObject({ lies: TON, left: TON });
});

test('two connections, when one holds the posting while both ask for all of it, then one request is left', async () => {
  const [journalId, ann, bob] = [await unclaimed(), await person(), await person()];
  const stall = await stallRows(
    owner,
    'SELECT 1 FROM ledger.transfer WHERE journal_id = $1 AND line = 1 FOR UPDATE',
    [journalId],
  );
  const both = Promise.all([ann, bob].map(({ id }) => codeOf(ask(journalId, { userId: id }))));
  await stall.reached();
  await stall.letGo();
  expect((await both).toSorted()).toEqual(['REFUND_EXCEEDS_PAID', 'accepted']);
  expect(await postingOf(journalId)).toMatchObject({ waiting: 10n * TON, left: 0n });
});

test('requests beyond what lies there, when they came to be by SQL and are carried out at once, then the ledger gives no more than was put', async () => {
  const journalId = await unclaimed();
  const people = await Promise.all(Array.from({ length: 6 }, person));
  const ids = await Promise.all(
    people.map(async ({ id: userId }) => {
      const id = newId();
      await owner.query(
        `INSERT INTO refunds (id, kind, user_id, original_id, destination, asset, amount, reason, note, request_key, requested_by, changed_by)
         VALUES ($1, 'adjustment', $2, $3, 'balance', 'TON', $4, 'other', 'by hand', gen_random_uuid()::text, $5, 'x')`,
        [id, userId, journalId, 4n * TON, finance],
      );
      await approveRefund(app, { refundId: id, staffId: other });
      return id;
    }),
  );
  await Promise.all(ids.flatMap((id) => [executeRefund(app, id), executeRefund(app, id)]));
  const states = await Promise.all(ids.map((id) => findRefund(app, id)));
  expect(states.filter((refund) => refund?.status === 'done')).toHaveLength(2);
  expect(states.filter((refund) => refund?.error === 'REFUND_EXCEEDS_PAID')).toHaveLength(4);
  const got = await Promise.all(people.map(walletOf));
  expect(got.reduce((sum, one) => sum + one, 0n)).toBe(8n * TON);
});

test('a worker, when killed while it posts a release, then another one carries it out once', async () => {
  const [journalId, user] = [await unclaimed(), await person()];
  const asked = await ask(journalId, { userId: user.id });
  const stall = await stallRows(
    owner,
    'SELECT 1 FROM ledger.balance WHERE id = (($1::bigint << 7) | 1) FOR UPDATE',
    [user.id],
  );
  await approveRefund(app, { refundId: asked.id, staffId: other });
  const first = await startWorker();
  await stall.reached();
  await first.end('SIGKILL');
  await stall.letGo();
  expect(await findRefund(app, asked.id)).toMatchObject({ status: 'approved', journalId: null });
  const second = await startWorker();
  await eventually(async () => (await findRefund(app, asked.id))?.status === 'done', 60);
  expect(await walletOf(user)).toBe(10n * TON);
  expect(await postingOf(journalId)).toMatchObject({ lies: 0n, status: 'closed' });
  await second.end('SIGKILL');
}, 120_000);

test('what lies in suspense, when losses, releases and their reversals stand beside each other, then all of it adds up to the balance', async () => {
  const [journalId, user] = [await unclaimed(), await person()];
  const done = await carriedOut(await ask(journalId, { userId: user.id, amount: 4n * TON }));
  const cause = { reason: 'the wrong person', actor: `staff:${finance}` };
  const back = await app.db.tx((tx) => reverse(tx, { originalId: done?.journalId ?? '', ...cause }));
  // It was taken out for good, so what came back is a posting of its own, and goes out against that.
  expect(await postingOf(journalId)).toMatchObject({ put: 10n * TON, lies: 6n * TON, left: 6n * TON });
  expect(await postingOf(back.journalId)).toMatchObject({ put: 4n * TON, lies: 4n * TON, left: 4n * TON });
  const loss = await lost();
  expect(await postingOf(loss)).toMatchObject({ put: -95n * TON, lies: -95n * TON, left: 0n });
  expect(await codeOf(ask(loss))).toBe('REFUND_EXCEEDS_PAID');

  const right = await person();
  expect(await carriedOut(await ask(back.journalId, { userId: right.id }))).toMatchObject({ status: 'done' });
  expect(await walletOf(right)).toBe(4n * TON);
  const sum = await app.db.one<{ lies: bigint }>(
    `SELECT sum(lies)::bigint AS lies FROM suspense_postings WHERE asset = 'TON'`,
  );
  expect(sum?.lies).toBe(await suspense());
});

/** Money that was booked and is gone: suspense bears it. */
async function lost(): Promise<string> {
  const { order, invoice } = await buy(app);
  await owner.query('UPDATE invoices SET booked = $2 WHERE id = $1', [invoice.id, 95n * TON]);
  await openBreak(app.db, {
    class: 'delivered_not_paid',
    source: 'sweep',
    subject: invoice.id,
    invoiceId: invoice.id,
    orderId: order.id,
    asset: 'TON',
    amount: 95n * TON,
    detail: bothSides({ status: 'paid', amount: 95n * TON, booked: 95n * TON }, undefined),
  });
  return writtenOff(invoice.id, 95n * TON);
}

test('the ledger, after all of this, then balances', async () => {
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
});
