import { beforeAll, expect, test } from 'vitest';
import { buyFromBalance, createTopup, starPrice } from '../../src/shop/index.ts';
import { referenceOf } from '../../src/lib/index.ts';
import { recordShownError } from '../../src/support/index.ts';
import { ensureUser, type User } from '../../src/users/index.ts';
import { toppedUp } from '../kit/toppedUp.ts';
import { act, openOffice, type AdminAnswer } from '../kit/office.ts';
import { TON } from '../kit/money.ts';

const office = await openOffice();
const { app } = office;
let [finance, admin] = [office.visit(), office.visit()];
let user: User;

beforeAll(async () => {
  finance = await office.logIn('finance');
  admin = await office.logIn('admin');
  user = await ensureUser(app, { telegramId: 9191n, firstName: 'Nora', languageCode: 'en' });
  await toppedUp(app, { userId: user.id, amount: 500n * TON });
  const price = await starPrice(app);
  await buyFromBalance(app, { userId: user.id, stars: 480, priceId: price.id, requestKey: 'truth:balance' });
});

test('sales on the first page, when coins were topped up and then spent, then they are counted once', async () => {
  const { sales, days } = await finance.json<{
    sales: Record<string, unknown>;
    days: { paid: number }[];
  }>('/admin/api/dashboard');
  expect(sales).toMatchObject({ amount: '480 TON', topups: '500 TON', stars: 480, orders: 1, paid: 1 });
  expect(days.at(-1)).toMatchObject({ paid: 1, stars: 480 });
});

interface Trial {
  assets: { asset: string; lines: { kind: string; balance: string; accountId: string | null }[] }[];
}
const accounts = async (query: string): Promise<NonNullable<AdminAnswer['records']>> =>
  (await finance.json<AdminAnswer>(`/admin/api/resources/ledger_accounts/actions/list?${query}`)).records ??
  [];

test('a number of the trial balance, when followed, then its account, its list and its statement say the same', async () => {
  const { assets } = await finance.json<Trial>('/admin/api/pages/trialBalance');
  const house = assets.flatMap(({ asset, lines }) =>
    lines.flatMap((line) => (line.accountId === null ? [] : [{ ...line, asset, id: line.accountId }])),
  );
  expect(house.filter(({ balance }) => !balance.startsWith('0')).length).toBeGreaterThan(2);
  for (const { kind, asset, balance, id } of house) {
    const rows = await accounts(`filters.kind=${kind}&filters.asset=${asset}`);
    expect(
      rows.map(({ params }) => [params['balance'], params['account_id']]),
      kind,
    ).toEqual([[balance, id]]);
    const { page } = await finance.json<{
      page: { account: Record<string, unknown>; closing: string; parts: { balance: string }[] };
    }>(`/admin/api/resources/ledger_accounts/records/${id}/show`);
    expect(page.account['balance']).toBe(balance);
    expect(page.closing).toBe(balance);
    const sum = page.parts.reduce(
      (total, part) => total + Number(part.balance.replaceAll(/[^\d.-]/g, '')),
      0,
    );
    expect(sum, kind).toBeCloseTo(Number(balance.replaceAll(/[^\d.-]/g, '')), 6);
  }
});

test('an account of the house, when opened by the number of any of its parts, then the whole stands there', async () => {
  const [entry] =
    (
      await finance.json<AdminAnswer>('/admin/api/resources/ledger_entries/actions/list?filters.side=credit')
    ).records?.filter(({ params }) => String(params['account']).startsWith('house/revenue')) ?? [];
  const part = String(entry?.params['account_id']);
  const [listed] = await accounts('filters.kind=revenue&filters.asset=TON');
  const shown = await finance.json<AdminAnswer>(`/admin/api/resources/ledger_accounts/records/${part}/show`);
  expect(shown.record?.params['balance']).toBe(listed?.params['balance']);
  expect((await accounts(`filters.account_id=${part}`)).map(({ id }) => id)).toEqual([listed?.id]);
  const entries = await finance.json<AdminAnswer>(
    `/admin/api/resources/ledger_entries/actions/list?filters.account_id=${listed?.id}`,
  );
  expect(entries.records?.map(({ params }) => params['account'])).toEqual(['house/revenue/TON']);
});

test('a switch, when turned off and on, then it is so, the notice says so, and doing it twice changes nothing', async () => {
  const off = await act(admin, 'switches/records/sell/turnOff', { note: 'no stock' });
  expect([off.record?.params['enabled'], off.notice?.message]).toEqual([false, 'Sales are off']);
  const again = await act(admin, 'switches/records/sell/turnOff', { note: 'no stock' });
  expect([again.notice?.type, again['code']]).toEqual(['error', 'ALREADY_SO']);
  const rows = await office.context.testDb.owner.query(
    `SELECT FROM audit_log WHERE action LIKE 'switches.%' AND subject_id = 'sell'`,
  );
  expect(rows.rowCount).toBe(1);
  const on = await act(admin, 'switches/records/sell/turnOn', {});
  expect([on.record?.params['enabled'], on.notice?.message]).toEqual([true, 'Sales are on']);
});

