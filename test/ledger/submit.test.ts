import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { batchValues, POST_BATCH } from '../../src/ledger/batch.ts';
import { createSubmitter, findJournal, post, userBalances, type Journal } from '../../src/ledger/index.ts';
import { resolve } from '../../src/ledger/post.ts';
import { createTestContext } from '../kit/testContext.ts';
import {
  everything,
  house,
  journal,
  line,
  openUsers,
  purchase,
  stars,
  together,
  topup,
  wallet,
} from '../kit/journals.ts';

const context = await createTestContext();
const { db, testDb } = context;
const MAX = 2n ** 63n - 1n;
const submitter = createSubmitter(context, { maxBatch: 50, maxQueue: 60 });
afterAll(() => submitter.close());
let next = 1n;
async function funded(amount: bigint): Promise<bigint> {
  const [user = 0n] = await openUsers(db, 1, next++);
  if (amount > 0n) await submitter.submit(topup(user, amount));
  return user;
}
const code = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'posted',
    (error: { code: string }) => error.code,
  );

test('submit, when five hundred callers come at once, then each is answered and the money is there', async () => {
  const user = await funded(0n);

  const results = await together(500, () => submitter.submit(topup(user, 2n)));

  expect(new Set(results.map(({ journalId }) => journalId)).size).toBe(500);
  expect((await userBalances(db, user)).wallet).toBe(1000n);
});

test.each(['a "quoted" \\ word', '{NULL,"}', 'null', '', ' \n\t ', 'слово 😀'])(
  'submit, when a reason is %j, then it stands in the journal as it was',
  async (reason) => {
    const user = await funded(0n);
    const [{ journalId }] = await Promise.all([
      submitter.submit({ ...topup(user, 1n), reason }),
      submitter.submit(topup(user, 1n)),
    ]);
    expect((await findJournal(db, journalId))?.reason).toBe(reason);
  },
);

test('submit, when some of a batch are refused, then the others are posted and each hears its own reason', async () => {
  const [rich, poor] = [await funded(100n), await funded(5n)];
  const key = topup(rich, 1n);
  await submitter.submit(key);

  const results = await Promise.all([
    code(submitter.submit(purchase(rich, 10n, 1n))),
    code(submitter.submit(purchase(poor, 10n, 1n))),
    code(submitter.submit(journal([line(wallet(999_999n), wallet(rich), 1n)]))),
    code(submitter.submit(journal([line(wallet(rich), wallet(rich), 1n)]))),
    code(submitter.submit(journal([line(wallet(rich), stars(rich), 1n)]))),
    code(submitter.submit(journal([line(wallet(rich), wallet(poor), -1n)]))),
    code(submitter.submit(journal(Array.from({ length: 101 }, () => line(house('fees'), wallet(rich), 1n))))),
    code(
      submitter.submit(
        journal([line(house('fees'), wallet(rich), MAX - 200n), line(wallet(rich), house('fees'), 201n)]),
      ),
    ),
    code(submitter.submit({ ...key, kind: 'adjustment' })),
    code(submitter.submit(key)),
    code(submitter.submit(purchase(poor, 5n, 1n))),
  ]);

  expect(results).toEqual([
    'posted',
    'INSUFFICIENT_FUNDS',
    'ACCOUNT_UNKNOWN',
    'JOURNAL_INVALID',
    'JOURNAL_INVALID',
    'LEDGER_AMOUNT_RANGE',
    'JOURNAL_INVALID',
    'LEDGER_AMOUNT_RANGE',
    'KEY_REUSED',
    'posted',
    'posted',
  ]);
  expect(await userBalances(db, rich)).toMatchObject({ wallet: 91n, stars: 8n });
  expect(await userBalances(db, poor)).toMatchObject({ wallet: 0n, stars: 8n });
});

