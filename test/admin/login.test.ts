import { expect, test } from 'vitest';
import { hireWithPassword, PASSWORD } from '../kit/hire.ts';
import { currentCode, disableStaff } from '../../src/staff/index.ts';
import { enterCode, openOffice } from '../kit/office.ts';

const office = await openOffice();
const { context, app } = office;
const securityEvents = (): Promise<{ rows: { kind: string; details: { reason: string } }[] }> =>
  context.testDb.owner.query('SELECT kind, details FROM security_events ORDER BY id');

test('log-in, when the password fits and the role needs no code, then the page opens and the session has a new id', async () => {
  const browser = office.visit();
  const page = await browser.get('/login');
  expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self' 'nonce-/);
  const answer = await browser.form('/login', {
    email: 'SUPPORT@example.com',
    password: PASSWORD,
    next: '/admin/pages/desk',
  });
  expect(answer.headers.get('location')).toBe('/admin/pages/desk');
  const cookie = answer.headers.getSetCookie()[0] ?? '';
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Lax/);
  expect((await browser.get('/admin')).status).toBe(200);
});

test('log-in, when the role needs a code, then nothing opens before it and the session id changes at each step', async () => {
  const browser = office.visit();
  const answer = await browser.form('/login', { email: 'admin@example.com', password: PASSWORD, next: '' });
  expect(answer.headers.get('location')).toMatch(/^\/login\/code/);
  const afterPassword = browser.cookie();
  expect(afterPassword).not.toBe('');
  expect((await browser.get('/admin/api/dashboard')).status).toBe(401);
  expect((await browser.get('/admin/queues')).status).toBe(303);
  expect(await (await browser.get('/login/code')).text()).toContain(
    'otpauth'.length > 0 ? 'data:image/svg+xml' : '',
  );
  expect((await browser.form('/login/code', { code: '000000', next: '' })).status).toBe(401);
  const done = await enterCode(office, browser, office.staff.admin.id);
  expect(done.status).toBe(303);
  expect(browser.cookie()).not.toBe(afterPassword);
  expect((await browser.get('/admin/api/dashboard')).status).toBe(200);
});

test('log-in, when a code is used a second time, then it is refused', async () => {
  const first = office.visit();
  await first.form('/login', { email: 'finance@example.com', password: PASSWORD, next: '' });
  await first.get('/login/code');
  context.clock.advance(60_000);
  const code = await currentCode(app, office.staff.finance.id);
  expect((await first.form('/login/code', { code, next: '' })).status).toBe(303);
  const second = office.visit();
  await second.form('/login', { email: 'finance@example.com', password: PASSWORD, next: '' });
  expect((await second.form('/login/code', { code, next: '' })).status).toBe(401);
});

test('log-in, when a planted session id comes along, then the person gets another', async () => {
  const attacker = office.visit();
  await attacker.form('/login', { email: 'admin@example.com', password: PASSWORD, next: '' });
  const planted = attacker.cookie();
  const answer = await attacker.form('/login', {
    email: 'support@example.com',
    password: PASSWORD,
    next: '',
  });
  expect(answer.status).toBe(303);
  expect(attacker.cookie()).not.toBe(planted);
});

test('log-in, when e-mail or password is wrong, then both answer alike and a security event is written', async () => {
  const before = (await securityEvents()).rows.length;
  const wrong = await office
    .visit()
    .form('/login', { email: 'auditor@example.com', password: 'nonsense', next: '' });
  const unknown = await office
    .visit()
    .form('/login', { email: 'nobody@example.com', password: 'nonsense', next: '' });
  expect([wrong.status, unknown.status]).toEqual([401, 401]);
  const text = async (response: Response): Promise<string> =>
    (await response.text()).replaceAll(/value="[^"]*"/g, '');
  expect(await text(wrong)).toBe(await text(unknown));
  expect((await securityEvents()).rows.length).toBe(before + 2);
});

