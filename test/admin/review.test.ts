import { beforeAll, expect, test } from 'vitest';
import { approveProposal } from '../../src/approvals/index.ts';
import { changeRule, evaluate } from '../../src/fraud/index.ts';
import { raise } from '../../src/security/index.ts';
import { checkLedger, userBalances } from '../../src/ledger/index.ts';
import { newId } from '../../src/lib/index.ts';
import { bothSides } from '../../src/payments/index.ts';
import { openBreak, type FoundBreak } from '../../src/breaks/index.ts';
import { makeDailyReports } from '../../src/reconciliation/index.ts';
import { ensureUser, type User } from '../../src/users/index.ts';
import { hire } from '../kit/hire.ts';
import { toppedUp } from '../kit/toppedUp.ts';
import { act, openOffice, type AdminAnswer, type Browser } from '../kit/office.ts';
import { TON } from '../kit/money.ts';

const office = await openOffice();
const { app } = office;
const { owner } = office.context.testDb;
let [support, finance, admin, auditor] = [office.visit(), office.visit(), office.visit(), office.visit()];
let user: User;

beforeAll(async () => {
  support = await office.logIn('support');
  finance = await office.logIn('finance');
  admin = await office.logIn('admin');
  auditor = await office.logIn('auditor');
  user = await ensureUser(app, { telegramId: 6161n, firstName: 'Ada', languageCode: 'en' });
});

const auditOf = async (action: string, id: string): Promise<number> =>
  (await owner.query('SELECT FROM audit_log WHERE action = $1 AND subject_id = $2', [action, id])).rows
    .length;
const posted = (browser: Browser, path: string): Promise<number> =>
  browser.post(`/admin/api/resources/${path}`, {}).then(({ status }) => status);

/** A break about money that came for an order that was cancelled. */
async function lateMoney(): Promise<string> {
  const { order, invoice } = await toppedUp(
    app,
    { userId: user.id, amount: 20n * TON },
    { status: 'cancel', percent: 0n },
  );
  return opened({
    class: 'paid_not_delivered',
    subject: invoice.id,
    invoiceId: invoice.id,
    orderId: order.id,
    asset: 'TON',
    amount: 20n * TON,
    detail: {
      ...bothSides({ status: 'cancel', amount: 20n * TON, booked: 0n }, undefined),
      theirStatus: 'paid',
      theirPayment: '20',
    },
  });
}

async function opened(found: Omit<FoundBreak, 'source'>): Promise<string> {
  await openBreak(app.db, { ...found, source: 'sweep' });
  const row = await owner.one<{ id: string }>(
    `SELECT id FROM breaks WHERE subject = $1 AND status = 'open'`,
    [found.subject],
  );
  return row?.id ?? '';
}

test('a break, when finance takes it, notes on it and credits the buyer, then it waits for a second person, the money is there once and the trail tells who', async () => {
  const id = await lateMoney();
  expect((await act(finance, `breaks/records/${id}/takeBreak`)).notice?.type).toBe('success');
  await act(finance, `breaks/records/${id}/remarkBreak`, { breakRemark: 'seen in the dashboard' });
  const before = (await userBalances(app.db, user.id)).wallet;
  const credit = { amount: '20', breakNote: 'it came late' };
  const answers = await Promise.all(
    [1, 2, 3].map(() => act(finance, `breaks/records/${id}/creditBreak`, credit)),
  );
  expect(answers.filter(({ notice }) => notice?.type === 'success').length).toBe(1);
  expect((await userBalances(app.db, user.id)).wallet).toBe(before);
  const asked = answers.find((answer) => answer['proposalId'] !== undefined)?.['proposalId'];
  const approved = await act(admin, `break_changes/records/${String(asked)}/approve`);
  expect(approved.notice?.type).toBe('success');
  expect((await userBalances(app.db, user.id)).wallet - before).toBe(20n * TON);
  const { page } = await finance.json<{
    page: { row: Record<string, unknown>; trail: Record<string, unknown>[] };
  }>(`/admin/api/resources/breaks/records/${id}/show`);
  expect(page.row).toMatchObject({ status: 'resolved', resolution: 'credit', owner_name: 'The finance' });
  expect(page.trail.map(({ step, name }) => [step, name])).toEqual([
    ['opened', null],
    ['owner', 'The finance'],
    ['remark', 'The finance'],
    ['asked', 'The finance'],
    ['resolved', 'The admin'],
  ]);
  expect(await auditOf('breaks.creditBreak', id)).toBe(1);
  expect(await checkLedger(app)).toEqual([]);
});

