import { expect, test } from 'vitest';
import {
  addAsset,
  findJournal,
  journalIdOf,
  journalLines,
  linkedJournals,
  openUserAccounts,
  post,
  userBalances,
} from '../../src/ledger/index.ts';
import { newId } from '../../src/lib/index.ts';
import { createTestContext } from '../kit/testContext.ts';
import {
  everything,
  house,
  journal,
  line,
  openUsers,
  purchase,
  stars,
  topup,
  wallet,
  sealAll,
} from '../kit/journals.ts';

const context = await createTestContext();
const { db, testDb } = context;
const { owner } = testDb;
const MAX = 2n ** 63n - 1n;
let next = 1n;
const openedUser = async (): Promise<bigint> => (await openUsers(db, 1, next++))[0] ?? 0n;
const posted = (j: Parameters<typeof post>[1]) => db.tx((tx) => post(tx, j));

test('post, when a top-up and a purchase are posted, then the balances follow', async () => {
  const user = await openedUser();
  await posted(topup(user, 100n));

  const { journalId } = await posted(purchase(user, 30n, 20n));

  expect(await userBalances(db, user)).toEqual({ wallet: 70n, stars: 27n, hold: 0n, delivery: 0n });
  expect((await journalLines(db, journalId)).map((l) => [l.debit, l.credit, l.amount])).toEqual([
    [`user:${user}/wallet/TON`, 'house/revenue/TON', 30n],
    ['house/star_stock/STAR', `user:${user}/stars/STAR`, 20n],
    ['house/bonus/STAR', `user:${user}/stars/STAR`, 7n],
  ]);
});

test('post, when several lines touch one account, then each has its own sequence and balance after', async () => {
  const [a, b] = [await openedUser(), await openedUser()];
  await posted(topup(a, 10n));

  const { journalId } = await posted(
    journal([line(wallet(a), wallet(b), 6n), line(wallet(b), wallet(a), 2n), line(wallet(a), wallet(b), 5n)]),
  );

  const lines = await journalLines(db, journalId);
  expect(lines.map((l) => [l.debitSeq, l.debitAfter, l.creditSeq, l.creditAfter])).toEqual([
    [2n, 4n, 1n, 6n],
    [2n, 4n, 3n, 6n],
    [4n, 1n, 3n, 9n],
  ]);
});

test('post, when a later line brings the money that an earlier one needs, then it is refused', async () => {
  const [a, b] = [await openedUser(), await openedUser()];
  await posted(topup(b, 10n));

  const early = posted(journal([line(wallet(a), wallet(b), 5n), line(wallet(b), wallet(a), 9n)]));

  await expect(early).rejects.toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
});

test('post, when it is refused, then every row is as it was', async () => {
  const [a, b] = [await openedUser(), await openedUser()];
  await posted(topup(a, 10n));
  const before = await everything(owner);
  const nobody = 999_999n;

  const refusals: [Parameters<typeof post>[1], string][] = [
    [purchase(a, 30n, 20n), 'INSUFFICIENT_FUNDS'],
    [journal([line(wallet(b), wallet(a), 1n)]), 'INSUFFICIENT_FUNDS'],
    [journal([line(wallet(a), wallet(nobody), 1n)]), 'ACCOUNT_UNKNOWN'],
    [journal([line(wallet(nobody), wallet(a), 1n)]), 'ACCOUNT_UNKNOWN'],
    [journal([line(wallet(a), wallet(a), 1n)]), 'JOURNAL_INVALID'],
    [journal([line(wallet(a), stars(a), 1n)]), 'JOURNAL_INVALID'],
    [journal([]), 'JOURNAL_INVALID'],
    [journal(Array.from({ length: 101 }, () => line(house('fees'), wallet(a), 1n))), 'JOURNAL_INVALID'],
    [journal([line(wallet(a), wallet(b), 0n)]), 'LEDGER_AMOUNT_RANGE'],
    [journal([line(wallet(a), wallet(b), -1n)]), 'LEDGER_AMOUNT_RANGE'],
    [journal([line(house('fees'), wallet(a), MAX)]), 'LEDGER_AMOUNT_RANGE'],
    [journal([line(house('fees'), wallet(a), MAX + 1n)]), 'LEDGER_AMOUNT_RANGE'],
    [journal([line(house('fees'), wallet(a), -MAX - 2n)]), 'LEDGER_AMOUNT_RANGE'],
    // A number that would reach into the accounts of the house.
    [journal([line(wallet(2n ** 55n), wallet(a), 1n)]), 'ACCOUNT_UNKNOWN'],
    [
      journal([line(house('fees'), wallet(b), MAX), line(house('fees'), wallet(b), 1n)]),
      'LEDGER_AMOUNT_RANGE',
    ],
    [topup(a, 1n, { originalId: newId() }), 'JOURNAL_UNKNOWN'],
  ];
  for (const [refused, code] of refusals) {
    await expect(posted(refused), code).rejects.toMatchObject({ code });
  }

  expect(await everything(owner)).toBe(before);
});