test('post_batch, when some of its keys were posted before, then it says so itself and posts the others', async () => {
  const user = await funded(0n);
  const [old, fresh] = [topup(user, 1n), topup(user, 2n)];
  await submitter.submit(old);
  const entries = [old, { ...old, kind: 'adjustment' as const }, fresh].map((each, group) => {
    return { journal: each, resolved: resolve(each, new Map([['TON', 1n]])), group };
  });

  const { rows } = await db.query(POST_BATCH, batchValues(entries.toSpliced(1, 1)));
  const { rows: other } = await db.query(POST_BATCH, batchValues(entries.slice(1, 2)));

  expect(rows).toMatchObject([{ statuses: ['replayed', 'posted'] }]);
  expect(other).toMatchObject([{ statuses: ['LG003'] }]);
  expect((await userBalances(db, user)).wallet).toBe(3n);
});

test('submit, when PostgreSQL cannot even read one of a batch, then that one is refused and its neighbours are posted', async () => {
  const user = await funded(0n);
  const odd = (more: Partial<Journal>): Promise<string> => code(submitter.submit(topup(user, 1n, more)));
  const lines = (count: number) => Array.from({ length: count }, () => line(house('fees'), wallet(user), 1n));
  const twice = topup(user, 1n);

  const results = await Promise.all([
    code(submitter.submit(topup(user, 1n))),
    code(submitter.submit(topup(user, 2n ** 63n))),
    odd({ links: { orderId: 'no uuid' } }),
    odd({ reason: 'a NUL: \0' }),
    odd({ effectiveAt: new Date(Number.NaN) }),
    odd({ lines: [] }),
    odd({ lines: lines(101) }),
    odd({
      lines: [line(house('fees'), wallet(user), 2n ** 63n - 1n), line(wallet(user), house('fees'), 1n)],
    }),
    code(submitter.submitGroup([twice, twice])),
    code(submitter.submit(topup(user, 1n))),
  ]);

  expect(results).toEqual([
    'posted',
    'LEDGER_AMOUNT_RANGE',
    '22P02',
    '22021',
    'JOURNAL_INVALID',
    'JOURNAL_INVALID',
    'JOURNAL_INVALID',
    'LEDGER_AMOUNT_RANGE',
    'JOURNAL_INVALID',
    'posted',
  ]);
  expect((await userBalances(db, user)).wallet).toBe(2n);
});

test('submit, when everything in a batch is refused, then every row is as it was', async () => {
  const [a, b] = [await funded(10n), await funded(0n)];
  const posted = topup(b, 1n);
  await submitter.submit(posted);
  const before = await everything(testDb.owner);

  const results = await Promise.all([
    code(submitter.submit(purchase(a, 11n, 1n))),
    code(submitter.submit({ ...posted, lines: [line(house('fees'), wallet(b), 2n)] })),
    code(submitter.submitGroup([topup(b, 5n), journal([line(wallet(a), wallet(b), 11n)])])),
    code(submitter.submit(posted)),
  ]);

  expect(results).toEqual(['INSUFFICIENT_FUNDS', 'KEY_REUSED', 'INSUFFICIENT_FUNDS', 'posted']);
  expect(await everything(testDb.owner)).toBe(before);
});

test('submitGroup, when it has no journal, then there is nothing to do', async () => {
  expect(await submitter.submitGroup([])).toEqual([]);
});

test('submit, when it refuses for want of money, then it says what was needed and what was there', async () => {
  const user = await funded(5n);

  await expect(submitter.submit(purchase(user, 10n, 1n))).rejects.toMatchObject({
    data: { need: '10', have: '5' },
  });
});

