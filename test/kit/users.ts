import { post } from '../../src/ledger/index.ts';
import type { Context } from '../../src/platform/index.ts';
import { ensureUser, type User } from '../../src/users/index.ts';

let people = 8_000_000_000n + BigInt(process.pid) * 100_000n;

/** A Telegram id that nobody has yet. */
export const newTelegramId = (): bigint => ++people;

/** A new user with open accounts. */
export function newUser(context: Context): Promise<User> {
  return ensureUser(context, { telegramId: newTelegramId(), firstName: 'Ann', languageCode: 'en' });
}

/** A new user with that much in the wallet (minor units), by a real journal. */
export async function newUserWith(context: Context, amount: bigint): Promise<User> {
  const user = await newUser(context);
  await fund(context, user.id, amount);
  return user;
}

let journals = 0;

export async function fund(context: Context, userId: bigint, amount: bigint): Promise<void> {
  await context.db.tx((tx) =>
    post(tx, {
      key: `test-fund:${userId}:${++journals}`,
      kind: 'adjustment',
      reason: 'test',
      actor: 'system',
      lines: [
        {
          debit: { house: 'adjustments', asset: 'TON' },
          credit: { user: userId, account: 'wallet', asset: 'TON' },
          amount,
        },
      ],
    }),
  );
}