test('post, when a wallet has too little, then the error says what is needed and what is there', async () => {
  const user = await openedUser();
  await posted(topup(user, 10n));

  await expect(posted(purchase(user, 30n, 20n))).rejects.toMatchObject({
    data: { need: '30', have: '10' },
  });
  await expect(posted(journal([line(wallet(user), house('fees'), 11n)]))).rejects.toMatchObject({
    data: { need: '11', have: '10' },
  });
});

test('post, when amounts reach 1 and 2^63-1, then they are kept exactly', async () => {
  const user = await openedUser();

  await posted(journal([line(house('fees'), wallet(user), MAX - 1n)]));
  await posted(topup(user, 1n));

  expect((await userBalances(db, user)).wallet).toBe(MAX);
  await expect(posted(topup(user, 1n))).rejects.toMatchObject({ code: 'LEDGER_AMOUNT_RANGE' });
  await posted(journal([line(wallet(user), house('fees'), MAX)]));
});

test('post, when a house account would leave the range of bigint, then it is refused', async () => {
  const user = await openedUser();
  const key = (n: number): string => `range:${n}`;
  // Two keys whose journals use the same shard.
  const [first, second] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]
    .map(key)
    .filter((k, _, all) => all.some((o) => o !== k && journalIdOf(o).at(-1) === journalIdOf(k).at(-1)))
    .sort((a, b) => (journalIdOf(a).at(-1) ?? '').localeCompare(journalIdOf(b).at(-1) ?? ''));
  await posted(journal([line(house('refunds'), wallet(user), MAX)], { key: first ?? '' }));
  await posted(journal([line(wallet(user), house('adjustments'), MAX)]));

  const beyond = posted(journal([line(house('refunds'), wallet(user), 2n)], { key: second ?? '' }));

  await expect(beyond).rejects.toMatchObject({ code: 'LEDGER_AMOUNT_RANGE' });
});

test('post, when a key comes again, then the same content is answered and another is refused', async () => {
  const user = await openedUser();
  const orderId = newId();
  const first = topup(user, 10n, { key: `k:${user}`, links: { orderId } });
  const { journalId } = await posted(first);

  expect(await posted({ ...first, actor: 'staff:1', reason: 'again' })).toEqual({
    journalId,
    replayed: true,
  });
  const others = [
    topup(user, 11n, { key: first.key, links: { orderId } }),
    topup(user, 10n, { key: first.key, links: { orderId: newId() } }),
    topup(user, 10n, { key: first.key }),
    { ...first, kind: 'adjustment' as const },
    { ...first, effectiveAt: new Date(0) },
    { ...first, lines: [...first.lines, ...first.lines] },
  ];
  for (const other of others) await expect(posted(other)).rejects.toMatchObject({ code: 'KEY_REUSED' });
  expect((await userBalances(db, user)).wallet).toBe(10n);
});