test('a break, when more is credited than may have come, then it is refused: that would be an adjustment by one person', async () => {
  const id = await lateMoney();
  const answer = await act(finance, `breaks/records/${id}/creditBreak`, {
    amount: '20.1',
    breakNote: 'too much',
  });
  expect(answer['code']).toBe('AMOUNT_OUT_OF_RANGE');
  const row = await owner.one<{ status: string }>('SELECT status FROM breaks WHERE id = $1', [id]);
  expect(row?.status).toBe('open');
});

test('a break without an order, when it is linked, then the named user has the money; nobody is refused', async () => {
  const subject = newId();
  const id = await opened({
    class: 'missing_with_us',
    subject,
    providerUuid: subject,
    detail: { ...bothSides(undefined, undefined), theirAmount: '3', theirPayment: '3' },
  });
  const link = { amount: '3', breakNote: 'the payer wrote to us' };
  expect((await act(finance, `breaks/records/${id}/linkBreak`, { ...link, userId: '999999' }))['code']).toBe(
    'USER_UNKNOWN',
  );
  const before = (await userBalances(app.db, user.id)).wallet;
  const answer = await act(finance, `breaks/records/${id}/linkBreak`, { ...link, userId: `#${user.id}` });
  expect(answer.notice?.type).toBe('success');
  await act(admin, `break_changes/records/${String(answer['proposalId'])}/approve`);
  expect((await userBalances(app.db, user.id)).wallet - before).toBe(3n * TON);
});

test('a break about money that is gone, when finance writes the loss off, then suspense bears it and nothing else is offered for it', async () => {
  const { order, invoice } = await toppedUp(app, { userId: user.id, amount: 20n * TON });
  const stands = { status: 'paid', amount: 20n * TON, booked: 20n * TON };
  const id = await opened({
    class: 'delivered_not_paid',
    subject: invoice.id,
    invoiceId: invoice.id,
    orderId: order.id,
    asset: 'TON',
    amount: 20n * TON,
    detail: { ...bothSides(stands, undefined), theirStatus: 'cancel', theirPayment: '0' },
  });
  const wallet = (await userBalances(app.db, user.id)).wallet;
  const suspense = async (): Promise<bigint> =>
    (
      await owner.one<{ balance: bigint }>(
        `SELECT balance::bigint AS balance FROM ledger.house_balances WHERE kind = 'suspense' AND asset = 'TON'`,
      )
    )?.balance ?? 0n;
  const before = await suspense();
  const write = { amount: '20', breakNote: 'it never came' };
  expect((await act(finance, `breaks/records/${id}/writeOffBreak`, write)).notice?.type).toBe('error');
  expect((await act(finance, `breaks/records/${id}/creditBreak`, write)).notice?.type).toBe('error');
  expect((await act(finance, `breaks/records/${id}/writeOffLossBreak`, write)).notice?.type).toBe('success');
  expect((await suspense()) - before).toBe(-20n * TON);
  expect((await userBalances(app.db, user.id)).wallet).toBe(wallet);
  expect(await checkLedger(app)).toEqual([]);
});

test('breaks, when others than finance act on them by hand, then there is no such address; support does not even see them', async () => {
  const id = await lateMoney();
  for (const browser of [support, admin, auditor])
    for (const name of [
      'takeBreak',
      'remarkBreak',
      'creditBreak',
      'writeOffBreak',
      'writeOffLossBreak',
      'refundedBreak',
      'ignoreBreak',
    ])
      expect(await posted(browser, `breaks/records/${id}/${name}`), name).toBe(404);
  expect((await support.get('/admin/api/resources/breaks/actions/list')).status).toBe(404);
  expect((await auditor.get('/admin/api/resources/breaks/actions/list')).status).toBe(200);
});

