import { expect, test } from 'vitest';
import { post, sealLedger, trialBalance, verifyLedger, type Closing } from '../../src/ledger/index.ts';
import { createTestContext } from '../kit/testContext.ts';
import { openUsers, purchase, sealAll, topup } from '../kit/journals.ts';

const context = await createTestContext();
const { db, testDb } = context;
const { owner } = testDb;
const [user = 0n] = await openUsers(db, 1);

async function days(): Promise<string[]> {
  const { rows } = await db.query<{ day: string }>('SELECT day::text FROM ledger.closings ORDER BY day');
  return rows.map(({ day }) => day);
}
const utc = (at: number): string => new Date(at).toISOString().slice(0, 10);
const DAY = 86_400_000;

test('sealing, when the session lives in another time zone, then days still end at midnight in UTC', async () => {
  await db.tx((tx) => post(tx, topup(user, 100n)));
  const before = utc(Date.now() - DAY);
  while ((await days()).length === 0)
    await db.tx(async (tx) => {
      await tx.query("SET LOCAL timezone = 'Pacific/Kiritimati'"); // fourteen hours ahead
      await tx.query('SELECT ledger.seal(1)');
    });

  expect([before, utc(Date.now() - DAY)]).toContain((await days())[0]);
});

test('sealing, when days were missed, then each gets its closing, balances of the past stay what they were, and the receiver hears them in order', async () => {
  // As if the last closing was three days ago.
  for (const table of ['closing', 'closing_balance', 'publication'])
    await owner.query(`
      ALTER TABLE ledger.${table} DISABLE TRIGGER ALL;
      UPDATE ledger.${table} SET day = day - 3;
      ALTER TABLE ledger.${table} ENABLE TRIGGER ALL`);
  await db.tx((tx) => post(tx, purchase(user, 30n, 30n)));
  const soon = new Date(Date.now() + 60_000);
  const before = await trialBalance(db, soon);
  const [first] = await days();
  const heard: string[] = [];
  const state = { away: true };
  const publish = async ({ day }: Closing): Promise<void> => {
    heard.push(day);
    if (state.away) throw new Error('away');
  };

  await sealAll(context, publish);
  while ((await days()).length < 4) await sealLedger(context, publish);
  const whileAway = new Set(heard);
  state.away = false;
  heard.length = 0;
  await sealLedger(context, publish);
  await sealLedger(context, publish);

  const all = await days();
  expect(all).toEqual([0, 1, 2, 3].map((n) => utc(Date.parse(first ?? '') + n * DAY)));
  expect(whileAway).toEqual(new Set([first])); // the one that nobody published yet
  expect(heard).toEqual(all);
  expect(await trialBalance(db, soon)).toEqual(before);
  expect((await verifyLedger(db)).broken).toBeUndefined();
});

test('sealing, when a journal counts from no date at all, then it is sealed like the others', async () => {
  await db.query(
    `SELECT ledger.post(gen_random_uuid(), 'adjustment', 'always', 'system', ARRAY[ledger.house_account('fees', 'TON', gen_random_uuid())],
       ARRAY[ledger.user_account(1, 'wallet', 'TON')], '{5}', p_effective_at => $1)`,
    ['infinity'],
  );
  await sealAll(context);
  expect((await verifyLedger(db)).broken).toBeUndefined();
});

test('sealing, when it is not alone in its transaction or sees an old snapshot, then it refuses', async () => {
  const inside = (statement: string) =>
    db.tx(async (tx) => {
      await tx.query(statement);
      await tx.query('SELECT ledger.seal(1)');
    });
  await expect(inside('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ')).rejects.toMatchObject({
    code: '25001',
  });
  await expect(inside("SELECT ledger.open_user_accounts(9, 'TON')")).rejects.toMatchObject({ code: '25001' });
});

test('sealing, when the ledger was restored into a cluster that is younger, then the old horizon is dropped', async () => {
  await db.tx((tx) => post(tx, topup(user, 1n)));
  await owner.query(
    `INSERT INTO ledger.horizon VALUES (true, ledger.last_position(), '9000000000000000', now())
     ON CONFLICT (singleton) DO UPDATE SET position = excluded.position, next_xid = excluded.next_xid`,
  );
  await db.tx((tx) => post(tx, topup(user, 1n)));
  await sealAll(context);
  expect((await verifyLedger(db)).broken).toBeUndefined();
});
