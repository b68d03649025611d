import { afterAll, expect, test } from 'vitest';
import {
  createSubmitter,
  journalIdOf,
  post,
  trialBalance,
  userBalances,
  verifyLedger,
  type Journal,
} from '../../src/ledger/index.ts';
import { AppError, newId } from '../../src/lib/index.ts';
import { createDb, createLogger, sqlState } from '../../src/platform/index.ts';
import { createTestContext } from '../kit/testContext.ts';
import { house, journal, line, openUsers, purchase, together, topup, wallet } from '../kit/journals.ts';

const context = await createTestContext();
const { testDb } = context;
const db = createDb(
  {
    url: testDb.url,
    role: 'starboard_app',
    max: 28,
    statementTimeoutMs: 30_000,
    applicationName: 'ledger-hammer',
  },
  createLogger({ LOG_LEVEL: 'silent', DEBUG: false }),
);
afterAll(() => db.close());
const pick = (n: number): number => Math.floor(Math.random() * n);

test('the ledger, when 28 connections and two submitters fight over few accounts and half of the keys, then every invariant holds', async () => {
  const users = await openUsers(db, 20);
  const user = (): bigint => users[pick(users.length)] ?? 1n;
  for (const each of users) await db.tx((tx) => post(tx, topup(each, 300n)));
  const shared = Array.from({ length: 400 }, (): Journal => {
    const [a, b] = [user(), user()];
    return a === b ? purchase(a, 3n, 3n) : journal([line(wallet(a), wallet(b), BigInt(1 + pick(40)))]);
  });
  const acknowledged = new Map<string, number>();
  const refused = new Set<string>();
  const submitters = [createSubmitter(context), createSubmitter(context, { maxBatch: 20 })];

  const one = async (): Promise<void> => {
    const own = pick(2) === 0;
    const wanted = own
      ? journal([line(wallet(user()), house('revenue'), 1n), line(house('revenue'), wallet(user()), 1n)])
      : (shared[pick(shared.length)] ?? purchase(1n, 1n, 1n));
    const submitter = submitters[pick(8)];
    try {
      const { journalId, replayed } = await (submitter
        ? submitter.submit(wanted)
        : db.tx((tx) => post(tx, wanted)));
      if (!replayed) acknowledged.set(journalId, (acknowledged.get(journalId) ?? 0) + 1);
    } catch (error) {
      // The only reason to be refused is an empty wallet: no deadlock, no serialisation failure comes through.
      expect(error).toBeInstanceOf(AppError);
      expect(error).toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
      refused.add(wanted.key);
    }
  };
  await together(36, async () => {
    for (let i = 0; i < 90; i++) await one();
  });
  await Promise.all(submitters.map((submitter) => submitter.close()));

  expect(acknowledged.size).toBeGreaterThan(300);
  expect([...acknowledged.values()].every((times) => times === 1)).toBe(true);
  const { rows } = await db.query<{ id: string }>('SELECT journal_id::text AS id FROM ledger.journals');
  const present = new Set(rows.map(({ id }) => id));
  expect([...acknowledged.keys()].filter((id) => !present.has(id))).toEqual([]);
  expect((await verifyLedger(db)).broken).toBeUndefined();
  const { rows: off } = await db.query<{ kind: string }>(
    `SELECT h.kind FROM ledger.house_balances h
     WHERE h.balance <> coalesce((SELECT sum(e.amount) FROM ledger.entries e JOIN ledger.accounts a ON a.id = e.account_id
       WHERE a.kind = h.kind AND a.asset = h.asset), 0)`,
  );
  expect(off).toEqual([]);
});

test('the ledger, when reversed pairs and the same keys in reversed order run against each other, then nothing deadlocks', async () => {
  const [a = 0n, b = 0n] = await openUsers(db, 2, 100n);
  for (const user of [a, b]) await db.tx((tx) => post(tx, topup(user, 1_000_000n)));
  const before = await deadlocks();

  await together(24, async (i) => {
    for (let n = 0; n < 40; n++) {
      const [from, to] = i % 2 === 0 ? [a, b] : [b, a];
      await db.tx((tx) =>
        post(tx, journal([line(wallet(from), wallet(to), 1n)], { key: `pair:${i % 3}:${n}:${from}` })),
      );
    }
  });
  const keys = Array.from({ length: 60 }, () => newId());
  await Promise.all(
    [keys, keys.toReversed(), keys].map(async (order) => {
      const submitter = createSubmitter(context);
      await Promise.all(order.map((key) => submitter.submit(topup(a, 1n, { key: `order:${key}` }))));
      await submitter.close();
    }),
  );

  expect(await deadlocks()).toBe(before);
  expect((await verifyLedger(db)).broken).toBeUndefined();
});

