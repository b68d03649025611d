import { post } from '../../src/ledger/index.ts';
import { AppError } from '../../src/lib/index.ts';
import type { Context } from '../../src/platform/index.ts';
import { ensureUser, type User } from '../../src/users/index.ts';

export const TON = 1_000_000_000n;

let last = 7_000_000_000n;

/** A new user with open accounts. */
export function newUser(context: Context): Promise<User> {
  return ensureUser(context, { telegramId: ++last, firstName: 'Ann', languageCode: 'en' });
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

/** The code that the work was refused with, or `accepted`. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** The data of the refusal. */
export async function dataOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    if (error instanceof AppError) return error.data;
    throw error;
  }
}