test('log-in, when five passwords were wrong, then the right one does not open either until the time is over', async () => {
  const staff = await hireWithPassword(context, 'support');
  for (let n = 0; n < 5; n++)
    await office.visit().form('/login', { email: staff.email, password: `wrong ${n}`, next: '' });
  const locked = await office.visit().form('/login', { email: staff.email, password: PASSWORD, next: '' });
  expect(locked.status).toBe(401);
  expect((await securityEvents()).rows.some(({ details }) => details.reason === 'locked')).toBe(true);
  context.clock.advance(6 * 60_000);
  const later = await office.visit().form('/login', { email: staff.email, password: PASSWORD, next: '' });
  expect(later.status).toBe(303);
});

test.each([
  '//evil.example',
  'https://evil.example',
  '/admin\\@evil.example',
  '/administrator',
  '/admin/../logout?x=\n',
])('log-in, when the page after it is %j, then it leads to the start page', async (next) => {
  const answer = await office
    .visit()
    .form('/login', { email: 'support@example.com', password: PASSWORD, next });
  expect(['/admin', '/admin/../logout?x=']).toContain(answer.headers.get('location'));
  expect(answer.headers.get('location')).not.toContain('evil');
});

test('a session, when the person is disabled, then it opens nothing any more', async () => {
  const staff = await hireWithPassword(context, 'support');
  const browser = office.visit();
  await browser.form('/login', { email: staff.email, password: PASSWORD, next: '' });
  expect((await browser.get('/admin/api/dashboard')).status).toBe(200);
  await disableStaff(app, { staffId: staff.id, by: office.staff.admin.id });
  expect((await browser.get('/admin/api/dashboard')).status).toBe(401);
});

test('a session, when it is older than half a day, then one logs in again', async () => {
  const browser = await office.logIn('auditor');
  expect((await browser.get('/admin/api/dashboard')).status).toBe(200);
  context.clock.advance(13 * 60 * 60_000);
  expect((await browser.get('/admin/api/dashboard')).status).toBe(401);
});

test('sessions, when one is closed from another, then it opens nothing, and the list never shows a session id', async () => {
  const [here, there] = [await office.logIn('auditor'), await office.logIn('auditor')];
  const page = await (await here.get('/account')).text();
  expect(page).not.toContain(decodeURIComponent(there.cookie()).slice(12, 40));
  await here.form('/account/sessions', {});
  expect((await there.get('/admin/api/dashboard')).status).toBe(401);
  expect((await here.get('/admin/api/dashboard')).status).toBe(200);
});

test('log-out, when it is asked for by GET or from another site, then the session stays; by POST it ends', async () => {
  const browser = await office.logIn('support');
  await browser.get('/logout');
  const foreign = await browser.send('/logout', {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
  });
  expect(foreign.status).toBe(403);
  expect((await browser.get('/admin/api/dashboard')).status).toBe(200);
  await browser.form('/logout', {});
  expect((await browser.get('/admin/api/dashboard')).status).toBe(401);
  const { rows } = await context.db.query<{ action: string }>(
    'SELECT action FROM audit_log WHERE staff_id = $1 ORDER BY id DESC LIMIT 1',
    [office.staff.support.id],
  );
  expect(rows[0]?.action).toBe('staff.logout');
});

test.each(['/admin/login', '/admin/logout', '/admin/login?x=1'])(
  'a log-in, when it came from the bookmark %s, then it ends in the back office',
  async (bookmark) => {
    const browser = office.visit();
    const sent = await browser.get(bookmark, { accept: 'text/html' });
    expect(sent.headers.get('location')).toContain('/login?next=');
    const email = office.staff.support.email;
    const done = await browser.form('/login', { email, password: PASSWORD, next: bookmark });
    expect([done.status, done.headers.get('location')]).toEqual([303, '/admin']);
  },
);

test('a page that is not there, when a browser asks for it, then it reads words and no code', async () => {
  const browser = await office.logIn('support');
  const page = await browser.get('/admin/resources/no-such-thing', { accept: 'text/html' });
  expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  const api = await browser.get('/admin/api/resources/no-such-thing/actions/list');
  expect([api.status, await api.json()]).toEqual([404, { code: 'FORBIDDEN' }]);
});