/** A live flag that puts the user under review: under-payments above the limit. */
async function userUnderReview(): Promise<{ flagId: string; user: User }> {
  const user = await ensureUser(app, {
    telegramId: BigInt(Date.now()) * 1000n + BigInt(Math.floor(performance.now())),
    languageCode: 'en',
  });
  const rule = await owner.one<{ version: number }>(
    `SELECT version FROM fraud_current_rules WHERE id = 'rate-limit-blocks'`,
  );
  await changeRule(app, {
    ruleId: 'rate-limit-blocks',
    parameters: { minutes: 1440, limit: 0 },
    effect: 'review',
    mode: 'live',
    weight: 10,
    staffId: null,
    reason: 'for this test',
    seenVersion: rule?.version ?? 0,
  });
  const eventId = await app.db.tx((tx) => raise(tx, { kind: 'block', userId: user.id, subject: newId() }));
  await evaluate(app, eventId);
  const flag = await owner.one<{ id: string }>('SELECT id FROM fraud_flags WHERE user_id = $1', [user.id]);
  return { flagId: flag?.id ?? '', user };
}
const statusOf = async ({ id }: User): Promise<string | undefined> =>
  (await owner.one<{ status: string }>('SELECT status FROM users WHERE id = $1', [id]))?.status;

test('a flag, when it is dismissed, then the user whom it restricted is free, and support never saw why', async () => {
  const { flagId, user } = await userUnderReview();
  expect(await statusOf(user)).toBe('under_review');
  const seen = await support.json<AdminAnswer>(`/admin/api/resources/users/records/${user.id}/show`);
  expect(seen.record?.params['status']).toBe('under_review');
  expect(JSON.stringify(seen)).not.toContain('rate-limit-blocks');
  expect((await support.get(`/admin/api/resources/fraud_flags/records/${flagId}/show`)).status).toBe(404);
  const page = await finance.json<{ page: { flag: Record<string, unknown>; inputs: unknown[] } }>(
    `/admin/api/resources/fraud_flags/records/${flagId}/show`,
  );
  expect(page.page.flag).toMatchObject({ measured: '1', limit_value: '0', effect: 'review', status: 'open' });
  expect((await act(finance, `fraud_flags/records/${flagId}/dismissFlag`, { flagNote: '' }))['code']).toBe(
    'INPUT_INVALID',
  );
  const done = await act(finance, `fraud_flags/records/${flagId}/dismissFlag`, { flagNote: 'a shaky hand' });
  expect(done.record?.params['status']).toBe('dismissed');
  expect(await statusOf(user)).toBe('active');
  const again = await act(admin, `fraud_flags/records/${flagId}/confirmFlag`, { flagNote: 'too late' });
  expect(again['code']).toBe('ALREADY_SO');
  expect(await auditOf('fraud_flags.dismissFlag', flagId)).toBe(1);
});

test('a flag, when its rule is snoozed, then the rule is silent about this user until then', async () => {
  const { flagId, user } = await userUnderReview();
  const answer = await act(finance, `fraud_flags/records/${flagId}/snoozeRule`, {
    snoozeDays: '7',
    flagNote: 'known to us',
  });
  expect(answer.notice?.type).toBe('success');
  const eventId = await app.db.tx((tx) => raise(tx, { kind: 'block', userId: user.id, subject: newId() }));
  await evaluate(app, eventId);
  const { rows } = await owner.query('SELECT FROM fraud_flags WHERE user_id = $1', [user.id]);
  expect(rows.length).toBe(1);
});

