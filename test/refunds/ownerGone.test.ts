import { expect, test } from 'vitest';
import { userBalances, verifyLedger } from '../../src/ledger/index.ts';
import { checkOrder, settle } from '../../src/payments/index.ts';
import { resolveBreak } from '../../src/reconciliation/index.ts';
import {
  approveRefund,
  cancelRefund,
  confirmAddress,
  executeRefund,
  findRefund,
  lookUpRefund,
  previewRequest,
  proposeAddress,
  requestAdjustment,
  requestRefund,
  requestRelease,
} from '../../src/refunds/index.ts';
import { ensureUser, type User } from '../../src/users/index.ts';
import { deleteMyAccount } from '../../src/privacy/index.ts';
import { buy, openShop, pay, play, topUp, type Buying } from '../kit/shop.ts';
import { newTelegramId } from '../kit/users.ts';
import { TON } from '../kit/money.ts';
import { codeOf } from '../kit/refusals.ts';
import { hire } from '../kit/hire.ts';

const shop = await openShop();
const { app } = shop;
const [finance, other] = [await hire(app, 'finance'), await hire(app, 'finance')];
await play(shop, '/settings', { refunds: 'manual' });
let keys = 0;

const words = () =>
  ({
    staffId: finance,
    reason: 'customer_request',
    note: 'the owner wrote from a new account',
    requestKey: `gone-${++keys}`,
  }) as const;

/** The invoice ran out, and the buyer deleted the account. */
async function goneBuyer(start: Promise<Buying>): Promise<Buying> {
  const buying = await start;
  await play(shop, `/invoices/${buying.invoice.providerUuid}/expire`);
  app.clock.advance(60_000);
  await checkOrder(app, buying.order.id);
  await deleteMyAccount(app, { userId: buying.user.id });
  return buying;
}

async function paysLate(buying: Buying): Promise<void> {
  await pay(shop, buying, { part: 'exact' });
  const name = await app.db.one<{ orderId: string }>(
    'SELECT provider_order_id AS "orderId" FROM invoices WHERE id = $1',
    [buying.invoice.id],
  );
  const facts = await app.provider.info({ orderId: name?.orderId ?? '' });
  if (!facts) throw new Error('the provider does not know the invoice');
  await settle(app, { invoiceId: buying.invoice.id, facts, source: 'sweep' });
}

const newAccount = (): Promise<User> => ensureUser(app, { telegramId: newTelegramId(), firstName: 'Ann' });
const breaksOf = async ({ order }: Buying) =>
  (
    await app.db.query<{ id: string; class: string; status: string; amount: bigint; journalId: string }>(
      `SELECT id, class, status, amount, journal_id AS "journalId" FROM breaks WHERE order_id = $1 ORDER BY id`,
      [order.id],
    )
  ).rows;
const have = (user: Pick<User, 'id'>) => userBalances(app.db, user.id);

test.each([
  ['a purchase', () => buy(app), 95n * TON],
  ['a top-up', () => topUp(app, 50n * TON), 50n * TON],
] as const)(
  'coins of %s, when they come for a deleted account, then nobody gets them, and two people give them to the new one',
  async (_, start, amount) => {
    const buying = await goneBuyer(start());
    await paysLate(buying);

    expect(await have(buying.user)).toEqual({ wallet: 0n, stars: 0n, hold: 0n, delivery: 0n });
    const [found] = await breaksOf(buying);
    expect(found).toMatchObject({ class: 'owner_gone', status: 'open', amount });
    const told = await app.db.query('SELECT kind FROM notifications WHERE user_id = $1', [buying.user.id]);
    expect(told.rows).toEqual([{ kind: 'order_expired' }]);
    // Asked again, nothing more happens.
    app.clock.advance(60_000);
    await checkOrder(app, buying.order.id);
    expect(await breaksOf(buying)).toHaveLength(1);

    const journalId = found?.journalId ?? '';
    const owner = await newAccount();
    expect(await codeOf(requestRelease(app, { ...words(), journalId }))).toBe('INPUT_INVALID');
    expect(await codeOf(requestRelease(app, { ...words(), journalId, userId: buying.user.id }))).toBe(
      'INPUT_INVALID',
    );
    await previewRequest(app, { ...words(), journalId, userId: owner.id });
    const release = await requestRelease(app, { ...words(), journalId, userId: owner.id });
    expect(release).toMatchObject({ status: 'requested', needsApproval: true, amount });
    expect(await codeOf(approveRefund(app, { refundId: release.id, staffId: finance }))).toBe('REFUND_OWN');
    await approveRefund(app, { refundId: release.id, staffId: other });
    await executeRefund(app, release.id);

    expect(await have(owner)).toEqual({ wallet: amount, stars: 0n, hold: 0n, delivery: 0n });
    expect(await breaksOf(buying)).toMatchObject([{ status: 'resolved' }]);
  },
);

test('coins, when more of them come for a deleted account, then each part is a break of its own and stays open', async () => {
  const buying = await goneBuyer(buy(app));
  await paysLate(buying);
  await paysLate(buying);

  expect(await breaksOf(buying)).toMatchObject([
    { status: 'open', amount: 95n * TON },
    { status: 'open', amount: 95n * TON },
  ]);
  const [found] = await breaksOf(buying);
  expect(
    await codeOf(
      resolveBreak(app, {
        breakId: found?.id ?? '',
        staffId: finance,
        resolution: 'credit',
        note: 'to the buyer',
        amount: 95n * TON,
      }),
    ),
  ).toBe('INPUT_INVALID');
});