async function deadlocks(): Promise<bigint> {
  await testDb.owner.query('SELECT pg_stat_force_next_flush(), pg_stat_clear_snapshot()');
  const row = await testDb.owner.one<{ n: bigint }>(
    'SELECT deadlocks AS n FROM pg_stat_database WHERE datname = current_database()',
  );
  return row?.n ?? 0n;
}

for (const level of ['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE']) {
  test(`post, when thirty transactions in ${level} drain one wallet, then exactly what was there is paid`, async () => {
    const [user = 0n] = await openUsers(db, 1, 200n + BigInt(level.length));
    await db.tx((tx) => post(tx, topup(user, 100n)));
    const same = purchase(user, 10n, 1n);

    const attempt = async (wanted: Journal): Promise<string> => {
      for (;;) {
        try {
          return await db.tx(async (tx) => {
            await tx.query(`SET TRANSACTION ISOLATION LEVEL ${level}`);
            await tx.query('SELECT count(*) FROM ledger.assets'); // a snapshot from before the posting
            return (await post(tx, wanted)).replayed ? 'replayed' : 'posted';
          });
        } catch (error) {
          // More collisions than db.tx repeats by itself.
          if (sqlState(error) === '40001') continue;
          if (error instanceof AppError) return error.code;
          throw error;
        }
      }
    };
    const results = await together(30, (i) => attempt(i % 2 === 0 ? same : purchase(user, 10n, 1n)));

    expect(results.filter((result) => result === 'posted')).toHaveLength(10);
    expect((await userBalances(db, user)).wallet).toBe(0n);
  });
}

test('post, when twins race for the last money with one key, then both hear that it was paid', async () => {
  for (let round = 0; round < 30; round++) {
    const [user = 0n] = await openUsers(db, 1, 1000n + BigInt(round));
    await db.tx((tx) => post(tx, topup(user, 10n)));
    const same = purchase(user, 10n, 1n);

    const results = await together(4, () => db.tx((tx) => post(tx, same)));

    expect(results.filter(({ replayed }) => !replayed)).toHaveLength(1);
  }
});

test('house accounts, when postings run, then the sum of their shards is that of one moment', async () => {
  const [user = 0n] = await openUsers(db, 1, 5000n);
  await db.tx((tx) => post(tx, topup(user, 1_000_000n)));
  const state = { running: true };
  const writers = [1, 2, 3, 4].map(async () => {
    while (state.running)
      await db.tx((tx) =>
        post(tx, journal([line(house('fees'), house('bonus'), 1n), line(wallet(user), house('fees'), 1n)])),
      );
  });

  for (let i = 0; i < 60; i++) {
    const lines = await trialBalance(db);
    const ton = lines.filter(({ asset }) => asset === 'TON');
    expect(ton.reduce((sum, { balance }) => sum + balance, 0n)).toBe(0n);
  }
  state.running = false;
  await Promise.all(writers);
  // Every key uses one shard of each house account, always the same.
  expect(journalIdOf('x').at(-1)).toBe(journalIdOf('x').at(-1));
});

test('a refusal, when the money has come since the posting looked, then the posting is repeated instead of a wrong reason given', async () => {
  const [user = 1n] = await openUsers(db, 1, 900n);
  await db.tx((tx) => post(tx, topup(user, 100n)));
  const reason = (amount: bigint) =>
    testDb.owner.query('SELECT ledger.refuse($1, $2, true, $3, 0)', [newId(), (user << 7n) | 1n, -amount]);

  await expect(reason(100n)).rejects.toSatisfy((error: unknown) => sqlState(error) === '40001');
  await expect(reason(101n)).rejects.toMatchObject({ code: 'LG001' });
});
