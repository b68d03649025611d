import { expect, test } from 'vitest';
import {
  capture,
  hold,
  post,
  postAll,
  release,
  reverse,
  setFrozen,
  userBalances,
} from '../../src/ledger/index.ts';
import { newId } from '../../src/lib/index.ts';
import { createTestDb } from '../kit/testDb.ts';
import {
  house,
  journal,
  line,
  openUsers,
  purchase,
  stars,
  together,
  topup,
  wallet,
} from '../kit/journals.ts';

const { db } = await createTestDb();
let next = 1n;
async function funded(amount: bigint): Promise<bigint> {
  const [user = 0n] = await openUsers(db, 1, next++);
  await db.tx((tx) => post(tx, topup(user, amount)));
  return user;
}
const cause = (key = newId()) => ({ key: `op:${key}`, reason: 'test', actor: 'system', asset: 'TON' });
const refund = (user: bigint, amount: bigint, originalId: string, key = newId()) =>
  journal([line(house('revenue'), wallet(user), amount)], {
    kind: 'refund',
    originalId,
    key: `refund:${originalId}:${key}`,
  });

test('hold, when money is set aside, then only the rest can be spent, and six holds of 10 on 50 make five', async () => {
  const user = await funded(50n);

  const results = await Promise.allSettled(
    Array.from({ length: 6 }, () => db.tx((tx) => hold(tx, { ...cause(), user, amount: 10n }))),
  );

  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  expect(await userBalances(db, user)).toEqual({ wallet: 0n, hold: 50n, stars: 0n, delivery: 0n });
});

test('release and capture, when together they stay within the hold, then they work, and not beyond', async () => {
  const user = await funded(50n);
  const { journalId: holdId } = await db.tx((tx) => hold(tx, { ...cause(), user, amount: 30n }));
  await db.tx((tx) => hold(tx, { ...cause(), user, amount: 20n }));

  await db.tx((tx) => release(tx, { ...cause(), user, amount: 10n, holdId }));
  await db.tx((tx) => capture(tx, { ...cause(), user, amount: 15n, holdId, to: 'revenue' }));
  const beyond = db.tx((tx) => release(tx, { ...cause(), user, amount: 6n, holdId }));

  await expect(beyond).rejects.toMatchObject({
    code: 'REFUND_EXCEEDS_PAID',
    data: { paid: '30', earlier: '25', asked: '6' },
  });
  expect(await userBalances(db, user)).toEqual({ wallet: 10n, hold: 25n, stars: 0n, delivery: 0n });
});

test('refund, when twenty race for one purchase, then together they give back at most what was paid', async () => {
  const user = await funded(100n);
  const { journalId } = await db.tx((tx) => post(tx, purchase(user, 100n, 10n)));

  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () => db.tx((tx) => post(tx, refund(user, 30n, journalId)))),
  );

  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'REFUND_EXCEEDS_PAID' });
  }
  expect((await userBalances(db, user)).wallet).toBe(90n);
  await db.tx((tx) => post(tx, refund(user, 10n, journalId)));
});

test('postAll, when one of several journals is a refund above its bound, then none is posted', async () => {
  const user = await funded(100n);
  const { journalId } = await db.tx((tx) => post(tx, purchase(user, 100n, 10n)));

  const both = db.tx((tx) => postAll(tx, [topup(user, 1n), refund(user, 101n, journalId)]));

  await expect(both).rejects.toMatchObject({ code: 'REFUND_EXCEEDS_PAID' });
  expect((await userBalances(db, user)).wallet).toBe(0n);
});

test('release, when it names the hold of another user, then it is refused', async () => {
  const [a, b] = [await funded(50n), await funded(50n)];
  const { journalId: holdId } = await db.tx((tx) => hold(tx, { ...cause(), user: a, amount: 30n }));
  await db.tx((tx) => hold(tx, { ...cause(), user: b, amount: 30n }));

  const foreign = db.tx((tx) => release(tx, { ...cause(), user: b, amount: 30n, holdId }));

  await expect(foreign).rejects.toMatchObject({ code: 'REFUND_EXCEEDS_PAID', data: { paid: '0' } });
});

test('refund, when the provider kept a fee, then the fee does not raise what can be given back', async () => {
  const user = await funded(1n);
  const sale = journal(
    [
      line(house('provider_clearing'), house('revenue'), 95n),
      line(house('fees'), house('provider_clearing'), 5n),
      line(house('star_stock', 'STAR'), stars(user), 10n),
    ],
    { kind: 'purchase' },
  );
  const { journalId } = await db.tx((tx) => post(tx, sale));

  await expect(db.tx((tx) => post(tx, refund(user, 96n, journalId)))).rejects.toMatchObject({
    code: 'REFUND_EXCEEDS_PAID',
    data: { asset: 'TON', paid: '95' },
  });
  await db.tx((tx) => post(tx, refund(user, 95n, journalId)));
});

test('refund, when the same key comes twenty times at once, then the money comes once', async () => {
  const user = await funded(100n);
  const { journalId } = await db.tx((tx) => post(tx, purchase(user, 100n, 10n)));
  const same = refund(user, 60n, journalId, 'one');

  const results = await together(20, () => db.tx((tx) => post(tx, same)));

  expect(results.filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect((await userBalances(db, user)).wallet).toBe(60n);
});

test('reverse, when a purchase was a mistake, then its mirror image is posted once', async () => {
  const user = await funded(100n);
  const { journalId } = await db.tx((tx) => post(tx, purchase(user, 100n, 10n)));
  const input = { originalId: journalId, reason: 'mistake', actor: 'staff:1' };

  const results = await together(8, () => db.tx((tx) => reverse(tx, input)));

  expect(results.filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect(await userBalances(db, user)).toEqual({ wallet: 100n, stars: 0n, hold: 0n, delivery: 0n });
});

test('reverse, when the journal was refunded or does not exist, then it is refused', async () => {
  const user = await funded(100n);
  const { journalId } = await db.tx((tx) => post(tx, purchase(user, 100n, 10n)));
  await db.tx((tx) => post(tx, refund(user, 1n, journalId)));

  const reversed = (originalId: string) =>
    db.tx((tx) => reverse(tx, { originalId, reason: 'mistake', actor: 'staff:1' }));

  await expect(reversed(journalId)).rejects.toMatchObject({ code: 'REFUND_EXCEEDS_PAID' });
  await expect(reversed(newId())).rejects.toMatchObject({ code: 'JOURNAL_UNKNOWN' });
});

test('setFrozen, when a wallet is frozen, then it receives but does not pay, until it is unfrozen', async () => {
  const user = await funded(10n);
  const change = (frozen: boolean) =>
    setFrozen(db, { user, account: 'wallet', asset: 'TON' }, { frozen, reason: 'checked', actor: 'staff:2' });
  await change(true);

  await expect(db.tx((tx) => post(tx, purchase(user, 1n, 1n)))).rejects.toMatchObject({
    code: 'ACCOUNT_FROZEN',
  });
  await expect(
    db.tx((tx) => post(tx, journal([line(wallet(user), house('fees'), 1n)]))),
  ).rejects.toMatchObject({ code: 'ACCOUNT_FROZEN' });
  await db.tx((tx) => post(tx, topup(user, 5n)));
  await change(false);
  await db.tx((tx) => post(tx, purchase(user, 15n, 1n)));

  const { rows } = await db.query('SELECT event, actor FROM ledger.account_events ORDER BY id');
  expect(rows).toEqual([
    { event: 'frozen', actor: 'staff:2' },
    { event: 'unfrozen', actor: 'staff:2' },
  ]);
});
