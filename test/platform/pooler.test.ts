import { expect, inject, test } from 'vitest';
import { startPgbouncer } from '../../scripts/services/pgbouncer.ts';
import { createSubmitter, userBalances, verifyLedger } from '../../src/ledger/index.ts';
import { toAppError } from '../../src/lib/index.ts';
import {
  checkSession,
  createDb,
  createLogger,
  createMigrator,
  dbOptions,
  loadConfig,
  type Db,
} from '../../src/platform/index.ts';
import { buyFromBalance } from '../../src/shop/index.ts';
import { newUserWith } from '../kit/users.ts';
import { TON } from '../kit/money.ts';
import { atEnd } from '../kit/atEnd.ts';
import { createTestContext } from '../kit/testContext.ts';
import { createEmptyDatabase } from '../kit/testDb.ts';

const context = await createTestContext();
const { url, owner } = context.testDb;
const pooler = await startPgbouncer(inject('postgresUrl'), 'transaction');
atEnd(() => pooler.stop());

const WISH = { role: 'starboard_app', max: 20, statementTimeoutMs: 4321, applicationName: 'pooled' };
const open = (given: Partial<Parameters<typeof createDb>[0]> = {}): Db => {
  const db = createDb({ ...WISH, url: pooler.url(url), directUrl: url, ...given }, createLogger(QUIET));
  atEnd(() => db.close());
  return db;
};
const QUIET = { LOG_LEVEL: 'silent', DEBUG: false } as const;
const db = open();
const state = (q: Db): Promise<object | undefined> =>
  q.one(
    `SELECT current_user::text AS role, current_setting('statement_timeout') AS timeout, current_setting('timezone') AS zone`,
  );

test('a session behind a transaction pooler, when many ask at once, then each has its role and time-outs, and nobody gets those of another', async () => {
  const panel = open({ role: 'starboard_panel', statementTimeoutMs: 1234 });
  const plain = open({ role: '', statementTimeoutMs: 999 });
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, n) => state([db, panel, plain][n % 3] as Db)),
  );
  const [one, two, three] = answers;
  expect(one).toEqual({ role: 'starboard_app', timeout: '4321ms', zone: 'UTC' });
  expect(two).toEqual({ role: 'starboard_panel', timeout: '1234ms', zone: 'UTC' });
  expect(three).toMatchObject({ timeout: '999ms', zone: 'UTC' });
  expect(answers).toEqual(answers.map((_, n) => [one, two, three][n % 3]));
  await checkSession(db, WISH);
  await checkSession(panel, { role: 'starboard_panel', statementTimeoutMs: 1234 });
});

test('a direct connection, when it is made, then its session has role and time-out by itself', async () => {
  const direct = open({ url });
  expect(await state(direct)).toEqual({ role: 'starboard_app', timeout: '4321ms', zone: 'UTC' });
  await checkSession(direct, WISH);
});

test.each(['session', 'transaction'] as const)(
  'a role that the log-in cannot take, when a pooler in %s mode stands before it, then the start is refused with the reason',
  async (mode) => {
    const another = await startPgbouncer(inject('postgresUrl'), mode);
    atEnd(() => another.stop());
    const wish = { ...WISH, role: 'nobody_here' };
    const refused = checkSession(open({ ...wish, url: another.url(url) }), wish).catch(toAppError);
    expect(await refused).toMatchObject({
      code: 'DATABASE_SETTINGS',
      message: expect.stringContaining('nobody_here'),
    });
  },
);

test('settings that did not take effect, when they are asked for, then the reason names them', async () => {
  await expect(checkSession(db, { ...WISH, role: 'starboard_panel' })).rejects.toThrow(
    /run as starboard_app/,
  );
  await expect(checkSession(db, { ...WISH, statementTimeoutMs: 7 })).rejects.toThrow(/7 ms is wanted/);
});

test('fifteen buyers behind a transaction pooler, when they buy at once, then all get their stars and no statement is missed', async () => {
  const pooled = { ...context, db };
  const users = await Promise.all(Array.from({ length: 15 }, () => newUserWith(pooled, 100n * TON)));
  await Promise.all(
    users.flatMap((user) =>
      [1, 2, 3].map((n) =>
        buyFromBalance(pooled, { userId: user.id, stars: 10, requestKey: `pool:${user.id}:${n}` }),
      ),
    ),
  );
  for (const { id } of users)
    expect(await userBalances(db, id)).toEqual({ wallet: 70n * TON, stars: 30n, hold: 0n, delivery: 0n });
  expect((await verifyLedger(owner)).broken).toBeUndefined();
});

test('the second door of the ledger behind a transaction pooler, when it is used, then journals are posted', async () => {
  const user = await newUserWith(context, TON);
  const config = loadConfig({
    SANDBOX: 'on',
    DATABASE_URL: pooler.url(url),
    DATABASE_MIGRATION_URL: url,
    REDIS_URL: context.redisUrl,
  });
  const submitter = createSubmitter({ config, db, log: context.log });
  atEnd(() => submitter.close());
  const give = (n: number): ReturnType<typeof submitter.submit> =>
    submitter.submit({
      key: `pool-submit:${n}`,
      kind: 'adjustment',
      reason: 'test',
      actor: 'system',
      lines: [
        {
          debit: { house: 'adjustments', asset: 'TON' },
          credit: { user: user.id, account: 'wallet', asset: 'TON' },
          amount: 1n,
        },
      ],
    });
  await Promise.all(Array.from({ length: 20 }, (_, n) => give(n)));
  expect((await userBalances(db, user.id)).wallet).toBe(TON + 20n);
  expect(dbOptions(config).directUrl).toBe(url);
});

test('notifications, when the pool leads through a pooler, then they are heard round it, and it is known where there is no way round', async () => {
  const heard: string[] = [];
  const { client, isDeaf, end } = await db.listener();
  atEnd(end);
  client.on('notification', ({ payload = '' }) => heard.push(payload));
  await client.query('LISTEN pooled_news');
  await db.query(`SELECT pg_notify('pooled_news', 'it works')`);
  await expect.poll(() => heard).toEqual(['it works']);
  expect(isDeaf).toBe(false);
  const deaf = await open({ directUrl: pooler.url(url) }).listener();
  atEnd(deaf.end);
  expect(deaf.isDeaf).toBe(true);
});

test('migrations, when several processes start at once through a pooler, then each runs once and no lock stays behind', async () => {
  const empty = await createEmptyDatabase();
  const log = createLogger(QUIET);
  const applied = await Promise.all([1, 2, 3].map(() => createMigrator(pooler.url(empty), log).up()));
  expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  const locks = createDb({ ...WISH, role: '', url: empty }, log);
  atEnd(() => locks.close());
  expect(
    (
      await locks.query(
        `SELECT 1 FROM pg_locks JOIN pg_database d ON d.oid = database
         WHERE locktype = 'advisory' AND pid <> pg_backend_pid() AND datname = current_database()`,
      )
    ).rows,
  ).toEqual([]);
  await createMigrator(empty, log).up();
});
