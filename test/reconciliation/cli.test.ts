import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { reconcileCommand, reportCommand } from '../../src/cli/reconcile.ts';
import { makeDailyReports, resolveBreak } from '../../src/reconciliation/index.ts';
import { buy, openShop, pay, play, stateOf, type Buying } from '../kit/shop.ts';
import { hire } from '../kit/hire.ts';
import { codeOf } from '../kit/refusals.ts';

const shop = await openShop();
const app = { ...shop.app, close: async () => {} };
await play(shop, '/webhooks/settings', { lose: 1_000_000 });
const folder = await mkdtemp(path.join(tmpdir(), 'starboard-reconcile-'));
const file = (name: string): string => path.join(folder, name);

async function run(work: () => Promise<number>): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const spies = (['log', 'error'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((line: string) => void lines.push(line)),
  );
  try {
    return { code: await work(), text: lines.join('\n') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
const reconcile = (...args: string[]) => run(() => reconcileCommand(app, args));
const around = (): string[] => {
  const now = Date.now();
  return ['--from', new Date(now - 3_600_000).toISOString(), '--to', new Date(now + 60_000).toISOString()];
};

/** What the provider would write about these, in its own time and with a spreadsheet's habits. */
async function statement(name: string, rows: readonly Record<string, string>[]): Promise<string> {
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => columns.map((column) => `"${row[column] ?? ''}"`).join(';'));
  await writeFile(file(name), `\uFEFF${columns.join(';')}\n${lines.join('\n')}\n`);
  return file(name);
}
async function rowOf(
  { invoice }: Buying,
  change: Record<string, string> = {},
): Promise<Record<string, string>> {
  const facts = await app.provider.info({ orderId: invoice.id.replaceAll('-', '') });
  const created = new Date((facts?.createdAt?.getTime() ?? 0) + 3 * 3_600_000);
  return {
    uuid: facts?.uuid ?? '',
    order_id: facts?.orderId ?? '',
    amount: facts?.amount ?? '',
    currency: facts?.currency ?? '',
    status: facts?.status ?? '',
    payer_amount: facts?.payerAmount ?? '',
    payment_amount: facts?.paymentAmount ?? '',
    payer_currency: facts?.payerCurrency ?? '',
    created_at: created.toISOString().slice(0, 19).replace('T', ' '),
    ...change,
  };
}

test('reconcile, when nothing is left to do, then says so with exit code 0', async () => {
  const paid = await buy(app);
  await pay(shop, paid);
  const { code, text } = await reconcile(...around());
  expect(code).toBe(0);
  expect(text).toMatch(/rows +1 at the provider, 1 with us/);
  expect(text).toMatch(/healed now +1/);
  expect(text).toMatch(/paid +1 invoices, received 95 of 95 TON, fees/);
  expect(text).toMatch(/ledger +provider_clearing -/);
  expect(text).toMatch(/balance +ledger .* TON, provider .*, difference/);
});

test('reconcile, when breaks are left, then exit code 1, the breaks are in the file, and 0 when they are resolved', async () => {
  const buying = await buy(app);
  await app.testDb.owner.query('UPDATE invoices SET amount = amount + 1 WHERE id = $1', [buying.invoice.id]);
  const { code, text } = await reconcile(...around(), '--out', file('breaks.csv'));
  expect(code).toBe(1);
  expect(text).toMatch(/breaks +1 new, 0 closed, 1 open/);
  expect(text).toMatch(/break +amount: 1 new, 0 closed, 1 open/);
  expect(text).toContain('open by age    0-1 h: 1');

  const finance = await hire(app, 'finance');
  const found = await app.db.one<{ id: string }>('SELECT id FROM breaks WHERE invoice_id = $1', [
    buying.invoice.id,
  ]);
  await resolveBreak(app, {
    breakId: found?.id ?? '',
    staffId: finance,
    resolution: 'ignore',
    note: '=1+1, "a test"',
  });
  expect((await reconcile(...around())).code).toBe(0);
  const [header, line] = (await readFile(file('breaks.csv'), 'utf8')).split('\r\n');
  const values = new Map(header?.split(',').map((name, at) => [name, line?.split(',')[at]]));
  expect(values.get('class')).toBe('amount');
  expect(values.get('ourAmount')).toBe('95.000000001');
  expect(values.get('theirAmount')).toMatch(/^95/);
  expect(values.get('status')).toBe('open');
  expect(values.get('age')).toBe('0-1 h');
});

test.each([['--from', 'yesterday'], ['--from', '2026-11-02', '--to', '2026-11-01'], ['--from']])(
  'reconcile, when the period makes no sense (%s %s %s %s), then exit code 2',
  async (...args) => {
    expect((await reconcile(...args)).code).toBe(2);
  },
);

test('a statement, when its rows stand in any order, then they are compared like the list, in the time of the provider', async () => {
  const [waiting, paid] = [await buy(app), await buy(app)];
  await pay(shop, paid);
  const name = await statement('good.csv', [await rowOf(waiting), await rowOf(paid), await rowOf(waiting)]);
  const { code, text } = await reconcile('--statement', name);
  expect(text).toMatch(/statement +3 rows/);
  expect(text).toMatch(/healed now +1/);
  expect(code).toBe(0);
  expect(await stateOf(app, paid)).toMatchObject({ order: 'paid', stars: 110n });
  expect(
    await app.db.one('SELECT source, started_by FROM sweeps ORDER BY started_at DESC, id DESC LIMIT 1'),
  ).toEqual({
    source: 'statement',
    started_by: 'cli',
  });
  expect(await app.db.one('SELECT count(*) AS n FROM statement_rows')).toEqual({ n: 0n });
});

test('a statement, when it names an invoice that we do not have, then that is a break', async () => {
  const buying = await buy(app);
  const uuid = '11111111-2222-4333-8444-555555555555';
  const name = await statement('foreign.csv', [
    await rowOf(buying),
    await rowOf(buying, { uuid, order_id: 'foreign-1' }),
  ]);
  const { code } = await reconcile('--statement', name);
  expect(code).toBe(1);
  const found = await app.db.one('SELECT class, status FROM breaks WHERE subject = $1', [uuid]);
  expect(found).toEqual({ class: 'missing_with_us', status: 'open' });
});

test('a statement, when a row is wrong, the file is empty or not there, then nothing is compared', async () => {
  const buying = await buy(app);
  const wrong = await statement('wrong.csv', [await rowOf(buying), await rowOf(buying, { amount: 'much' })]);
  const before = await app.db.one('SELECT count(*) AS n FROM sweeps');
  await expect(reconcile('--statement', wrong)).rejects.toMatchObject({
    code: 'INPUT_INVALID',
    data: { line: 3 },
  });
  await writeFile(file('empty.csv'), '');
  expect(await codeOf(reconcile('--statement', file('empty.csv')))).toBe('INPUT_INVALID');
  expect(await reconcile('--statement', file('none.csv'))).toMatchObject({
    code: 2,
    text: expect.stringContaining('cannot be read'),
  });
  expect(await app.db.one('SELECT count(*) AS n FROM sweeps')).toEqual(before);
  expect(await app.db.one('SELECT count(*) AS n FROM statement_rows')).toEqual({ n: 0n });
});

test('reconcile report, when a day is over, then prints what was kept', async () => {
  expect((await run(() => reportCommand(app, []))).code).toBe(1);
  await makeDailyReports(app);
  const { code, text } = await run(() => reportCommand(app, []));
  expect(code).toBe(0);
  expect(text).toMatch(/^day +\d{4}-\d\d-\d\d, made /);
  expect(await codeOf(run(() => reportCommand(app, ['--day', 'x'])))).toBe('INPUT_INVALID');
});
