import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capture, hold, post, release, reverse, userBalances, verifyLedger } from '../../src/ledger/index.ts';
import { AppError, newId } from '../../src/lib/index.ts';
import type { Tx } from '../../src/platform/index.ts';
import { createTestDb } from '../kit/testDb.ts';
import { house, journal, line, openUsers, topup, wallet } from '../kit/journals.ts';

/** Holds, refunds and reversals in any order, against sums kept beside them. */
const { db } = await createTestDb();
let round = 0n;

interface Step {
  what: 'buy' | 'refund' | 'reverse' | 'hold' | 'release' | 'capture' | 'release of another';
  user: number;
  which: number;
  amount: number;
}
const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('buy', 'refund', 'reverse', 'hold', 'release', 'capture', 'release of another'),
  user: fc.integer({ min: 0, max: 1 }),
  which: fc.integer({ min: 0, max: 3 }),
  amount: fc.integer({ min: 1, max: 40 }),
});

interface Original {
  id: string;
  left: bigint;
  paid: bigint;
}

/** What two users have, and what is left of everything that they paid or set aside. */
class Sums {
  readonly wallet = [100n, 100n];
  readonly held = [0n, 0n];
  readonly bought: Original[][] = [[], []];
  readonly holds: Original[][] = [[], []];
}

test('post, when holds, releases, captures, refunds and reversals come in any order, then none goes beyond its original', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const users = await openUsers(db, 2, ++round * 10n);
      for (const user of users) await db.tx((tx) => post(tx, topup(user, 100n)));
      const sums = new Sums();
      for (const next of steps) {
        const [done, take] = plan(users, sums, next);
        expect(await tried(done), JSON.stringify(next)).toBe(take !== undefined);
        take?.();
      }
      for (const [i, user] of users.entries())
        expect(await userBalances(db, user)).toMatchObject({ wallet: sums.wallet[i], hold: sums.held[i] });
    }),
    { numRuns: 60 },
  );
  expect((await verifyLedger(db)).broken).toBeUndefined();
});

async function tried(work: (tx: Tx) => Promise<unknown>): Promise<boolean> {
  try {
    await db.tx(work);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return false;
  }
}

/** The call, and what it changes; without the second it must be refused. */
function plan(
  users: readonly bigint[],
  sums: Sums,
  { what, user: i, which, amount: n }: Step,
): [(tx: Tx) => Promise<unknown>, (() => void)?] {
  const user = users[i] ?? 0n;
  const amount = BigInt(n);
  const cause = { key: `bound:${newId()}`, reason: 'property', actor: 'system', asset: 'TON' };
  const change = (wallets: bigint, held: bigint): void => {
    sums.wallet[i] = (sums.wallet[i] ?? 0n) + wallets;
    sums.held[i] = (sums.held[i] ?? 0n) + held;
  };
  const canPay = (sums.wallet[i] ?? 0n) >= amount;
  if (what === 'buy') {
    const sale = journal([line(wallet(user), house('revenue'), amount)], { key: cause.key });
    let id = '';
    const call = async (tx: Tx) => (id = (await post(tx, sale)).journalId);
    return canPay
      ? [call, () => (change(-amount, 0n), sums.bought[i]?.push({ id, left: amount, paid: amount }))]
      : [call];
  }
  if (what === 'hold') {
    let id = '';
    const call = async (tx: Tx) => (id = (await hold(tx, { ...cause, user, amount })).journalId);
    return canPay
      ? [call, () => (change(-amount, amount), sums.holds[i]?.push({ id, left: amount, paid: amount }))]
      : [call];
  }
  const isSale = what === 'refund' || what === 'reverse';
  const owner = what === 'release of another' ? 1 - i : i;
  const original = (isSale ? sums.bought : sums.holds)[owner]?.[which];
  const id = original?.id ?? newId();
  const use = (part: bigint, wallets: bigint, held: bigint): (() => void) | undefined =>
    original && original.left >= part
      ? () => {
          original.left -= part;
          change(wallets, held);
        }
      : undefined;
  switch (what) {
    case 'refund': {
      const back = journal([line(house('revenue'), wallet(user), amount)], {
        kind: 'refund',
        originalId: id,
      });
      return withChange((tx) => post(tx, back), use(amount, amount, 0n));
    }
    case 'reverse': {
      const paid = original?.paid ?? 0n;
      return withChange(
        (tx) => reverse(tx, { originalId: id, reason: 'property', actor: 'staff:1' }),
        // A second reversal is the first one, answered again.
        original && original.left === -paid ? () => undefined : reversal(original, use(paid, paid, 0n)),
      );
    }
    case 'capture':
      return withChange(
        (tx) => capture(tx, { ...cause, user, amount, holdId: id, to: 'revenue' }),
        use(amount, 0n, -amount),
      );
    case 'release':
      return withChange(
        (tx) => release(tx, { ...cause, user, amount, holdId: id }),
        use(amount, amount, -amount),
      );
    default:
      // The hold of another user gives this one nothing.
      return [(tx) => release(tx, { ...cause, user, amount, holdId: id })];
  }
}

/** After a reversal `left` is below zero, so that nothing more can be taken and the reversal is known. */
function reversal(original: Original | undefined, take: (() => void) | undefined): (() => void) | undefined {
  return (
    take &&
    (() => {
      take();
      if (original) original.left = -original.paid;
    })
  );
}

function withChange(
  call: (tx: Tx) => Promise<unknown>,
  take: (() => void) | undefined,
): [(tx: Tx) => Promise<unknown>, (() => void)?] {
  return take ? [call, take] : [call];
}
