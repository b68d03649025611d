import { expect, test } from 'vitest';
import { checkLedger, verifyLedger } from '../../src/ledger/index.ts';
import { sealAll } from '../kit/journals.ts';
import { gift, tamperable } from './tamperable.ts';

const { context, owner, broken } = await tamperable();
const { db } = context;

test('verify, when nothing was touched, then finds nothing and gives the head of the chain', async () => {
  await sealAll(context);

  const seen: bigint[] = [];
  const result = await verifyLedger(db, { onProgress: (done, total) => seen.push((done * 100n) / total) });

  expect(result).toMatchObject({
    broken: undefined,
    transfers: 106n,
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
  'the one who did it is changed': {
    sql: `UPDATE ledger.transfer SET actor = 'staff:9' WHERE position = 21`,
    position: 21n,
  },
  'a link is turned to another order': {
    sql: `UPDATE ledger.transfer SET order_id = gen_random_uuid() WHERE position = 101`,
    position: 101n,
  },
  'a date is moved': {
    sql: `UPDATE ledger.transfer SET effective_at = effective_at + interval '1 day' WHERE position = 102`,
    position: 102n,
  },
  'money is given below the first position, with balances that fit': { sql: gift(-5), position: -5n },
  'money is given behind the last position, with balances that fit': {
    sql: gift(1_000_000),
    position: 1_000_000n,
  },
  'the index of links loses one': { sql: 'DELETE FROM ledger.journal_link', position: 101n },
  'the index of dates loses one': {
    sql: 'DELETE FROM ledger.backdated WHERE amount > 0',
    position: 102n,
  },
  'the index of dates gets one': {
    sql: 'INSERT INTO ledger.backdated SELECT account_id, effective_at, recorded_at, amount, 7 FROM ledger.backdated WHERE amount > 0',
    position: 7n,
  },
  'the index of refunds loses one': { sql: 'DELETE FROM ledger.derived', position: 106n },
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
  'a number is used for a debit and for a credit': {
    sql: 'UPDATE ledger.transfer SET debit_seq = debit_seq - 1 WHERE position = 53',
    problem: 'sequence number used twice',
    position: 53n,
  },
  'a line of a journal is left out': {
    sql: 'UPDATE ledger.transfer SET line = 9 WHERE position = 55',
    problem: 'journal is not whole',
    position: 53n,
  },
  'a refund is raised, with balances that fit': {
    sql: `UPDATE ledger.transfer SET amount = 101, debit_after = debit_after - 41, credit_after = credit_after + 41 WHERE position = 106;
      UPDATE ledger.balance SET balance = balance + 41 WHERE id = (2 << 7 | 1);
      UPDATE ledger.balance SET balance = balance - 41 WHERE id = (SELECT debit FROM ledger.transfer WHERE position = 106)`,
    problem: 'goes beyond its original',
    position: 106n,
  },
  'two assets are mixed, with the constraint taken away': {
    sql: `ALTER TABLE ledger.transfer DROP CONSTRAINT transfer_one_asset;
      UPDATE ledger.transfer t SET credit = b.id, credit_seq = b.seq + 1, credit_after = b.balance + t.amount
      FROM ledger.balance b WHERE b.id = ledger.user_account(1, 'stars', 'STAR') AND t.position = 101`,
    problem: 'not a movement',
    position: 101n,
  },
  'a floor is lowered': {
    sql: 'UPDATE ledger.balance SET floor = -1000 WHERE id = (1 << 7 | 1)',
    problem: 'floor is not that of its kind',
    position: null,
  },
  'a frozen account is let go': {
    sql: 'UPDATE ledger.balance SET frozen = false',
    problem: 'frozen or not against its events',
    position: null,
  },
  'an account becomes another kind': {
    sql: `UPDATE ledger.account SET kind = 'hold' WHERE id = (1 << 7 | 1)`,
    problem: 'account is not what its number says',
    position: null,
  },
  'a balance loses its account': {
    sql: 'DELETE FROM ledger.account WHERE id = (1 << 7 | 1)',
    problem: 'account and balance do not belong together',
    position: null,
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

test('checkLedger, when a problem appears behind what was checked, then it stops before it and says so every time', async () => {
  await sealAll(context);
  await owner.query('UPDATE ledger.transfer SET credit_after = credit_after + 1 WHERE position = 60');

  const [first] = await checkLedger(context);
  const [again] = await checkLedger(context);

  expect(first).toMatchObject({ position: 60n });
  expect(again).toEqual(first);
  expect((await db.query('SELECT * FROM ledger.checkpoints')).rows).toEqual([]);
});
