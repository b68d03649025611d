import { expect, test } from 'vitest';
import { journalLines, openUserAccounts, post, userBalances, type Journal } from '../../src/ledger/index.ts';
import { newId } from '../../src/lib/index.ts';
import { createTestDb } from '../support/testDb.ts';

const { db } = await createTestDb();
let users = 0n;

async function openedUser(): Promise<bigint> {
  users += 1n;
  await openUserAccounts(db, users);
  return users;
}

function topup(user: bigint, amount: bigint, key = `topup:${newId()}`): Journal {
  return {
    key,
    kind: 'topup',
    reason: 'test',
    actor: 'system',
    lines: [
      {
        debit: { house: 'provider_clearing', asset: 'TON' },
        credit: { user, account: 'wallet', asset: 'TON' },
        amount,
      },
    ],
  };
}

function purchase(user: bigint, amount: bigint, stars: bigint): Journal {
  return {
    key: `purchase:${newId()}`,
    kind: 'balance_purchase',
    reason: 'test',
    actor: `user:${user}`,
    lines: [
      {
        debit: { user, account: 'wallet', asset: 'TON' },
        credit: { house: 'revenue', asset: 'TON' },
        amount,
      },
      {
        debit: { house: 'star_stock', asset: 'STAR' },
        credit: { user, account: 'stars', asset: 'STAR' },
        amount: stars,
      },
      {
        debit: { house: 'bonus', asset: 'STAR' },
        credit: { user, account: 'stars', asset: 'STAR' },
        amount: 7n,
      },
    ],
  };
}

test('post, when a top-up and a purchase are posted, then the balances follow', async () => {
  const user = await openedUser();

  await db.tx((tx) => post(tx, topup(user, 100n)));
  const posted = await db.tx((tx) => post(tx, purchase(user, 30n, 20n)));

  expect(await userBalances(db, user)).toEqual({ wallet: 70n, stars: 27n, hold: 0n });
  const lines = await journalLines(db, posted.journalId);
  expect(
    lines.map(({ debit, credit, creditAfter, creditSeq }) => [debit, credit, creditAfter, creditSeq]),
  ).toEqual([
    [`user:${user}/wallet/TON`, 'house/revenue/TON', expect.any(BigInt), expect.any(BigInt)],
    ['house/star_stock/STAR', `user:${user}/stars/STAR`, 20n, 1n],
    ['house/bonus/STAR', `user:${user}/stars/STAR`, 27n, 2n],
  ]);
});

test('post, when the wallet holds less than is asked, then it refuses with need and have and moves nothing', async () => {
  const user = await openedUser();
  await db.tx((tx) => post(tx, topup(user, 10n)));

  const refused = db.tx((tx) => post(tx, purchase(user, 30n, 20n)));

  await expect(refused).rejects.toMatchObject({
    code: 'INSUFFICIENT_FUNDS',
    data: { need: '30', have: '10' },
  });
  expect(await userBalances(db, user)).toEqual({ wallet: 10n, stars: 0n, hold: 0n });
});

test('post, when a key comes again, then the same content is answered and another is refused', async () => {
  const user = await openedUser();
  const first = await db.tx((tx) => post(tx, topup(user, 10n, `k:${user}`)));

  const again = await db.tx((tx) => post(tx, topup(user, 10n, `k:${user}`)));
  const other = db.tx((tx) => post(tx, topup(user, 11n, `k:${user}`)));

  expect(again).toEqual({ journalId: first.journalId, replayed: true });
  await expect(other).rejects.toMatchObject({ code: 'KEY_REUSED' });
  expect((await userBalances(db, user)).wallet).toBe(10n);
});