test('flags and rules, when others call their actions by hand, then there is no such address', async () => {
  const { flagId } = await userUnderReview();
  for (const browser of [support, auditor])
    for (const name of ['confirmFlag', 'dismissFlag', 'snoozeRule'])
      expect(await posted(browser, `fraud_flags/records/${flagId}/${name}`), name).toBe(404);
  for (const browser of [support, finance, auditor]) {
    expect(await posted(browser, 'fraud_rules/records/underpayments/changeRule')).toBe(404);
    expect(await posted(browser, 'fraud_rules/actions/addRule')).toBe(404);
    expect(await posted(browser, 'fraud_list_entries/actions/addListEntry')).toBe(404);
  }
});

test('a rule, when an admin changes it, then a new version is in force; an old form and wrong numbers are refused', async () => {
  const change = {
    parameters: JSON.stringify({ days: 45, limit: 2 }),
    effect: 'note',
    mode: 'live',
    weight: '25',
    ruleReason: 'precision is good',
    version: 1,
  };
  const path = 'fraud_rules/records/underpayments/changeRule';
  for (const wrong of [{ days: 0, limit: 2 }, { days: 14, limit: 2, more: 1 }, 'text'])
    expect((await act(admin, path, { ...change, parameters: JSON.stringify(wrong) }))['code']).toBe(
      'INPUT_INVALID',
    );
  expect((await act(admin, path, { ...change, parameters: '{' }))['code']).toBe('INPUT_INVALID');
  const changed = await act(admin, path, change);
  expect(changed.record?.params).toMatchObject({ version: 2, mode: 'live', weight: 25 });
  expect((await act(admin, path, change))['code']).toBe('CONTENT_CHANGED');
  const { page } = await auditor.json<{ page: { versions: unknown[] } }>(
    '/admin/api/resources/fraud_rules/records/underpayments/show',
  );
  expect(page.versions.length).toBe(2);
});

test('a new rule, when it is added, then it starts in shadow', async () => {
  const added = await act(admin, 'fraud_rules/actions/addRule', {
    ruleId: 'many-invoices',
    kind: 'invoice_rate',
    title_ru: 'Много счетов',
    title_en: 'Many invoices',
    parameters: '{"minutes": 10, "limit": 5}',
    effect: 'review',
    weight: '10',
    ruleReason: 'a second look',
  });
  expect(added.notice?.type).toBe('success');
  expect(await owner.one(`SELECT mode FROM fraud_current_rules WHERE id = 'many-invoices'`)).toEqual({
    mode: 'shadow',
  });
});

