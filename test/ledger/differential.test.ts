import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { createSubmitter, post, setFrozen, type AccountRef, type Journal } from '../../src/ledger/index.ts';
import { AppError, newId } from '../../src/lib/index.ts';
import { createTestContext } from '../kit/testContext.ts';
import { house, line, openUsers, stars, wallet } from '../kit/journals.ts';

/**
 * The same groups of journals in two worlds: through the second door, all at once; and through the first, one after the
 * other. What becomes of each group, and every entry of every user, must be the same.
 */
const context = await createTestContext();
const { db, testDb } = context;
const submitter = createSubmitter(context);
afterAll(() => submitter.close());

const USERS = 4;
const MAX = 2n ** 63n - 1n;
let round = 0n;

interface Move {
  from: number;
  to: number;
  amount: bigint;
  stars: boolean;
}
interface Wanted {
  key: number;
  moves: Move[];
}

// 0 to 3 are users, 4 is nobody, 5 the house. The first user's wallet is full to the brim but for a few.
const place = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 0, max: USERS - 1 }) },
  { weight: 1, arbitrary: fc.constant(USERS) },
  { weight: 4, arbitrary: fc.constant(USERS + 1) },
);
const amount = fc.oneof(
  { weight: 12, arbitrary: fc.bigInt({ min: 1n, max: 15n }) },
  { weight: 1, arbitrary: fc.bigInt({ min: -1n, max: 0n }) },
  { weight: 1, arbitrary: fc.bigInt({ min: MAX - 3n, max: MAX + 1n }) },
);
const move: fc.Arbitrary<Move> = fc
  .record({ from: place, to: place, amount, stars: fc.boolean() })
  // Both worlds use the same accounts of the house, so those are never filled.
  .map((m) => (Math.max(m.from, m.to) > USERS ? { ...m, amount: BigInt.asIntN(4, m.amount) } : m));
const journal: fc.Arbitrary<Wanted> = fc.record({
  key: fc.integer({ min: 0, max: 15 }),
  moves: fc.array(move, { minLength: 0, maxLength: 4 }),
});
const groups = fc.array(fc.uniqueArray(journal, { minLength: 1, maxLength: 3, selector: ({ key }) => key }), {
  minLength: 1,
  maxLength: 20,
});

interface World {
  first: bigint;
  prefix: string;
}

async function fresh(): Promise<World> {
  const first = ++round * 10n;
  await openUsers(db, USERS, first);
  await testDb.owner.query('UPDATE ledger.balance SET balance = $1 WHERE id = $2 << 7 | 1', [
    MAX - 9n,
    first,
  ]);
  const frozen = { user: first + 3n, account: 'stars', asset: 'STAR' } as const;
  await setFrozen(db, frozen, { frozen: true, reason: 'test', actor: 'staff:1' });
  return { first, prefix: newId() };
}

function inWorld({ first, prefix }: World, { key, moves }: Wanted): Journal {
  const ref = (at: number, isStars: boolean): AccountRef =>
    at > USERS ? house('fees', isStars ? 'STAR' : 'TON') : (isStars ? stars : wallet)(first + BigInt(at));
  return {
    key: `${prefix}:${key}`,
    kind: 'adjustment',
    reason: 'property',
    actor: 'system',
    lines: moves.map((m) => line(ref(m.from, m.stars), ref(m.to, m.stars), m.amount)),
  };
}

async function outcome(work: Promise<readonly { replayed: boolean }[]>): Promise<string> {
  try {
    return (await work).map(({ replayed }) => (replayed ? 'replayed' : 'posted')).join();
  } catch (error) {
    if (error instanceof AppError && error.code !== 'DATABASE_UNAVAILABLE') return 'refused';
    throw error;
  }
}

async function entries({ first }: World): Promise<unknown[]> {
  const { rows } = await db.query(
    `SELECT b.user_id - $1 AS user, b.kind, b.balance, b.seq AS last, e.seq, e.side, e.amount, e.balance_after, e.line
     FROM ledger.balances b LEFT JOIN ledger.entries e ON e.account_id = b.account_id
     WHERE b.user_id BETWEEN $1 AND $2 ORDER BY b.account_id, e.seq`,
    [first, first + BigInt(USERS) - 1n],
  );
  return rows;
}

test('submitGroup, when any groups come at once, then each ends as if its journals had been posted one by one', async () => {
  await fc.assert(
    fc.asyncProperty(groups, async (wanted) => {
      const together = await fresh();
      const single = await fresh();

      const batch = await Promise.all(
        wanted.map((group) => outcome(submitter.submitGroup(group.map((j) => inWorld(together, j))))),
      );
      const oneByOne: string[] = [];
      for (const group of wanted) {
        const work = db.tx(async (tx) => {
          const results = [];
          for (const j of group) results.push(await post(tx, inWorld(single, j)));
          return results;
        });
        oneByOne.push(await outcome(work));
      }

      expect(batch).toEqual(oneByOne);
      expect(await entries(together)).toEqual(await entries(single));
    }),
    { numRuns: 80 },
  );
});
