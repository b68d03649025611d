import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import {
  balanceAt,
  exportLedger,
  post,
  statement,
  trialBalance,
  type StatementLine,
} from '../../src/ledger/index.ts';
import { createTestContext } from '../kit/testContext.ts';
import { house, journal, line, openUsers, purchase, topup, wallet, sealAll } from '../kit/journals.ts';

const context = await createTestContext();
const { db } = context;
const [a = 0n, b = 0n] = await openUsers(db, 2);
const START = new Date(0);
const posted = (j: Parameters<typeof post>[1]) => db.tx((tx) => post(tx, j));
async function now(): Promise<Date> {
  await sleep(3);
  const row = await db.one<{ now: Date }>('SELECT clock_timestamp() AS now');
  await sleep(3);
  return row?.now ?? START;
}

/** What was posted, with the moments between. */
const moments: Date[] = [];
for (let i = 1n; i <= 40n; i++) {
  await posted(topup(a, 10n * i));
  await posted(topup(b, i));
  await posted(purchase(a, i, 2n * i));
  if (i % 10n === 0n) moments.push(await now());
}
const END = await now();
const sumTo = (n: bigint): bigint => (n * (n + 1n)) / 2n;

test('trialBalance, when asked for now or for a moment, then every asset sums to zero and kinds are as they were', async () => {
  const check = async (at: Date | undefined, n: bigint): Promise<void> => {
    const lines = await trialBalance(db, at);
    for (const asset of ['TON', 'STAR']) {
      const sum = lines.filter((l) => l.asset === asset).reduce((total, l) => total + l.balance, 0n);
      expect(sum).toBe(0n);
    }
    const ton = (kind: string) => lines.find((l) => l.asset === 'TON' && l.kind === kind)?.balance;
    expect(ton('revenue')).toBe(sumTo(n));
    expect(ton('provider_clearing')).toBe(-11n * sumTo(n));
    expect(ton('wallet')).toBe(10n * sumTo(n));
  };
  await check(undefined, 40n);
  for (const [i, at] of moments.entries()) await check(at, BigInt(i + 1) * 10n);
  await check(START, 0n);
});

test('balanceAt, when asked by recorded time, then gives the balance of that moment', async () => {
  for (const [i, at] of moments.entries()) {
    const n = BigInt(i + 1) * 10n;
    expect(await balanceAt(db, wallet(a), at)).toBe(9n * sumTo(n));
    expect(await balanceAt(db, house('revenue'), at)).toBe(sumTo(n));
  }
  expect(await balanceAt(db, wallet(a), START)).toBe(0n);
  expect(await balanceAt(db, wallet(999n), END)).toBe(0n);
});

for (const [name, ref] of [
  ['a user account', wallet(a)],
  ['a house account of sixteen shards', house('revenue')],
] as const) {
  test(`statement, when ${name} is read in pages, then gives every entry once with a running balance`, async () => {
    const [from = START, to = END] = [moments[0], moments[2]];
    const seen: StatementLine[] = [];
    let cursor: string | undefined;
    let opening: bigint | undefined;
    do {
      const page = await statement(db, ref, { from, to, cursor, limit: 7 });
      opening ??= page.opening;
      seen.push(...page.lines);
      cursor = page.next;
    } while (cursor !== undefined);

    expect(seen).toHaveLength('user' in ref ? 40 : 20);
    expect(opening).toBe(await balanceAt(db, ref, from));
    expect(seen.at(-1)?.balance).toBe(await balanceAt(db, ref, to));
    let balance = opening ?? 0n;
    for (const entry of seen) expect(entry.balance).toBe((balance += entry.amount));
    expect(seen.every(({ recordedAt }) => recordedAt > from && recordedAt <= to)).toBe(true);
  });
}

