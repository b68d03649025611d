import { expect, test } from 'vitest';
import { houseAccountId, userAccountId } from '../../src/ledger/accounts.ts';
import { post, trialBalance, userBalances } from '../../src/ledger/index.ts';
import { openAssets } from '../../src/shop/index.ts';
import { ensureUser } from '../../src/users/index.ts';
import { createTestContext } from '../kit/testContext.ts';
import {
  HOUSE_ACCOUNTS,
  USER_ACCOUNTS,
  type HouseAccount,
  type UserAccount,
} from '../../src/ledger/types.ts';
import { journal, line } from '../kit/journals.ts';

const context = await createTestContext({ PAYMENT_ASSET: 'GRAM', LEDGER_ASSETS: 'USDT:6, BTC:8' });

test('assets, when configuration names another coin and further ones, then users and the house have accounts in them', async () => {
  await openAssets(context);
  await openAssets(context);
  const user = await ensureUser(context, {
    telegramId: 7n,
    username: undefined,
    firstName: 'A',
    lastName: undefined,
    languageCode: 'en',
  });

  await context.db.tx((tx) =>
    post(
      tx,
      journal([
        line(
          { house: 'provider_clearing', asset: 'GRAM' },
          { user: user.id, account: 'wallet', asset: 'GRAM' },
          5n,
        ),
        line({ house: 'suspense', asset: 'BTC' }, { house: 'adjustments', asset: 'BTC' }, 3n),
      ]),
    ),
  );

  expect((await userBalances(context.db, user.id, 'GRAM')).wallet).toBe(5n);
  const lines = await trialBalance(context.db);
  expect(lines).toContainEqual({ asset: 'BTC', kind: 'adjustments', balance: 3n });
  expect(new Set(lines.map(({ asset }) => asset))).toEqual(new Set(['TON', 'STAR', 'GRAM', 'USDT', 'BTC']));
});

test('assets, when one is configured with other decimals than it has, then the start says so', async () => {
  const other = await createTestContext({ LEDGER_ASSETS: 'STAR:2' });
  await expect(openAssets(other)).rejects.toMatchObject({ code: 'JOURNAL_INVALID', data: { asset: 'STAR' } });
});

test('account numbers, when the code and the database compute them, then both have the same kinds and numbers', async () => {
  await ensureUser(context, {
    telegramId: 8n,
    username: undefined,
    firstName: 'B',
    lastName: undefined,
    languageCode: 'en',
  });
  const { rows } = await context.db.query<{
    id: bigint;
    kind: string;
    user: bigint | null;
    shard: number;
    asset: number;
  }>(
    `SELECT a.id, a.kind, a.user_id AS "user", a.shard, s.id AS asset
     FROM ledger.accounts a JOIN ledger.assets s ON s.code = a.asset`,
  );

  for (const { id, kind, user, shard, asset } of rows)
    expect(
      user === null
        ? houseAccountId(kind as HouseAccount, shard, BigInt(asset))
        : userAccountId(user, kind as UserAccount, BigInt(asset)),
      kind,
    ).toBe(id);
  const kinds = (ofHouse: boolean): Set<string> =>
    new Set(rows.filter(({ user }) => (user === null) === ofHouse).map(({ kind }) => kind));
  expect(kinds(true)).toEqual(new Set(HOUSE_ACCOUNTS));
  expect(kinds(false)).toEqual(new Set(USER_ACCOUNTS));
});
