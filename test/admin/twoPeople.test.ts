import { beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { newId } from '../../src/lib/index.ts';
import type { StaffMember } from '../../src/staff/index.ts';
import { ensureUser } from '../../src/users/index.ts';
import { hireWithPassword, PASSWORD } from '../kit/hire.ts';
import { act, openOffice, type AdminAnswer, type Browser } from '../kit/office.ts';

const office = await openOffice();
const { app, context } = office;
const { owner } = context.testDb;
let admin: Browser;
let second: Browser;
let finance: Browser;
let userId: string;

/** Logs somebody in who may have been made by the pages: known by e-mail. */
async function enter(email: string, browser = office.visit()): Promise<Browser> {
  const row = await owner.one<StaffMember>('SELECT id, email, role FROM staff WHERE email = $1', [email]);
  if (!row) throw new Error(`nobody is ${email}`);
  return office.logIn(row, browser);
}

beforeAll(async () => {
  await hireWithPassword(context, 'admin', { email: 'admin2@example.com', name: 'The second' });
  admin = await office.logIn('admin');
  finance = await office.logIn('finance');
  second = await enter('admin2@example.com');
  userId = (await ensureUser(app, { telegramId: 7007n, languageCode: 'en' })).id.toString();
});

const person = (email: string, role: string) => ({
  name: 'New one',
  email,
  role,
  language: 'en',
  reason: 'a new colleague',
});
const counts = (browser: Browser) =>
  browser.json<{ counts: Record<string, number>; total: number; news: number }>(
    '/admin/api/pages/approvals?part=counts',
  );
const idOf = async (email: string): Promise<string> =>
  String((await owner.one<{ id: bigint }>('SELECT id FROM staff WHERE email = $1', [email]))?.id);
/** Takes the link as this person and sets a password by it; gives the answer of the page. */
async function setPassword(browser: Browser, id: string, password = PASSWORD): Promise<Response> {
  const { link } = (await act(browser, `staff/records/${id}/accessLink`)) as { link?: string };
  const path = new URL(String(link)).pathname;
  return office.visit().form(path, { password, again: password });
}
const adjust = (browser: Browser, amount: string): Promise<AdminAnswer> =>
  act(browser, `users/records/${userId}/requestAdjustment`, {
    direction: 'credit',
    unit: 'coin',
    amount,
    reason: 'goodwill',
    note: 'for patience',
    requestKey: newId(),
  });

test('one admin, when they make a finance account and ask for money as it, then they cannot be the second person', async () => {
  const made = await act(admin, 'staff/actions/addStaff', person('puppet@example.com', 'finance'));
  expect(made).toMatchObject({ status: 'waiting', notice: { type: 'success' } });
  expect(made.notice?.message).toMatch(/waits for another/);
  expect(JSON.stringify(made)).not.toContain('/access/');
  const approve = (browser: Browser) =>
    act(browser, `staff_changes/records/${String(made['proposalId'])}/approve`);
  expect(await approve(admin)).toMatchObject({ code: 'PROPOSAL_OWN' });
  expect((await approve(second)).notice?.type).toBe('success');
  const id = await idOf('puppet@example.com');
  expect(await act(second, `staff/records/${id}/accessLink`)).toMatchObject({ code: 'LINK_INVALID' });
  expect((await setPassword(admin, id)).status).toBe(200);

  const puppet = await enter('puppet@example.com');
  const asked = await adjust(puppet, '5000');
  const answer = await act(admin, `adjustments/records/${String(asked['id'])}/approve`);
  expect(answer).toMatchObject({ code: 'SECOND_PERSON', notice: { type: 'error' } });
  expect((await act(second, `adjustments/records/${String(asked['id'])}/approve`)).notice?.type).toBe(
    'success',
  );
});

test('two accounts of old, when both were used in one browser, then one does not approve for the other', async () => {
  const shared = office.visit();
  await enter('finance@example.com', shared);
  const asked = await adjust(shared, '3');
  await shared.send('/logout', { method: 'POST' });
  await enter('admin2@example.com', shared);
  const approve = `adjustments/records/${String(asked['id'])}/approve`;
  expect(await act(shared, approve)).toMatchObject({ code: 'SECOND_PERSON' });
  // The evidence is about the accounts: another browser does not help.
  expect(await act(second, approve)).toMatchObject({ code: 'SECOND_PERSON' });
  expect((await act(admin, approve)).notice?.type).toBe('success');
  const forged = office.visit();
  const { rows } = await owner.query('SELECT 1 FROM staff_places WHERE staff_id = $1', [
    office.staff.auditor.id,
  ]);
  await forged.get('/login', { cookie: `starboard-device=${'a'.repeat(32)}.${'b'.repeat(43)}` });
  expect((await forged.get('/login')).status).toBe(200);
  expect(rows.length).toBeLessThanOrEqual(1);
});

test('an admin, when another admin is to be reset, then one alone gets neither link nor log-in', async () => {
  const id = await idOf('admin2@example.com');
  for (const action of ['password', 'resetTotp']) {
    const asked = await act(admin, `staff/records/${id}/${action}`, { reason: 'they forgot it' });
    expect(asked, action).toMatchObject({ status: 'waiting' });
    expect(await act(admin, `staff/records/${id}/accessLink`)).toMatchObject({ code: 'LINK_INVALID' });
    await act(admin, `staff_changes/records/${String(asked['proposalId'])}/takeBack`);
  }
  expect((await second.get('/admin/api/dashboard')).status).toBe(200);
  expect(await act(admin, `staff/records/${id}/password`, {})).toMatchObject({ code: 'INPUT_INVALID' });
  expect(
    await act(admin, `staff/records/${id}/password`, { password: 'typed by another', reason: 'why not' }),
  ).not.toHaveProperty('link');
});

test('the page of a link, when it is looked at, filled in wrongly, used and used again, then only the right one sets the password', async () => {
  await act(admin, 'staff/actions/addStaff', person('page@example.com', 'support'));
  const id = await idOf('page@example.com');
  const { link } = (await act(admin, `staff/records/${id}/accessLink`)) as { link?: string };
  const path = new URL(String(link)).pathname;
  const visitor = office.visit();
  for (const lang of ['ru', 'en']) {
    const page = await visitor.get(`${path}?lang=${lang}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(lang === 'ru' ? 'Ссылка сработает один раз' : 'The link works once');
  }
  const weak = await visitor.form(path, { password: 'password1234', again: 'password1234' });
  expect([weak.status, (await weak.text()).includes('12 characters')]).toEqual([400, true]);
  const differ = await visitor.form(path, { password: PASSWORD, again: `${PASSWORD}!` });
  expect([differ.status, (await differ.text()).includes('differ')]).toEqual([400, true]);
  const own = await visitor.form(path, { password: 'page@example.com', again: 'page@example.com' });
  expect(own.status).toBe(400);
  expect((await visitor.form(path, { password: PASSWORD, again: PASSWORD })).status).toBe(200);
  expect((await visitor.form(path, { password: PASSWORD, again: PASSWORD })).status).toBe(404);
  expect((await visitor.get(path)).status).toBe(404);
  expect((await visitor.get('/access/%00')).status).toBeLessThan(500);
  expect(
    (await office.visit().form('/login', { email: 'page@example.com', password: PASSWORD, next: '' })).status,
  ).toBe(303);
  const { rows } = await owner.query(
    `SELECT 1 FROM audit_log WHERE action = 'staff.password_set' AND subject_id = $1`,
    [id],
  );
  expect(rows).toHaveLength(1);
});

test('a second factor, when it is reset by two admins, then the old one counts until its owner used the link with the password', async () => {
  const email = 'finance@example.com';
  const id = await idOf(email);
  const asked = await act(admin, `staff/records/${id}/resetTotp`, { reason: 'a lost telephone' });
  await act(second, `staff_changes/records/${String(asked['proposalId'])}/approve`);
  const has = async () =>
    (
      await owner.one<{ has: boolean }>(
        'SELECT totp_confirmed_at IS NOT NULL AS has FROM staff WHERE email = $1',
        [email],
      )
    )?.has;
  const { link } = (await act(admin, `staff/records/${id}/accessLink`)) as { link?: string };
  const path = new URL(String(link)).pathname;
  expect((await office.visit().form(path, { password: 'a guess at it' })).status).toBe(400);
  expect(await has()).toBe(true);
  expect((await office.visit().form(path, { password: PASSWORD })).status).toBe(200);
  expect(await has()).toBe(false);
  finance = await enter(email);
});

test('what waits, when it is asked for and decided, then the count of who may decide follows over the socket', async () => {
  const before = await counts(second);
  const socket = new WebSocket(`${office.origin.replace('http', 'ws')}/admin/live`, {
    headers: { cookie: second.cookie(), origin: office.origin },
  });
  await new Promise((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  const heard: string[] = [];
  socket.on('message', (data: Buffer) => heard.push(data.toString()));
  socket.send(JSON.stringify({ topics: ['approvals'] }));
  const limit = { requestUpTo: '100', approvalAbove: '1000', canApprove: false };
  const { proposalId } = await act(admin, 'refund_limits/records/refund:support/changeLimit', {
    ...limit,
    reason: 'a busy month',
  });
  expect(await counts(second)).toMatchObject({
    counts: { limit_changes: (before.counts['limit_changes'] ?? 0) + 1 },
    total: before.total + 1,
  });
  expect((await counts(admin)).counts).not.toHaveProperty('limit_changes');
  await expect
    .poll(async () => {
      await owner.query(`UPDATE refunds SET status = status`);
      return heard.filter((text) => text === '{"changed":"approvals"}').length;
    })
    .toBeGreaterThan(0);
  const page = await second.json<{
    proposals: { lines: { name: string; before: string; after: string }[] }[];
  }>('/admin/api/pages/approvals');
  expect(page.proposals.at(-1)?.lines).toEqual([
    expect.objectContaining({
      name: 'approvalAbove',
      before: '25 TON',
      after: expect.stringMatching(/^1.000 TON$/),
    }),
  ]);
  expect((await act(second, `limit_changes/records/${String(proposalId)}/approve`)).notice?.type).toBe(
    'success',
  );
  expect((await counts(second)).total).toBe(before.total);
  const { rows } = await owner.query<{ action: string; after: Record<string, unknown> }>(
    `SELECT action, after FROM audit_log WHERE action IN ('refund_limits.changeLimit', 'limit_changes.approve') ORDER BY id`,
  );
  expect(rows.map(({ action, after }) => [action, after['status']])).toEqual([
    ['refund_limits.changeLimit', 'waiting'],
    ['limit_changes.approve', 'done'],
  ]);
  socket.terminate();
});

test('changes of access to money, when they happened, then every other admin has a notice until it is read', async () => {
  await hireWithPassword(context, 'admin', { email: 'admin3@example.com' });
  const third = await enter('admin3@example.com');
  expect((await counts(third)).news).toBe(0);
  const id = await idOf('support@example.com');
  const raised = await act(admin, `staff/records/${id}/role`, { role: 'finance', reason: 'moves over' });
  expect((await counts(third)).news).toBe(0);
  await act(second, `staff_changes/records/${String(raised['proposalId'])}/approve`);
  expect((await counts(third)).news).toBe(1);
  const page = await third.json<{ staffNews: { kind: string; role: string }[] }>(
    '/admin/api/pages/approvals',
  );
  expect(page.staffNews).toMatchObject([{ kind: 'staff_role', role: 'finance' }]);
  await third.post('/admin/api/pages/approvals', { action: 'readStaffNews' });
  expect((await counts(third)).news).toBe(0);
  expect((await counts(finance)).news).toBe(0);
});

test('proposals of one section, when they are decided by the address of another one, then they do not exist there', async () => {
  const made = await act(admin, 'staff/actions/addStaff', person('elsewhere@example.com', 'admin'));
  const id = String(made['proposalId']);
  expect(await act(finance, `break_changes/records/${id}/approve`)).toMatchObject({
    notice: { type: 'error' },
  });
  expect((await finance.post(`/admin/api/resources/staff_changes/records/${id}/approve`)).status).toBe(404);
  expect(
    (await owner.one<{ status: string }>('SELECT status FROM proposals WHERE id = $1', [id]))?.status,
  ).toBe('waiting');
});
