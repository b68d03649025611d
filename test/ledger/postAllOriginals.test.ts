import { expect, test } from 'vitest';
import { hold, post, postAll, userBalances, verifyLedger, type Journal } from '../../src/ledger/index.ts';
import { newId } from '../../src/lib/index.ts';
import { journal, line, openUsers, together, topup, wallet } from '../kit/journals.ts';
import { createTestDb } from '../kit/testDb.ts';

const { db } = await createTestDb();
let next = 1n;

/** A user with 50 units set aside, and the journal that gives a part of them back. */
async function held(): Promise<{ user: bigint; holdId: string; release: (amount: bigint) => Journal }> {
  const [user = 0n] = await openUsers(db, 1, next++);
  await db.tx((tx) => post(tx, topup(user, 50n)));
  const cause = { key: `op:${newId()}`, reason: 'test', actor: 'system', asset: 'TON' };
  const { journalId: holdId } = await db.tx((tx) => hold(tx, { ...cause, user, amount: 50n }));
  const release = (amount: bigint): Journal =>
    journal([line({ user, account: 'hold', asset: 'TON' }, wallet(user), amount)], {
      kind: 'release',
      originalId: holdId,
    });
  return { user, holdId, release };
}

const walletOf = async (user: bigint): Promise<bigint> => (await userBalances(db, user)).wallet;
const postedAgainst = async (holdId: string): Promise<string[]> => {
  const { rows } = await db.query<{ id: string }>(
    'SELECT journal_id AS id FROM ledger.journals WHERE original_id = $1',
    [holdId],
  );
  return rows.map(({ id }) => id);
};

test('journals with originals, when they are posted together, then each counts against its own and a repeat moves nothing', async () => {
  const [a, b] = [await held(), await held()];
  const batch = [a.release(50n), topup(a.user, 7n), b.release(20n)];

  const first = await db.tx((tx) => postAll(tx, batch));
  const again = await db.tx((tx) => postAll(tx, batch));

  expect(first.map(({ replayed }) => replayed)).toEqual([false, false, false]);
  expect(again).toEqual(first.map(({ journalId }) => ({ journalId, replayed: true })));
  expect([await walletOf(a.user), await walletOf(b.user)]).toEqual([57n, 20n]);
  expect(await postedAgainst(b.holdId)).toEqual([first[2]?.journalId]);
  const more = db.tx((tx) => postAll(tx, [b.release(31n), topup(b.user, 1n)]));
  await expect(more).rejects.toMatchObject({ code: 'REFUND_EXCEEDS_PAID', data: { earlier: '20' } });
});

test('journals with originals, when one of them is refused, then none is posted', async () => {
  const [a, b] = [await held(), await held()];

  const tooMuch = db.tx((tx) => postAll(tx, [a.release(50n), b.release(51n)]));
  const tooPoor = db.tx((tx) =>
    postAll(tx, [a.release(50n), journal([line(wallet(b.user), wallet(a.user), 1n)])]),
  );

  await expect(tooMuch).rejects.toMatchObject({ code: 'REFUND_EXCEEDS_PAID' });
  await expect(tooPoor).rejects.toMatchObject({ code: 'INSUFFICIENT_FUNDS', data: { need: '1', have: '0' } });
  expect([await walletOf(a.user), await postedAgainst(a.holdId)]).toEqual([0n, []]);
});

test('two journals with one original, when they are posted together, then they are refused', async () => {
  const { user, holdId, release } = await held();

  const twice = db.tx((tx) => postAll(tx, [release(30n), release(30n)]));

  await expect(twice).rejects.toMatchObject({ code: 'JOURNAL_INVALID' });
  expect([await walletOf(user), await postedAgainst(holdId)]).toEqual([0n, []]);
});

test('the same journals with originals, when ten callers post them at once, then the money moves once', async () => {
  const all = [await held(), await held(), await held()];
  const batch = all.map(({ release }) => release(50n));

  const results = await together(10, (i) =>
    db.tx((tx) => postAll(tx, i % 2 === 0 ? batch : batch.toReversed())),
  );

  expect(results.flat().filter(({ replayed }) => !replayed)).toHaveLength(3);
  for (const { user } of all) expect(await walletOf(user)).toBe(50n);
  expect((await verifyLedger(db)).broken).toBeUndefined();
});
