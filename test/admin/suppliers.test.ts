import { beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/lib/index.ts';
import { bookFunding } from '../../src/treasury/index.ts';
import { openOffice, type Browser } from '../kit/office.ts';

// Nobody listens at this address.
const office = await openOffice({
  DELIVERY: 'supplier',
  DELIVERY_SUPPLIER: 'istar',
  ISTAR_API_URL: 'http://127.0.0.1:9',
  MYSTARS_API_URL: 'http://127.0.0.1:9',
});
const { app, staff } = office;
const { owner } = office.context.testDb;
const TON = 1_000_000_000n;
let finance: Browser;
let admin: Browser;
let auditor: Browser;
let support: Browser;

interface Page {
  supplier: string;
  isInUse: boolean;
  float: { amount: string } | null;
  circuit: { phase: string };
  quotes: { stars: number; cost: string; perStar: string }[];
  history: unknown[];
  failures: { outcome: string; deliveryId: string }[];
  mayProbe: boolean;
  statement: {
    from: string;
    to: string;
    totals: { name: string; amount: string }[];
    lines: { at: string; move: string; amount: string; journalId: string; deliveryId: string | null }[];
    list: string;
  };
}
const delivery = newId();

beforeAll(async () => {
  [finance, admin, auditor, support] = [
    await office.logIn('finance'),
    await office.logIn('admin'),
    await office.logIn('auditor'),
    await office.logIn('support'),
  ];
  for (const [from, to, coins] of [
    ['capital', 'istar', 10n],
    ['istar', 'capital', 3n],
  ] as const)
    await bookFunding(app, { from, to, amount: coins * TON, remark: newId(), staffId: staff.finance.id });
  const user = await owner.one<{ id: bigint }>(
    `INSERT INTO users (telegram_id, first_name, language) VALUES (5151, 'Ann', 'en') RETURNING id`,
  );
  await owner.query(
    `INSERT INTO deliveries (id, user_id, stars, request_key, is_self, changed_by) VALUES ($1, $2, 60, 'one', true, 'system')`,
    [delivery, user?.id],
  );
  for (const outcome of ['accepted', 'later: key'])
    await owner.query(
      `INSERT INTO delivery_answers (delivery_id, supplier, call, outcome) VALUES ($1, 'istar', 'create', $2)`,
      [delivery, outcome],
    );
  await owner.query(
    `INSERT INTO float_readings (place, asset, amount, at, seen_at) VALUES ('istar', 'TON', $1, now(), now())`,
    [7n * TON],
  );
  await owner.query(
    `INSERT INTO supplier_quotes (supplier, stars, asset, amount, good_until, at) VALUES
       ('istar', 50, 'TON', $1, now(), now() - interval '1 hour'), ('istar', 50, 'TON', $2, now(), now())`,
    [TON, 2n * TON],
  );
}, 120_000);

test('the page of a supplier, when finance opens it, then it shows float, prices, circuit, failures and a statement', async () => {
  const page = await finance.json<Page>('/admin/api/pages/suppliers');

  expect(page).toMatchObject({
    supplier: 'istar',
    isInUse: true,
    float: { amount: '7 TON' },
    circuit: { phase: 'closed' },
    quotes: [{ stars: 50, cost: '2 TON', perStar: '0.04 TON' }],
    failures: [{ outcome: 'later: key', deliveryId: delivery }],
    mayProbe: true,
  });
  expect(page.history).toHaveLength(2);
  const sums = Object.fromEntries(page.statement.totals.map(({ name, amount }) => [name, amount]));
  expect(sums).toMatchObject({ opening: '0 TON', funding: '7 TON', spent: '0 TON', closing: '7 TON' });
  expect(page.statement.lines.map(({ move, amount }) => [move, amount])).toEqual([
    ['funding', '10 TON'],
    ['funding', '-3 TON'],
  ]);
  const other = await finance.json<Page>('/admin/api/pages/suppliers?supplier=mystars');
  expect([other.supplier, other.isInUse, other.float]).toEqual(['mystars', false, null]);
  expect((await support.get('/admin/api/pages/suppliers')).status).toBe(404);
});

test('the statement as a file, when it is taken, then it has exactly the figures and lines that the page shows', async () => {
  for (const list of ['', '&list=1']) {
    const { statement } = await auditor.json<Page>(`/admin/api/pages/suppliers?supplier=istar${list}`);
    const { from, to } = statement;
    const file = await auditor.get(`/admin/export/suppliers/istar?from=${from}&to=${to}${list}`);
    const rows = (await file.text())
      .replace('\uFEFF', '')
      .trim()
      .split(/\r?\n/)
      .map((row) => row.split(/[,;]/));

    expect(rows.shift()).toEqual(['recorded_at', 'what', 'amount', 'asset', 'delivery_id', 'journal_id']);
    const shown = (amount: string): string => amount.replace(' TON', '');
    expect(rows).toEqual([
      ...statement.totals.map(({ name, amount }) => ['', name, shown(amount), 'TON', '', '']),
      ...statement.lines.map((line) => [
        line.at,
        line.move,
        shown(line.amount),
        'TON',
        line.deliveryId ?? '',
        line.journalId,
      ]),
    ]);
    expect(statement.list).toBe(list === '' ? 'unasked' : 'none');
  }
  expect((await support.get('/admin/export/suppliers/istar')).status).toBe(404);
  const { rows } = await owner.query(`SELECT FROM audit_log WHERE action = 'suppliers.export'`);
  expect(rows).toHaveLength(2);
});

test('a supplier that does not answer, when finance or an admin checks it, then they read that, and nobody else may ask', async () => {
  for (const browser of [finance, admin]) {
    const response = await browser.post('/admin/api/pages/suppliers', { action: 'probe', supplier: 'istar' });
    expect(await response.json()).toMatchObject({ probe: { key: 'unknown', quotes: [], float: 'down' } });
  }
  const ask = { action: 'probe', supplier: 'istar' };
  const refused = await auditor.post('/admin/api/pages/suppliers', ask);
  expect(await refused.json()).toMatchObject({ code: 'FORBIDDEN', notice: { type: 'error' } });
  expect((await support.post('/admin/api/pages/suppliers', ask)).status).toBe(404);
});
