import {
  openUserAccounts,
  sealLedger,
  type AccountRef,
  type Journal,
  type JournalLine,
} from '../../src/ledger/index.ts';
import { newId } from '../../src/lib/index.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, Queryable } from '../../src/platform/index.ts';

/** Journals and accounts for tests. */
export const wallet = (user: bigint): AccountRef => ({ user, account: 'wallet', asset: 'TON' });
export const stars = (user: bigint): AccountRef => ({ user, account: 'stars', asset: 'STAR' });
export const house = (
  name: 'provider_clearing' | 'revenue' | 'fees' | 'bonus' | 'star_stock' | 'refunds' | 'adjustments',
  asset = 'TON',
): AccountRef => ({ house: name, asset });

export const line = (debit: AccountRef, credit: AccountRef, amount: bigint): JournalLine => ({
  debit,
  credit,
  amount,
});

export function journal(lines: readonly JournalLine[], more: Partial<Journal> = {}): Journal {
  return { key: `test:${newId()}`, kind: 'adjustment', reason: 'test', actor: 'system', lines, ...more };
}

export function topup(user: bigint, amount: bigint, more: Partial<Journal> = {}): Journal {
  return journal([line(house('provider_clearing'), wallet(user), amount)], { kind: 'topup', ...more });
}

/** Pay from the wallet, get stars and bonus: three movements. */
export function purchase(user: bigint, amount: bigint, count: bigint, more: Partial<Journal> = {}): Journal {
  return journal(
    [
      line(wallet(user), house('revenue'), amount),
      line(house('star_stock', 'STAR'), stars(user), count),
      line(house('bonus', 'STAR'), stars(user), 7n),
    ],
    { kind: 'balance_purchase', ...more },
  );
}

/** Users with open accounts, numbered from `from`. */
export async function openUsers(q: Queryable, count: number, from = 1n): Promise<bigint[]> {
  const users = Array.from({ length: count }, (_, i) => from + BigInt(i));
  for (const user of users) await openUserAccounts(q, user);
  return users;
}

/** Every row of the ledger's tables as text, to check that nothing at all has changed. */
export async function everything(owner: Queryable): Promise<string> {
  const { rows } = await owner.query<{ all: string }>(
    `SELECT (SELECT string_agg(b::text, E'\\n' ORDER BY b.id) FROM ledger.balance b) || (SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t.position), '') FROM ledger.transfer t) AS all`,
  );
  return rows[0]?.all ?? '';
}

/** Runs the same work many times side by side. */
export function together<T>(count: number, work: (i: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, i) => work(i)));
}

/** Seals everything. Transactions of other tests on the same server may hold the horizon back for a moment. */
export async function sealAll(
  context: Pick<Context, 'db' | 'log'>,
  publish?: Parameters<typeof sealLedger>[1],
): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    await sealLedger(context, publish);
    const row = await context.db.one<{ done: boolean }>(
      'SELECT ledger.sealed_position() >= coalesce(max(position), 0) AS done FROM ledger.transfers',
    );
    if (row?.done) return;
    await sleep(10);
  }
  throw new Error('the ledger could not be sealed');
}
