import { expect, test } from 'vitest';
import { checkLedger, post } from '../../src/ledger/index.ts';
import { sealAll, topup } from '../kit/journals.ts';
import { BEHIND_THE_LOG, cutTo, tamperable } from './tamperable.ts';

const { context, owner, broken } = await tamperable();
const { db } = context;

async function closings(): Promise<Map<string, string>> {
  const { rows } = await db.query<{ day: string; hash: string }>(
    'SELECT day::text, hash FROM ledger.closings',
  );
  return new Map(rows.map(({ day, hash }) => [day, hash]));
}

const BEHIND_THE_ROWS: Record<string, { sql: string; problem: string }> = {
  'the last block is taken out': {
    sql: 'DELETE FROM ledger.block',
    problem: 'blocks that were sealed are missing',
  },
  "a block's time is moved": {
    sql: `UPDATE ledger.block SET last_recorded_at = last_recorded_at - interval '1 day'`,
    problem: 'chain',
  },
  "a closing's hash is changed": {
    sql: `UPDATE ledger.closing SET hash = sha256('x')`,
    problem: 'closing names a block that is not in the chain',
  },
  'the balances of a closing are changed': {
    sql: `UPDATE ledger.closing_balance SET balance = balance + 1 WHERE kind = 'revenue' AND asset_id = 1`,
    problem: 'closing has wrong balances',
  },
  'a closing is taken out': {
    sql: 'DELETE FROM ledger.closing',
    problem: 'a closing that was published is missing',
  },
  'a link is added': {
    sql: 'INSERT INTO ledger.journal_link SELECT gen_random_uuid(), journal_id FROM ledger.transfer WHERE position = 3',
    problem: 'a link names a journal that does not name it',
  },
  'rows, blocks and balances are cut together': {
    sql: `${cutTo(60)}; DELETE FROM ledger.block`,
    problem: 'a link names a journal that does not name it',
  },
  'rows, blocks, balances and indexes are cut together': {
    sql: `${cutTo(60)}; TRUNCATE ledger.block, ledger.journal_link, ledger.backdated, ledger.derived`,
    problem: 'closing names a block that is not in the chain',
  },
};

for (const [what, { sql, problem }] of Object.entries(BEHIND_THE_ROWS)) {
  test(`verify, when ${what}, then it is found`, async () => {
    await sealAll(context);
    expect(await broken()).toBeUndefined();
    await owner.query(sql);
    expect((await broken())?.problem).toContain(problem);
  });
}

test('verify, when the log is cut with everything that follows from it, then what was published outside finds it', async () => {
  await sealAll(context);
  const published = await closings();
  await owner.query(`${cutTo(60)}; TRUNCATE ${BEHIND_THE_LOG}, ledger.derived`);
  expect(await broken()).toBeUndefined();
  expect((await broken(published))?.problem).toContain('was published and is missing');
});

test('verify, when a block in the middle is taken out, then the chain is broken where it stood', async () => {
  await sealAll(context);
  await db.tx((tx) => post(tx, topup(1n, 1n)));
  await sealAll(context);
  await owner.query('DELETE FROM ledger.block WHERE number = 1');
  expect(await broken()).toMatchObject({ problem: 'chain' });
});

test('checkLedger, when blocks that it had checked are gone, then it says so', async () => {
  await sealAll(context);
  expect(await checkLedger(context)).toEqual([]);
  await owner.query(`${cutTo(60)}; TRUNCATE ledger.block`);
  expect(await checkLedger(context)).toMatchObject([{ problem: 'blocks that were checked are missing' }]);
});

test('checkLedger, when a word of an old row is changed, then its rounds find it', async () => {
  await sealAll(context);
  expect(await checkLedger(context)).toEqual([]);
  await owner.query(`UPDATE ledger.transfer SET reason = 'gift' WHERE position = 21`);
  expect(await checkLedger(context)).toMatchObject([{ problem: 'changed', position: 21n }]);
});

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
  const published = await closings();
  expect(await broken(published)).toBeUndefined();

  await owner.query(`UPDATE ledger.transfer SET reason = 'gift' WHERE position = 21`);
  await owner.query('TRUNCATE ledger.block, ledger.closing, ledger.closing_balance, ledger.publication');
  await sealAll(context);

  expect(await broken()).toBeUndefined();
  expect((await broken(published))?.problem).toContain('is not what was published');
});