test('a form, when sent as it was drawn, then it does not say that something was saved, and no audit row is written', async () => {
  const [row] = (await admin.json<AdminAnswer>('/admin/api/resources/faq/actions/list')).records ?? [];
  const same = { ...row?.params, active: row?.params['active'] === true };
  const answer = await act(admin, `faq/records/${row?.id}/edit`, same);
  expect(answer.notice?.message).toBe('Nothing was changed');
  const { rowCount } = await office.context.testDb.owner.query(
    `SELECT FROM audit_log WHERE action LIKE 'faq.%'`,
  );
  expect(rowCount).toBe(0);
});

test('a form, when fields do not fit, then each is named as the form calls it, with its rule', async () => {
  const [row] = (await admin.json<AdminAnswer>('/admin/api/resources/packages/actions/list')).records ?? [];
  const wish = { price: 'much', listPrice: '', bonusStars: '-1', reason: 'x', requestKey: 'truth:price:1' };
  const refused = await act(admin, `packages/records/${row?.id}/changePrice`, wish);
  expect(refused['fields']).toEqual({ bonusStars: 'At least 0.', reason: 'At least 3 characters.' });
  expect(refused.notice?.message).not.toMatch(/bonusStars|listPrice/);
  const below = await act(admin, `packages/records/${row?.id}/changePrice`, {
    ...wish,
    price: '95',
    listPrice: '90',
    bonusStars: '10',
    reason: 'list below price',
  });
  expect(below['fields']).toEqual({ listPrice: 'The list price cannot be below the price.' });
});

test('a request, when the use case itself refuses a field, then that field is marked as well', async () => {
  const wish = { direction: 'credit', unit: 'coin', amount: '5', reason: 'goodwill', note: '  x  ' };
  const refused = await act(finance, `users/records/${user.id}/previewAdjustment`, {
    ...wish,
    requestKey: 'truth:field:1',
  });
  expect(Object.keys(refused['fields'] ?? {})).toEqual(['note']);
});

test('a list, when filtered from today to today, then what was made today is in it, in the file too', async () => {
  await createTopup(app, { userId: user.id, amount: 10n * TON, requestKey: 'truth:today' });
  const today = new Date().toISOString().slice(0, 10);
  const query = `filters.created_at~~from=${today}&filters.created_at~~to=${today}`;
  const list = await finance.json<AdminAnswer>(`/admin/api/resources/orders/actions/list?${query}`);
  expect(list.meta?.total).toBeGreaterThan(2);
  const csv = await (await finance.get(`/admin/export/lists/orders?${query}`)).text();
  expect(csv.trim().split('\n').length).toBeGreaterThan(3);
});

test('a code that a user quotes, when support looks for it however it is typed, then person, error and order are found', async () => {
  const support = await office.logIn('support');
  const correlationId = 'be126c2f-0c5e-4e27-9d2a-6f2d8f1f7a11';
  const order = await createTopup(app, {
    userId: user.id,
    amount: 11n * TON,
    requestKey: 'truth:code',
    correlationId,
  });
  await recordShownError(app, {
    reference: referenceOf(correlationId),
    correlationId,
    userId: user.id,
    code: 'PROVIDER_UNAVAILABLE',
    act: 'recharge_custom',
  });
  for (const typed of ['be126c2f', 'BE126C2F', ' #be126c2f', correlationId]) {
    const list = await support.json<AdminAnswer>(
      `/admin/api/resources/shown_errors/actions/list?filters.reference=${encodeURIComponent(typed)}`,
    );
    expect(
      list.records?.map(({ params }) => [params['user_id'], params['order_id'], params['code']]),
      typed,
    ).toEqual([[user.id.toString(), order.id, 'PROVIDER_UNAVAILABLE']]);
  }
  const orders = await support.json<AdminAnswer>(
    `/admin/api/resources/orders/actions/list?filters.correlation_id=be126c2f`,
  );
  expect(orders.records?.map(({ id }) => id)).toEqual([order.id]);
});

test('what waits for a decision, when the first page and the side bar count it, then both say the same', async () => {
  const wish = { direction: 'credit', unit: 'coin', amount: '900', reason: 'goodwill', note: 'waited long' };
  const asked = await act(finance, `users/records/${user.id}/requestAdjustment`, {
    ...wish,
    requestKey: 'truth:adjustment:1',
  });
  expect(asked.notice?.type).toBe('success');
  const [page, side] = await Promise.all([
    admin.json<{ refunds: { requested: number } }>('/admin/api/dashboard'),
    admin.json<{ total: number }>('/admin/api/pages/approvals?part=counts'),
  ]);
  expect([page.refunds.requested, side.total]).toEqual([1, 1]);
});
