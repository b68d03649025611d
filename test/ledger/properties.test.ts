import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import {
  createSubmitter,
  post,
  setFrozen,
  verifyLedger,
  type AccountRef,
  type Journal,
} from '../../src/ledger/index.ts';
import { AppError, newId } from '../../src/lib/index.ts';
import { createTestContext } from '../kit/testContext.ts';
import { Model, name } from './model.ts';
import { house, openUsers, stars, wallet } from '../kit/journals.ts';

/**
 * Random sequences of journals against the model. Where several things are wrong with one journal, the ledger may
 * name another of them than the model: then both must refuse.
 */
const context = await createTestContext();
const { db } = context;
const submitter = createSubmitter(context);
afterAll(() => submitter.close());

const USERS = 4;
let round = 0n;

type Side = { user: number; stars: boolean } | { house: 'revenue' | 'fees' | 'star_stock'; stars: boolean };
interface Step {
  key: number;
  lines: { debit: Side; credit: Side; amount: number }[];
  freeze: number | null;
}

const side: fc.Arbitrary<Side> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ user: fc.integer({ min: 0, max: USERS }), stars: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      house: fc.constantFrom('revenue' as const, 'fees' as const, 'star_stock' as const),
      stars: fc.boolean(),
    }),
  },
);
const step: fc.Arbitrary<Step> = fc.record({
  key: fc.integer({ min: 0, max: 12 }),
  lines: fc.array(
    fc
      .record({ debit: side, credit: side, amount: fc.integer({ min: 0, max: 20 }), same: fc.boolean() })
      // Mostly one asset per line; now and then two, which must be refused.
      .map(({ same, ...l }) => ({ ...l, credit: same ? { ...l.credit, stars: l.debit.stars } : l.credit })),
    { minLength: 1, maxLength: 5 },
  ),
  freeze: fc.option(fc.integer({ min: 0, max: USERS - 1 }), { freq: 8 }),
});

function journalOf(first: bigint, prefix: string, { key, lines }: Step): Journal {
  const ref = (s: Side): AccountRef =>
    'house' in s
      ? house(s.house, s.stars ? 'STAR' : 'TON')
      : s.stars
        ? stars(first + BigInt(s.user))
        : wallet(first + BigInt(s.user));
  return {
    key: `${prefix}:${key}`,
    kind: 'adjustment',
    reason: 'property',
    actor: 'system',
    lines: lines.map((l) => ({ debit: ref(l.debit), credit: ref(l.credit), amount: BigInt(l.amount) })),
  };
}

/** New accounts and an empty model for one sequence; the fifth user is never opened. */
async function fresh(): Promise<{ first: bigint; model: Model; prefix: string }> {
  const first = ++round * 10n;
  const users = await openUsers(db, USERS, first);
  const model = new Model();
  for (const user of users) for (const ref of [wallet(user), stars(user)]) model.balances.set(name(ref), 0n);
  return { first, model, prefix: newId() };
}

async function outcome(work: Promise<{ replayed: boolean }>): Promise<string> {
  try {
    return (await work).replayed ? 'replayed' : 'posted';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

async function expectEqual(first: bigint, model: Model): Promise<void> {
  const { rows } = await db.query<{ name: string; balance: bigint; seq: bigint }>(
    `SELECT 'user:' || user_id || '/' || kind || '/' || asset AS name, balance, seq FROM ledger.balances
     WHERE user_id BETWEEN $1 AND $2 AND kind IN ('wallet', 'stars')`,
    [first, first + BigInt(USERS) - 1n],
  );
  expect(rows).toHaveLength(2 * USERS);
  for (const row of rows) {
    expect(row.balance, row.name).toBe(model.balances.get(row.name) ?? 0n);
    expect(row.seq, row.name).toBe(model.counts.get(row.name) ?? 0n);
  }
  const sums = await db.query('SELECT * FROM ledger.check_sums()');
  expect(sums.rows).toEqual([]);
}

const agree = (real: string, expected: string): void => {
  const isRefused = (result: string): boolean => result !== 'posted' && result !== 'replayed';
  if (isRefused(expected)) expect(isRefused(real), `${real} for ${expected}`).toBe(true);
  else expect(real).toBe(expected);
};

test('post, when any sequence of journals is posted one by one, then answers and balances are those of the model', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const { first, model, prefix } = await fresh();
      for (const next of steps) {
        if (next.freeze !== null) {
          const user = first + BigInt(next.freeze);
          const frozen = !model.frozen.has(name(wallet(user)));
          await setFrozen(db, { user, account: 'wallet', asset: 'TON' }, { frozen, reason: 't', actor: 't' });
          if (frozen) model.frozen.add(name(wallet(user)));
          else model.frozen.delete(name(wallet(user)));
        }
        const journal = journalOf(first, prefix, next);
        agree(await outcome(db.tx((tx) => post(tx, journal))), model.post(journal));
        await expectEqual(first, model);
      }
    }),
    { numRuns: 60 },
  );
  expect((await verifyLedger(db)).broken).toBeUndefined();
});

test('submit, when any sequence arrives as one batch, then the result is as if posted one by one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      const { first, model, prefix } = await fresh();
      const journals = steps.map((next) => journalOf(first, prefix, next));

      const real = await Promise.all(journals.map((journal) => outcome(submitter.submit(journal))));

      for (const [i, journal] of journals.entries()) agree(real[i] ?? '', model.post(journal));
      await expectEqual(first, model);
    }),
    { numRuns: 60 },
  );
  expect((await verifyLedger(db)).broken).toBeUndefined();
});