test('statement, when its page has no size or its cursor is none, then it gives one line or says so', async () => {
  const period = { from: START, to: END };
  expect((await statement(db, wallet(a), { ...period, limit: 0 })).lines).toHaveLength(1);
  for (const cursor of ['x', '1', `${'9'.repeat(30)}:1`])
    await expect(statement(db, wallet(a), { ...period, cursor })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
});

test('balanceAt, when entries count from another day, then by effective date they are moved, sealed or not', async () => {
  const [user = 0n] = await openUsers(db, 1, 50n);
  const before = await now();
  const earlier = new Date(before.getTime() - 86_400_000);
  const later = new Date(before.getTime() + 86_400_000);
  await posted(topup(user, 100n));
  await posted(topup(user, 10n, { effectiveAt: earlier }));
  await posted(topup(user, 1n, { effectiveAt: later }));
  const after = await now();
  const effective = (at: Date) => balanceAt(db, wallet(user), at, 'effective');

  for (const sealed of [false, true]) {
    if (sealed) await sealAll(context);
    expect(await effective(new Date(earlier.getTime() - 1))).toBe(0n);
    expect(await effective(earlier)).toBe(10n);
    expect(await effective(before)).toBe(10n);
    expect(await effective(after)).toBe(110n);
    expect(await effective(later)).toBe(111n);
    expect(await balanceAt(db, wallet(user), after)).toBe(111n);
  }
});

test('trialBalance, when days were closed, then it starts from the closing and gives the same', async () => {
  const before = await trialBalance(db, END);
  await sealAll(context);
  const { rows } = await db.query<{ day: string; hash: string }>(
    'SELECT day::text, hash FROM ledger.closings',
  );

  expect(rows).toHaveLength(1);
  expect(await trialBalance(db, END)).toEqual(before);
});

test('trialBalance, when postings run beside it, then it always sums to zero', async () => {
  const state = { running: true };
  const writers = [1, 2, 3].map(async () => {
    while (state.running) await posted(purchase(a, 1n, 1n));
  });

  for (let i = 0; i < 40; i++) {
    const lines = await trialBalance(db);
    for (const asset of ['TON', 'STAR'])
      expect(lines.reduce((sum, l) => (l.asset === asset ? sum + l.balance : sum), 0n)).toBe(0n);
    const { rows } = await db.query<{ off: bigint }>(
      `SELECT count(*) AS off FROM ledger.balances b
       WHERE b.user_id = 1 AND b.balance <> coalesce((SELECT sum(e.amount) FROM ledger.entries e WHERE e.account_id = b.account_id), 0)`,
    );
    expect(rows[0]?.off).toBe(0n);
  }
  state.running = false;
  await Promise.all(writers);
});

test('statement, when postings run beside it, then pages follow from each other, and what was read once stays', async () => {
  const [user = 0n] = await openUsers(db, 1, 70n);
  const state = { running: true };
  const writers = [1, 2, 3].map(async () => {
    while (state.running) await posted(topup(user, 1n));
  });
  const read = async (to: Date): Promise<StatementLine[]> => {
    const lines: StatementLine[] = [];
    let cursor: string | undefined;
    do {
      const page = await statement(db, wallet(user), { from: START, to, cursor, limit: 20 });
      lines.push(...page.lines);
      cursor = page.next;
    } while (cursor !== undefined);
    return lines;
  };

  const reads: [Date, StatementLine[]][] = [];
  for (let i = 0; i < 15; i++) {
    const to = await now();
    reads.push([to, await read(to)]);
  }
  state.running = false;
  await Promise.all(writers);

  for (const [to, lines] of reads) {
    expect(lines.map(({ balance }) => balance)).toEqual(lines.map((_, i) => BigInt(i + 1)));
    expect((await read(to)).slice(0, lines.length)).toEqual(lines);
    // At most the postings that had taken their time but not yet committed came after.
    expect((await balanceAt(db, wallet(user), to)) - BigInt(lines.length)).toBeLessThanOrEqual(3n);
  }
});

test('exportLedger, when read as CSV and as JSON lines, then has every transfer once, as text, safe for spreadsheets', async () => {
  await posted(journal([line(house('fees'), wallet(a), 2n ** 62n)], { reason: '=cmd(),"x"\nnew' }));
  const until = await now();
  const count = await db.one<{ n: bigint }>('SELECT count(*) AS n FROM ledger.transfers');
  const read = async (format: 'csv' | 'jsonl'): Promise<string> => {
    let text = '';
    for await (const part of exportLedger(db, { format, from: START, to: until })) text += part;
    return text;
  };

  const objects = (await read('jsonl'))
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text) as Record<string, string>);
  const csv = await read('csv');

  expect(BigInt(objects.length)).toBe(count?.n);
  expect(objects.at(-1)).toMatchObject({
    amount: String(2n ** 62n),
    credit: 'user:1/wallet/TON',
    reason: '=cmd(),"x"\nnew',
  });
  expect(csv).toContain(`"'=cmd(),""x""\nnew"`);
  expect(csv.split('\r\n')).toHaveLength(objects.length + 2);
});
