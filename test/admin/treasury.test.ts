import { beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/lib/index.ts';
import { bookFunding } from '../../src/treasury/index.ts';
import { ensureUser } from '../../src/users/index.ts';
import { openOffice, type AdminAnswer, type Browser } from '../kit/office.ts';

const office = await openOffice({ DELIVERY: 'supplier', DELIVERY_SUPPLIER: 'istar' });
const { app, staff } = office;
const { owner } = office.context.testDb;
const TON = 1_000_000_000n;
const order = newId();
let support: Browser;
let finance: Browser;
let auditor: Browser;
let admin: Browser;

interface TreasuryPage {
  supply: { isWatched: boolean; stopped: boolean; why: string; held: string; needed: string };
  changes: { stopped: boolean; why: string }[];
  places: {
    place: string;
    there: string | null;
    ledger: string;
    difference: string | null;
    agrees: boolean;
    accountId: string | null;
  }[];
  history: { columns: { place: string }[]; days: { cells: string[] }[] };
  byPackage: { lines: Record<string, unknown>[]; withoutCost: number };
  byDay: { lines: Record<string, unknown>[] };
}

/** A purchase whose stars arrived, with what they cost; without a supplier: sent by hand. */
async function arrived(orderId: string | null, stars: number, cost: bigint | null): Promise<void> {
  const user = await ensureUser(app, { telegramId: 5_150_000_000n, firstName: 'Ann', languageCode: 'en' });
  if (orderId !== null)
    await owner.query(
      `INSERT INTO orders (id, user_id, kind, status, asset, amount, stars, bonus_stars, request_key)
       VALUES ($1, $2, 'purchase', 'paid', 'TON', $3, 100, 10, $4)`,
      [orderId, user.id, 95n * TON, newId()],
    );
  await owner.query(
    `INSERT INTO deliveries (id, user_id, order_id, stars, request_key, is_self, changed_by)
     VALUES ($1, $2, $3, $4, $5, true, 'system')`,
    [newId(), user.id, orderId, stars, orderId ?? 'by-hand'],
  );
  const steps = [
    `status = 'reserved', hold_journal_id = gen_random_uuid(), sold_for = ${95n * TON}`,
    `status = 'submitted', supplier = '${cost === null ? 'manual' : 'istar'}', attempt = 1, cost = ${String(cost)}, cost_asset = 'TON'`,
    `status = 'confirmed', end_journal_id = gen_random_uuid()`,
  ];
  for (const step of steps)
    await owner.query(`UPDATE deliveries SET ${step} WHERE request_key = $1`, [orderId ?? 'by-hand']);
}

beforeAll(async () => {
  [support, finance, auditor, admin] = [
    await office.logIn('support'),
    await office.logIn('finance'),
    await office.logIn('auditor'),
    await office.logIn('admin'),
  ];
  await bookFunding(app, {
    from: 'capital',
    to: 'istar',
    amount: 10n * TON,
    remark: 'tx-1',
    staffId: staff.finance.id,
  });
  await owner.query(
    `INSERT INTO float_readings (place, asset, amount, at, seen_at) VALUES
       ('istar', 'TON', $1, now() - interval '1 day', now() - interval '1 day'), ('istar', 'TON', $2, now(), now())`,
    [10n * TON, 8n * TON],
  );
  await owner.query(
    `UPDATE supply_state SET stopped = true, why = 'short', supplier = 'istar', asset = 'TON', held = $1, needed = $2`,
    [8n * TON, 9n * TON],
  );
  await owner.query(
    `INSERT INTO supplier_quotes (supplier, stars, asset, amount, good_until) VALUES ('istar', 50, 'TON', $1, now())`,
    [50n * 5_000_000n],
  );
  await arrived(order, 110, 2n * TON);
  await arrived(null, 60, null);
}, 120_000);

test('the treasury, when finance opens it, then each place stands beside its account with the difference', async () => {
  const page = await finance.json<TreasuryPage>('/admin/api/pages/treasury');

  expect(page.supply).toMatchObject({ isWatched: true, stopped: true, held: '8 TON', needed: '9 TON' });
  expect(page.changes).toMatchObject([{ stopped: true, why: 'short' }]);
  const istar = page.places.find(({ place }) => place === 'istar');
  expect(istar).toMatchObject({ there: '8 TON', ledger: '10 TON', difference: '-2 TON', agrees: false });
  const account = await finance.get(`/admin/resources/ledger_accounts/records/${istar?.accountId}/show`);
  expect(account.status).toBe(200);
  expect(page.places.find(({ place }) => place === 'ton_wallet')).toMatchObject({
    there: null,
    difference: null,
  });
  expect(page.history.days.map(({ cells }) => cells)).toEqual([['8 TON'], ['10 TON']]);
});

test('margins, when stars arrived, then they are told per package and per day, without those whose cost is not known', async () => {
  const { byPackage, byDay } = await auditor.json<TreasuryPage>('/admin/api/pages/treasury');

  expect(byPackage).toMatchObject({
    withoutCost: 1,
    lines: [
      { key: '100', deliveries: 1, stars: '110', soldFor: '95 TON', cost: '2 TON', margin: '93 TON' },
      { key: null, deliveries: 1, stars: '60', soldFor: '0 TON', cost: '0 TON', margin: '0 TON' },
    ],
  });
  expect(byDay.lines).toMatchObject([
    { deliveries: 2, stars: '170', soldFor: '95 TON', cost: '2 TON', margin: '93 TON' },
  ]);
});

test('the treasury, when support asks for it, then there is none, and no cost on orders and packages either', async () => {
  expect((await support.get('/admin/api/pages/treasury')).status).toBe(404);
  const path = `/admin/api/resources/orders/records/${order}/show`;
  const marginFor = async (browser: Browser) =>
    (await browser.json<{ page: { margin: unknown } }>(path)).page;
  expect((await marginFor(support)).margin).toBeNull();
  expect((await marginFor(admin)).margin).toEqual({ soldFor: '95 TON', cost: '2 TON', margin: '93 TON' });

  const packagesFor = async (browser: Browser) =>
    (await browser.json<AdminAnswer>('/admin/api/resources/packages/actions/list')).records?.[0]?.params ??
    {};
  expect(Object.keys(await packagesFor(support))).not.toContain('cost');
  const sold = await packagesFor(finance);
  expect(sold).toMatchObject({ cost: expect.stringContaining('TON'), cost_at: expect.any(String) });
  expect(sold['margin']).toMatch(/TON$/);
});
