import { expect, test } from 'vitest';
import { post, trialBalance, userBalances } from '../../src/ledger/index.ts';
import { openAssets } from '../../src/shop/index.ts';
import { ensureUser } from '../../src/users/index.ts';
import { createTestContext } from '../support/testContext.ts';
import { journal, line } from './support.ts';

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