test('a break about money of a deleted account, when a person ignores it, then it still names where the money lies, and the owner can claim it', async () => {
  const buying = await goneBuyer(buy(app));
  await paysLate(buying);
  const [found] = await breaksOf(buying);

  await resolveBreak(app, {
    breakId: found?.id ?? '',
    staffId: finance,
    resolution: 'ignore',
    note: 'the owner does not write',
  });

  expect(await breaksOf(buying)).toMatchObject([{ status: 'resolved', journalId: found?.journalId }]);
  await claim(found?.journalId ?? '', 95n * TON);
});

test('an account, when it is deleted while its payment is being settled, then nothing is lost', async () => {
  const all = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const buying = await buy(app);
      await play(shop, `/invoices/${buying.invoice.providerUuid}/expire`);
      app.clock.advance(60_000);
      await checkOrder(app, buying.order.id);
      await pay(shop, buying);
      return buying;
    }),
  );
  app.clock.advance(60_000);

  await Promise.all(
    all.flatMap((buying) => [
      checkOrder(app, buying.order.id),
      deleteMyAccount(app, { userId: buying.user.id }).catch(() => undefined),
    ]),
  );

  for (const buying of all) {
    const { stars } = await have(buying.user);
    const row = await app.db.one<{ gone: boolean }>(
      'SELECT deleted_at IS NOT NULL AS gone FROM users WHERE id = $1',
      [buying.user.id],
    );
    // Either the stars are there and so is the person, or the coins wait to be claimed.
    expect(row?.gone).toBe(stars === 0n);
    expect(await breaksOf(buying)).toHaveLength(row?.gone === true ? 1 : 0);
  }
});

/** A purchase that was paid; its buyer then deletes the account with what is left. */
async function boughtAndGone(): Promise<Buying> {
  const buying = await buy(app);
  await pay(shop, buying);
  app.clock.advance(60_000);
  await checkOrder(app, buying.order.id);
  await deleteMyAccount(app, { userId: buying.user.id, giveUp: { wallet: 0n, stars: 110n } });
  return buying;
}

async function claim(journalId: string, amount: bigint): Promise<void> {
  const owner = await newAccount();
  const release = await requestRelease(app, { ...words(), journalId, userId: owner.id });
  await approveRefund(app, { refundId: release.id, staffId: other });
  await executeRefund(app, release.id);
  expect(await findRefund(app, release.id)).toMatchObject({ status: 'done' });
  expect((await have(owner)).wallet).toBe(amount);
}

test('a refund, when its user deleted the account, then the money waits in suspense and can be claimed', async () => {
  const buying = await boughtAndGone();
  const wish = { ...words(), of: { orderId: buying.order.id } };
  expect(await codeOf(requestRefund(app, { ...wish, destination: 'address' }))).toBe('USER_UNKNOWN');
  const refund = await requestRefund(app, { ...wish, destination: 'balance' });

  await executeRefund(app, refund.id);

  expect((await findRefund(app, refund.id))?.status).toBe('done');
  expect(await have(buying.user)).toEqual({ wallet: 0n, stars: 0n, hold: 0n, delivery: 0n });
  const [found] = await breaksOf(buying);
  expect(found).toMatchObject({ class: 'owner_gone', status: 'open', amount: 95n * TON });
  await claim(found?.journalId ?? '', 95n * TON);
  expect(await breaksOf(buying)).toMatchObject([{ status: 'resolved' }]);
});

test('a refund to a wallet, when it failed, its user is gone and it is given up, then the money waits in suspense', async () => {
  const buying = await buy(app);
  await pay(shop, buying);
  app.clock.advance(60_000);
  await checkOrder(app, buying.order.id);
  const refund = await requestRefund(app, {
    ...words(),
    of: { orderId: buying.order.id },
    destination: 'address',
  });
  const where = { userId: buying.user.id, refundId: refund.id };
  const address = 'UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI';
  const { code } = await proposeAddress(app, { ...where, address });
  await confirmAddress(app, { ...where, code });
  expect(
    await codeOf(deleteMyAccount(app, { userId: buying.user.id, giveUp: { wallet: 0n, stars: 110n } })),
  ).toBe('ACCOUNT_NOT_EMPTY');
  await executeRefund(app, refund.id);
  await play(shop, `/invoices/${buying.invoice.providerUuid}/refund`, { outcome: 'fail' });
  await lookUpRefund(app, refund.id);
  // As it was before a deletion waited for refunds.
  await app.testDb.owner.query('UPDATE users SET telegram_id = NULL, deleted_at = now() WHERE id = $1', [
    buying.user.id,
  ]);

  await cancelRefund(app, { refundId: refund.id, staffId: other });

  expect(await have(buying.user)).toEqual({ wallet: 0n, stars: 0n, hold: 0n, delivery: 0n });
  const [found] = await breaksOf(buying);
  await claim(found?.journalId ?? '', 95n * TON);
});

test('a correction of a balance, when the account is deleted, then it is refused', async () => {
  const { user } = await boughtAndGone();
  const wish = { ...words(), userId: user.id, asset: 'TON', amount: TON, direction: 'credit' } as const;

  expect(await codeOf(requestAdjustment(app, wish))).toBe('USER_UNKNOWN');
});

test('the ledger, when all of this is over, then stands', async () => {
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
});
