import { beforeAll, expect, test } from 'vitest';
import { sealLedger } from '../../src/ledger/index.ts';
import { ensureUser, type User } from '../../src/users/index.ts';
import { toppedUp } from '../kit/toppedUp.ts';
import { openOffice, type AdminAnswer } from '../kit/office.ts';
import { TON } from '../kit/money.ts';

const office = await openOffice();
const { app } = office;
const { owner } = office.context.testDb;
let [support, finance, admin, auditor] = [office.visit(), office.visit(), office.visit(), office.visit()];
let user: User;
let wallet: string;

const RANGE = 'from=2020-01-01T00:00:00Z&to=2090-01-01T00:00:00Z';

beforeAll(async () => {
  support = await office.logIn('support');
  finance = await office.logIn('finance');
  admin = await office.logIn('admin');
  auditor = await office.logIn('auditor');
  user = await ensureUser(app, {
    telegramId: 7171n,
    firstName: '=1+1',
    username: 'zzmasked',
    languageCode: 'en',
  });
  for (let n = 0; n < 60; n++) await toppedUp(app, { userId: user.id, amount: 10n * TON });
  const list = await finance.json<AdminAnswer>(
    `/admin/api/resources/ledger_accounts/actions/list?filters.user_id=${user.id}&filters.kind=wallet`,
  );
  wallet = list.records?.[0]?.id ?? '';
}, 120_000);

interface Statement {
  page: {
    opening: string;
    closing: string;
    next: string | null;
    lines: { amount: string; balance: string; journalId: string }[];
  };
}
const statement = (query: string): Promise<Statement> =>
  finance.json<Statement>(`/admin/api/resources/ledger_accounts/records/${wallet}/show?${query}`);

test('a statement, when read page by page, then the balances run on and end where the account stands', async () => {
  const first = (await statement(RANGE)).page;
  expect([first.opening, first.closing, first.lines.length]).toEqual(['0 TON', '600 TON', 50]);
  const second = (await statement(`${RANGE}&cursor=${String(first.next)}`)).page;
  expect(second.opening).toBe('500 TON');
  expect(second.lines.length).toBe(10);
  expect(second.lines.at(-1)?.balance).toBe('600 TON');
  expect(second.next).toBeNull();
});

test.each(['from=yesterday&to=never', 'from=2090-01-01&to=2020-01-01', 'cursor=1%3BDROP', 'from=&to='])(
  'a statement, when its period is %s, then it answers without an inner word',
  async (query) => {
    const response = await finance.get(
      `/admin/api/resources/ledger_accounts/records/${wallet}/show?${query}`,
    );
    expect([200, 400]).toContain(response.status);
    expect(await response.text()).not.toMatch(/syntax|ledger\.statement/);
  },
);

test('a journal, when opened, then it leads to order, invoice and what the provider said, and each of them back', async () => {
  const { page } = await statement(RANGE);
  const journalId = page.lines[0]?.journalId ?? '';
  const journal = await finance.json<{
    page: { journal: Record<string, string>; events: Record<string, string>[]; lines: unknown[] };
  }>(`/admin/api/resources/ledger_journals/records/${journalId}/show`);
  const { order_id: orderId = '' } = journal.page.journal;
  expect(journal.page.lines.length).toBeGreaterThan(0);
  const [event] = journal.page.events;
  const back = await finance.json<AdminAnswer>(
    `/admin/api/resources/provider_events/records/${event?.['id']}/show`,
  );
  expect(back.record?.params).toMatchObject({ order_id: orderId, journal_id: journalId });
  const order = await finance.json<{
    page: { timeline: { what: string; id: string }[]; said: Record<'ru' | 'en', string> };
  }>(`/admin/api/resources/orders/records/${orderId}/show`);
  // The sentence that the buyer reads in the bot.
  expect(order.page.said.ru).toMatch(/^Оплачено/);
  expect(order.page.said.en).toMatch(/^Paid/);
  expect(order.page.timeline.find(({ what }) => what === 'journal')?.id).toBe(journalId);
});

test('the trial balance, when asked for now and for a moment before all, then both are balanced and differ', async () => {
  interface Balance {
    assets: {
      asset: string;
      balanced: boolean;
      lines: { kind: string; balance: string; accountId: string | null }[];
    }[];
  }
  const now = await finance.json<Balance>('/admin/api/pages/trialBalance');
  const then = await finance.json<Balance>('/admin/api/pages/trialBalance?at=2020-01-01T00:00:00Z');
  const walletIn = ({ assets }: Balance): string | undefined =>
    assets.find(({ asset }) => asset === 'TON')?.lines.find(({ kind }) => kind === 'wallet')?.balance;
  expect(now.assets.every(({ balanced }) => balanced)).toBe(true);
  expect(then.assets.every(({ balanced }) => balanced)).toBe(true);
  expect([walletIn(now), walletIn(then)]).toEqual(['600 TON', '0 TON']);
  // A line of the house leads to its statement, in which all its parts stand together.
  const clearing = now.assets
    .find(({ asset }) => asset === 'TON')
    ?.lines.find(({ kind }) => kind === 'provider_clearing');
  const { page } = await finance.json<Statement>(
    `/admin/api/resources/ledger_accounts/records/${String(clearing?.accountId)}/show?${RANGE}`,
  );
  expect(page.closing).toBe(clearing?.balance);
});