test('post, when the transaction rolls back, then the key is free again', async () => {
  const user = await openedUser();
  const wanted = topup(user, 10n);
  await expect(
    db.tx(async (tx) => {
      await post(tx, wanted);
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');

  expect(await posted(wanted)).toMatchObject({ replayed: false });
});

test('drill-down, when a journal is linked, then it is found before and after sealing, and its head says why', async () => {
  const user = await openedUser();
  const links = { orderId: newId(), invoiceId: newId(), refundId: newId(), ticketId: newId() };
  const { journalId } = await posted(topup(user, 5n, { links, actor: 'user:5', correlationId: 'c-1' }));

  for (const id of Object.values(links)) expect(await linkedJournals(db, id)).toEqual([journalId]);
  await sealAll(context);
  for (const id of Object.values(links)) expect(await linkedJournals(db, id)).toEqual([journalId]);
  expect(await findJournal(db, journalId)).toMatchObject({
    kind: 'topup',
    actor: 'user:5',
    correlation: 'c-1',
    ...links,
  });
});

test('addAsset, when configuration brings another coin, then accounts and postings work in it', async () => {
  const user = next++;
  await addAsset(db, 'USDT', 6);
  await addAsset(db, 'USDT', 6);
  await openUserAccounts(db, user, 'USDT');

  await posted(
    journal([
      line({ house: 'provider_clearing', asset: 'USDT' }, { user, account: 'wallet', asset: 'USDT' }, 3n),
    ]),
  );

  expect(await userBalances(db, user, 'USDT')).toEqual({ wallet: 3n, stars: 0n, hold: 0n, delivery: 0n });
  await expect(addAsset(db, 'USDT', 7)).rejects.toMatchObject({ code: 'JOURNAL_INVALID' });
  await expect(openUserAccounts(db, user, 'NONE')).rejects.toMatchObject({ code: 'ACCOUNT_UNKNOWN' });
});

test('the tables, when anybody tries to change them, then refuse', async () => {
  const user = await openedUser();
  await posted(topup(user, 5n));
  const tables = [
    'transfer',
    'account',
    'account_kind',
    'account_event',
    'asset',
    'block',
    'closing',
    'closing_balance',
  ];
  for (const table of [...tables, 'derived', 'journal_link', 'backdated', 'publication']) {
    const column = await owner.one<{ last: string }>(
      'SELECT attname AS last FROM pg_attribute WHERE attrelid = $1::regclass ORDER BY attnum DESC LIMIT 1',
      [`ledger.${table}`],
    );
    for (const statement of [
      `UPDATE ledger.${table} SET ${column?.last} = ${column?.last}`,
      `DELETE FROM ledger.${table}`,
      `TRUNCATE ledger.${table} CASCADE`,
    ]) {
      await expect(owner.query(statement), statement).rejects.toMatchObject({ code: 'SB001' });
      await expect(db.query(statement), statement).rejects.toMatchObject({ code: '42501' });
    }
  }
  // Where accounts stand must change; that it follows from the transfers is what the checks are for.
  await expect(owner.query('DELETE FROM ledger.balance')).rejects.toMatchObject({ code: 'SB001' });
  await expect(owner.query('TRUNCATE ledger.balance')).rejects.toMatchObject({ code: 'SB001' });
  for (const table of ['balance', 'horizon', 'checkpoint'])
    for (const statement of [`SELECT * FROM ledger.${table}`, `DELETE FROM ledger.${table}`])
      await expect(db.query(statement), statement).rejects.toMatchObject({ code: '42501' });
});

test('the application role, when it goes past the functions and views, then is refused', async () => {
  const forbidden = [
    'UPDATE ledger.balance SET balance = 1',
    'INSERT INTO ledger.asset VALUES (9, $$X$$, 1)',
    'SELECT * FROM ledger.transfer',
    'SELECT * FROM ledger.balance',
    "SELECT ledger.post_lines(NULL, '', '', '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
    "SELECT nextval('ledger.transfer_position')",
    'CREATE TABLE ledger.mine (a int)',
  ];
  for (const statement of forbidden) {
    await expect(db.query(statement), statement).rejects.toMatchObject({ code: '42501' });
  }
});

test('ledger.post, when its arrays do not fit together, then it is refused', async () => {
  const user = await openedUser();
  const account = `ledger.user_account(${user}, 'wallet', 'TON')`;
  const fees = `ledger.house_account('fees', 'TON', '${newId()}')`;
  const calls = [
    [`ARRAY[${fees}, ${fees}]`, `ARRAY[${account}]`, 'ARRAY[1::bigint]'],
    [`ARRAY[${fees}]`, `ARRAY[${account}]`, 'ARRAY[1::bigint, 2]'],
    ['NULL', 'NULL', 'NULL'],
    [`ARRAY[${fees}]`, 'NULL', 'ARRAY[1::bigint]'],
    [`ARRAY[${fees}]`, 'ARRAY[NULL::bigint]', 'ARRAY[1::bigint]'],
    [`ARRAY[${fees}]`, `ARRAY[${account}]`, 'ARRAY[NULL::bigint]'],
  ];
  for (const [debits, credits, amounts] of calls) {
    const call = db.query(
      `SELECT ledger.post('${newId()}', 'adjustment', '', 'system', ${debits}, ${credits}, ${amounts})`,
    );
    await expect(call, `${debits} ${credits} ${amounts}`).rejects.toMatchObject({
      code: expect.stringMatching(/^LG00[256]$/),
    });
  }
  expect((await userBalances(db, user)).wallet).toBe(0n);
});

test('journals_before, when read page by page, then gives every journal once, newest first', async () => {
  const seen: string[] = [];
  let before: bigint | null = null;
  for (;;) {
    const { rows }: { rows: { journal_id: string; position: bigint }[] } = await db.query(
      'SELECT journal_id, position FROM ledger.journals_before($1, 7)',
      [before],
    );
    seen.push(...rows.map((row) => row.journal_id));
    if (rows.length < 7) break;
    before = rows.at(-1)?.position ?? 0n;
  }

  const { rows } = await db.query<{ journal_id: string }>(
    'SELECT journal_id FROM ledger.journals ORDER BY position DESC',
  );
  expect(seen).toEqual(rows.map((row) => row.journal_id));
});
