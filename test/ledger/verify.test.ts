import { beforeEach, expect, test } from 'vitest';
import { checkLedger, post, verifyLedger } from '../../src/ledger/index.ts';
import { createTestContext } from '../support/testContext.ts';
import { openUsers, purchase, topup, sealAll } from './support.ts';

/**
 * A superuser who tampers: triggers off, straight into the tables. Each test works on a copy of the rows and puts
 * them back, so that the next one starts from a sound ledger.
 */
const context = await createTestContext();
const { db, testDb } = context;
const { owner } = testDb;
const [a = 0n, b = 0n] = await openUsers(db, 2);
for (let i = 1n; i <= 20n; i++) {
  await db.tx((tx) => post(tx, topup(a, 100n + i)));
  await db.tx((tx) => post(tx, topup(b, 50n)));
  await db.tx((tx) => post(tx, purchase(a, i, i)));
}
await owner.query('CREATE TABLE kept_transfer AS TABLE ledger.transfer');
await owner.query('CREATE TABLE kept_balance AS TABLE ledger.balance');
const TABLES = ['transfer', 'balance', 'block', 'closing', 'closing_balance'];
for (const table of TABLES) await owner.query(`ALTER TABLE ledger.${table} DISABLE TRIGGER ALL`);

beforeEach(async () => {
  await owner.query(
    'TRUNCATE ledger.transfer, ledger.balance, ledger.block, ledger.closing, ledger.closing_balance, ledger.publication, ledger.checkpoint',
  );
  await owner.query('INSERT INTO ledger.transfer SELECT * FROM kept_transfer ORDER BY position');
  await owner.query('INSERT INTO ledger.balance SELECT * FROM kept_balance');
});

const broken = async (published?: ReadonlyMap<string, string>) =>
  (await verifyLedger(db, published ? { published } : {})).broken;

test('verify, when nothing was touched, then finds nothing and gives the head of the chain', async () => {
  await sealAll(context);

  const seen: bigint[] = [];
  const result = await verifyLedger(db, { onProgress: (done, total) => seen.push((done * 100n) / total) });

  expect(result).toMatchObject({
    broken: undefined,
    transfers: 100n,
    head: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(seen.at(-1)).toBe(100n);
  expect(await checkLedger(context)).toEqual([]);
});

const TAMPERING: Record<string, { sql: string; position: bigint }> = {
  'an amount is changed': {
    sql: 'UPDATE ledger.transfer SET amount = amount + 1 WHERE position = 42',
    position: 42n,
  },
  'an amount is changed with the balances after it': {
    sql: `UPDATE ledger.transfer SET amount = amount + 1, debit_after = debit_after - 1, credit_after = credit_after + 1 WHERE position = 42`,
    position: 42n,
  },
  'a row is deleted': { sql: 'DELETE FROM ledger.transfer WHERE position = 57', position: 57n },
  'a row is inserted': {
    sql: `INSERT INTO ledger.transfer SELECT gen_random_uuid(), 33, debit, credit, amount, 1000, 1000, debit_after, credit_after, recorded_at, effective_at,
      order_id, invoice_id, refund_id, ticket_id, original_id, kind, line, reason, actor, correlation FROM ledger.transfer WHERE position = 31`,
    position: 33n,
  },
  'two rows are swapped': {
    sql: 'UPDATE ledger.transfer SET position = 93 - position WHERE position IN (46, 47)',
    position: 46n,
  },
  'the tail is cut': { sql: 'DELETE FROM ledger.transfer WHERE position > 90', position: 91n },
  'a word is changed': {
    sql: `UPDATE ledger.transfer SET reason = 'gift' WHERE position = 21`,
    position: 21n,
  },
};

for (const [what, { sql, position }] of Object.entries(TAMPERING)) {
  test(`verify, when after sealing ${what}, then names the first broken row`, async () => {
    await sealAll(context);
    await owner.query(sql);
    expect(await broken()).toMatchObject({ position });
  });
}

/** The next entry of either account of the transfer at 7; accounts of the house are sharded by random keys. */
const after7 = await owner.one<{ position: bigint }>(`
  SELECT min(t.position) AS position FROM ledger.transfer d JOIN ledger.transfer t
    ON t.position > d.position AND (t.debit IN (d.debit, d.credit) OR t.credit IN (d.debit, d.credit))
  WHERE d.position = 7`);

const UNSEALED: Record<string, { sql: string; problem: string; position: bigint | null }> = {
  'an amount is changed': {
    sql: 'UPDATE ledger.transfer SET amount = amount + 1 WHERE position = 42',
    problem: 'balance does not follow',
    position: 42n,
  },
  'a row is deleted': {
    sql: `DELETE FROM ledger.transfer WHERE position = 7`, // a second top-up of the second user
    problem: 'an entry is missing before',
    position: after7?.position ?? 0n,
  },
  'the tail is cut': {
    sql: 'DELETE FROM ledger.transfer WHERE position > 95',
    problem: 'account does not stand where its last entry left it',
    position: null,
  },
  'a balance is changed': {
    sql: 'UPDATE ledger.balance SET balance = balance + 1 WHERE id = (1 << 7 | 1)',
    problem: 'account does not stand where its last entry left it',
    position: null,
  },
};

for (const [what, { sql, problem, position }] of Object.entries(UNSEALED)) {
  test(`verify, when before sealing ${what}, then the entries themselves give it away`, async () => {
    await owner.query(sql);
    expect(await broken()).toMatchObject({ problem, ...(position !== null && { position }) });
  });
}

test('verify, when the digests of a block are changed with the row, then the chain is broken there', async () => {
  await sealAll(context);
  await owner.query(`UPDATE ledger.transfer SET reason = 'gift' WHERE position = 21`);
  await owner.query(
    `UPDATE ledger.block SET digests = (SELECT string_agg(substring(ledger.digest(t) FOR 8), '' ORDER BY t.position) FROM ledger.transfer t)`,
  );
  expect(await broken()).toMatchObject({ problem: 'chain', position: 1n });
});

test('verify, when the whole chain is rewritten, then what was published outside finds it', async () => {
  await sealAll(context);
  const { rows } = await db.query<{ day: string; hash: string }>(
    'SELECT day::text, hash FROM ledger.closings',
  );
  const published = new Map(rows.map(({ day, hash }) => [day, hash]));
  expect(await broken(published)).toBeUndefined();

  await owner.query(`UPDATE ledger.transfer SET reason = 'gift' WHERE position = 21`);
  await owner.query('TRUNCATE ledger.block, ledger.closing, ledger.closing_balance, ledger.publication');
  await sealAll(context);

  expect(await broken()).toBeUndefined();
  expect((await broken(published))?.problem).toContain('is not what was published');
});

test('checkLedger, when a problem appears behind what was checked, then it stops before it and says so every time', async () => {
  await sealAll(context);
  await owner.query('UPDATE ledger.transfer SET credit_after = credit_after + 1 WHERE position = 60');

  const [first] = await checkLedger(context);
  const [again] = await checkLedger(context);

  expect(first).toMatchObject({ position: 60n });
  expect(again).toEqual(first);
  expect((await db.query('SELECT * FROM ledger.checkpoints')).rows).toEqual([]);
});