test.each([
  ['a wallet', 'listPayer', 'UQ-secret-wallet-of-somebody'],
  ['a recipient', 'listRecipient', '@secret_name_of_somebody'],
])(
  'a list entry, when it names %s, then neither the list nor the audit log holds it; two names are refused',
  async (_what, field, typed) => {
    const secret = typed.replace('@', '');
    const input = { list: 'block', [field]: typed, listNote: 'seen before' };
    expect(
      (await act(admin, 'fraud_list_entries/actions/addListEntry', { ...input, listUser: '1' }))['code'],
    ).toBe('INPUT_INVALID');
    const added = await act(admin, 'fraud_list_entries/actions/addListEntry', input);
    expect(added.notice?.type).toBe('success');
    const list = await finance.get('/admin/api/resources/fraud_list_entries/actions/list');
    expect(await list.text()).not.toContain(secret);
    const { rows } = await owner.query('SELECT * FROM audit_log');
    expect(
      JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain(secret);
    const path = `fraud_list_entries/records/${String(added['id'])}`;
    const removed = await act(admin, `${path}/removeListEntry`, { reason: 'a mistake' });
    expect(removed.record?.params['in_force']).toBe(true);
    const proposalId = String(removed['proposalId']);
    await approveProposal(app, { proposalId, staffId: await hire(office.context, 'admin') });
    const shown = await admin.json<AdminAnswer>(`/admin/api/resources/${path}/show`);
    expect(shown.record?.params['in_force']).toBe(false);
  },
);

test('the report of payments, when finance reads a period, then it adds up; support has no such page', async () => {
  interface Report {
    invoices: { status: string; count: number; received: string }[];
    breaks: { class: string; resolved: number }[];
    clearing: { ledger: string };
  }
  await toppedUp(app, { userId: user.id, amount: 40n * TON });
  const report = await finance.json<Report>(
    '/admin/api/pages/report?from=2020-01-01T00:00:00Z&to=2090-01-01T00:00:00Z',
  );
  expect(report.invoices.find(({ status }) => status === 'paid')).toMatchObject({
    count: 2,
    received: '60 TON',
  });
  expect(report.breaks.find(({ class: found }) => found === 'paid_not_delivered')?.resolved).toBe(1);
  expect((await support.get('/admin/api/pages/report')).status).toBe(404);
});

test('the stored report of a day, when finance, an admin or the auditor opens it, then it tells what stood then; support gets neither', async () => {
  interface Report {
    from: string;
    madeAt: string | null;
    clearing: Record<string, unknown>;
    breaks: { open: number }[];
    days: Record<string, unknown>[];
  }
  const balance = (amount: string) => ({
    ...app,
    provider: { ...app.provider, balance: () => Promise.resolve([{ currency: 'TON', amount }]) },
  });
  const days = await makeDailyReports(balance('1.5'));
  const [day = ''] = days;
  expect(days.length).toBe(1);
  await lateMoney();
  for (const browser of [finance, admin, auditor]) {
    const now = await browser.json<Report>('/admin/api/pages/report');
    expect(now).toMatchObject({ madeAt: null, days: [{ day, provider: '1.5 TON' }] });
    const stored = await browser.json<Report>(`/admin/api/pages/report?day=${day}`);
    const { ledger, difference } = stored.clearing;
    const coins = (amount: unknown): number => Number(String(amount).replace(' TON', ''));
    expect(coins(ledger) + coins(difference)).toBeCloseTo(1.5);
    expect(stored.clearing).toMatchObject({ agrees: coins(difference) === 0 });
    expect(stored).toMatchObject({ from: `${day}T00:00:00.000Z`, madeAt: expect.any(String) });
    const open = (report: Report): number => report.breaks.reduce((sum, row) => sum + row.open, 0);
    expect(open(now)).toBe(open(stored) + 1);
    expect(now.days[0]).toMatchObject({ ledger, difference, openBreaks: open(stored) });
  }
  for (const address of [`report?day=${day}`, `report?before=${day}`])
    expect((await support.get(`/admin/api/pages/${address}`)).status).toBe(404);
});

test('stored reports, when there are more than fit a page, then the next page goes on before the last day; nonsense is the newest', async () => {
  interface Report {
    madeAt: string | null;
    days: { day: string; difference: string | null }[];
    next: string | null;
  }
  await owner.query(
    `INSERT INTO payment_reports (day, report) SELECT day::date, jsonb_build_object('invoices', '[]'::jsonb, 'amounts', '[]'::jsonb,
       'breaks', '[]'::jsonb, 'ages', '[]'::jsonb, 'clearing', jsonb_build_object('asset', 'TON', 'ledger', '1', 'provider', NULL,
       'difference', NULL, 'others', '[]'::jsonb))
     FROM generate_series(timestamp '2020-01-01', timestamp '2020-02-10', interval '1 day') day`,
  );
  const first = await finance.json<Report>('/admin/api/pages/report?before=2020-02-11');
  expect(first.days.length).toBe(30);
  expect(first.days[0]).toMatchObject({ day: '2020-02-10', difference: null });
  expect(first.next).toBe('2020-01-12');
  const second = await finance.json<Report>(`/admin/api/pages/report?before=${first.next ?? ''}`);
  expect(second.days.map(({ day }) => day)).toEqual(
    Array.from({ length: 11 }, (_, index) => `2020-01-${String(11 - index).padStart(2, '0')}`),
  );
  expect(second.next).toBeNull();
  const newest = await finance.json<Report>('/admin/api/pages/report?day=2019-12-31&before=2020-02-31');
  expect(newest.madeAt).toBeNull();
  expect(newest.days[0]?.day).not.toBe('2020-02-10');
});