test('exports of the ledger, when asked for, then only who may gets them, and each is in the audit log', async () => {
  for (const path of [
    `ledger?format=csv&${RANGE}`,
    `statements/${wallet}?${RANGE}`,
    'lists/ledger_entries',
  ]) {
    const answers = await Promise.all(
      [support, finance, admin, auditor].map((browser) => browser.get(`/admin/export/${path}`)),
    );
    expect(
      answers.map(({ status }) => status),
      path,
    ).toEqual([404, 200, 404, 200]);
    const text = (await answers[1]?.text()) ?? '';
    expect(text.split('\r\n').length, path).toBeGreaterThan(60);
    expect(answers[1]?.headers.get('content-disposition')).toContain('attachment');
  }
  const { rows } = await owner.query(`SELECT FROM audit_log WHERE action LIKE '%.export'`);
  expect(rows.length).toBe(6);
});

test('a list as a file, when filtered, then it holds the rows and columns of the list: masked, and no formula', async () => {
  const response = await support.get(`/admin/export/lists/users?filters.id=${user.id}`);
  const text = await response.text();
  expect(text).not.toContain('zzmasked');
  expect(text).not.toContain('telegram_id');
  expect(text).not.toContain('status_reason');
  expect(text.trim().split('\r\n').length).toBe(2);
  expect(text).toContain("'=•••");
  expect((await support.get('/admin/export/lists/staff')).status).toBe(404);
  expect((await support.get('/admin/export/lists/constructor')).status).toBe(404);
  expect((await support.get('/admin/export/lists/users?filters.password_hash=a')).status).toBe(404);
  expect((await office.visit().get('/admin/export/lists/users')).status).not.toBe(200);
});

async function verify(browser = finance): Promise<{ status: number; last: Record<string, unknown> }> {
  const response = await browser.post('/admin/runs/verify');
  const lines = (await response.text()).trim().split('\n');
  return { status: response.status, last: JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

test('the walk over the ledger, when all is well and when a row was changed, then it says so and names the row', async () => {
  await sealLedger(app);
  const good = await verify();
  expect(good.last['result']).toMatchObject({ problem: null });
  expect((await verify(support)).status).toBe(404);
  expect((await verify(admin)).status).toBe(404);
  const row = await owner.one<{ position: bigint; amount: bigint }>(
    'SELECT position, amount FROM ledger.transfer ORDER BY position LIMIT 1',
  );
  await owner.query('ALTER TABLE ledger.transfer DISABLE TRIGGER ALL');
  await owner.query('UPDATE ledger.transfer SET amount = amount + 1 WHERE position = $1', [row?.position]);
  const bad = await verify(auditor);
  expect(bad.last['result']).toMatchObject({ where: { position: row?.position.toString() } });
  await owner.query('UPDATE ledger.transfer SET amount = $2 WHERE position = $1', [
    row?.position,
    row?.amount,
  ]);
  await owner.query('ALTER TABLE ledger.transfer ENABLE TRIGGER ALL');
  const rows = await owner.query(`SELECT FROM audit_log WHERE action = 'ledger.verify'`);
  expect(rows.rows.length).toBe(2);
});

test('a rule, when it is tried on the past, then the result comes last and nothing was written', async () => {
  const before = await owner.one('SELECT count(*) AS n FROM fraud_flags');
  const response = await finance.post('/admin/runs/tryRule', { ruleId: 'invoices-per-hour', days: 30 });
  const lines = (await response.text()).trim().split('\n');
  expect(JSON.parse(lines.at(-1) ?? '{}')).toMatchObject({ result: { events: 60, users: 1 } });
  expect(await owner.one('SELECT count(*) AS n FROM fraud_flags')).toEqual(before);
  expect((await support.post('/admin/runs/tryRule', { ruleId: 'underpayments', days: 1 })).status).toBe(404);
  const wrong = await (await finance.post('/admin/runs/tryRule', { ruleId: 'nothing', days: 1 })).text();
  expect(wrong).toContain('no such rule');
  const foreign = await finance.send('/admin/runs/verify', {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
  });
  expect(foreign.status).toBe(403);
});