test('submit, when the same key is submitted by many at once, then it is posted once', async () => {
  const user = await funded(0n);
  const same = topup(user, 3n);

  const results = await together(30, () => submitter.submit(same));

  expect(results.filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect((await userBalances(db, user)).wallet).toBe(3n);
});

test('submitGroup, when one of the group is refused, then none is posted, and its neighbours are', async () => {
  const [a, b] = [await funded(10n), await funded(0n)];
  const group = [
    journal([line(wallet(a), wallet(b), 8n)]),
    journal([line(wallet(b), house('revenue'), 3n)]),
    journal([line(wallet(a), wallet(b), 3n)]),
  ];

  const results = await Promise.all([
    code(submitter.submit(journal([line(wallet(a), wallet(b), 1n)]))),
    code(submitter.submitGroup(group)),
    code(submitter.submit(journal([line(wallet(a), wallet(b), 1n)]))),
  ]);

  expect(results).toEqual(['posted', 'INSUFFICIENT_FUNDS', 'posted']);
  expect([(await userBalances(db, a)).wallet, (await userBalances(db, b)).wallet]).toEqual([8n, 2n]);
  expect(await submitter.submitGroup(group.slice(0, 2))).toMatchObject([
    { replayed: false },
    { replayed: false },
  ]);
});

test('submit, when a journal refunds another, then the bound holds through this door too', async () => {
  const user = await funded(10n);
  const { journalId: originalId } = await submitter.submit(purchase(user, 10n, 1n));
  const refund = (): Journal =>
    journal([line(house('revenue'), wallet(user), 4n)], { kind: 'refund', originalId });

  const results = await together(5, () => code(submitter.submit(refund())));

  expect(results.filter((result) => result === 'posted')).toHaveLength(2);
  expect(results.filter((result) => result === 'REFUND_EXCEEDS_PAID')).toHaveLength(3);
});

test('submit, when its connection is cut again and again, then what was answered is there and a repeat posts once', async () => {
  const user = await funded(0n);
  const journals = Array.from({ length: 200 }, () => topup(user, 1n));
  const state = { cutting: true };
  const cutter = (async () => {
    while (state.cutting) {
      await testDb.owner.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'starboard-ledger' AND datname = current_database()`,
      );
      await sleep(7);
    }
  })();
  const stubborn = async (wanted: Journal): Promise<void> => {
    for (;;) {
      if ((await code(submitter.submit(wanted))) === 'posted') return;
      await sleep(3);
    }
  };

  setTimeout(() => (state.cutting = false), 1500);
  await Promise.all(journals.map(stubborn));
  state.cutting = false;
  await cutter;

  expect((await userBalances(db, user)).wallet).toBe(200n);
  for (const wanted of journals.slice(0, 20)) {
    expect(await db.tx((tx) => post(tx, wanted))).toMatchObject({ replayed: true });
  }
});

test('post, when connections are cut between the posting and its answer, then a repeat posts once', async () => {
  const user = await funded(0n);
  const journals = Array.from({ length: 60 }, () => topup(user, 1n));
  const cut = async (wanted: Journal, when: number): Promise<void> => {
    await db
      .tx(async (tx) => {
        const { rows } = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        await post(tx, wanted);
        setTimeout(() => void testDb.owner.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]), when);
      })
      .catch(() => undefined);
  };

  await Promise.all(journals.map((wanted, i) => cut(wanted, i % 3)));
  // A cut may still hit a connection that is in use again: whoever hears nothing repeats.
  const stubborn = async (wanted: Journal): Promise<void> => {
    while ((await code(db.tx((tx) => post(tx, wanted)))) !== 'posted') await sleep(5);
  };
  await Promise.all(journals.map(stubborn));

  expect((await userBalances(db, user)).wallet).toBe(60n);
});

test('close, when calls are open, in the queue and before it, then they are answered first, and later ones are refused', async () => {
  const user = await funded(0n);
  const other = createSubmitter(context, { maxBatch: 10, maxQueue: 20 });

  const open = together(100, () => other.submit(topup(user, 1n)));
  await other.close();
  const results = await open;

  expect(results.every(({ replayed }) => !replayed)).toBe(true);
  expect((await userBalances(db, user)).wallet).toBe(100n);
  await expect(other.submit(topup(user, 1n))).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
});
