import { expect, test } from 'vitest';
import { unlockStaffCommand } from '../../src/cli/staff.ts';
import { currentCode, verifyPassword, verifyTotp } from '../../src/staff/index.ts';
import { hireWithPassword, PASSWORD } from '../kit/hire.ts';
import { act, openOffice, type Browser } from '../kit/office.ts';

// Addresses are told by a proxy that is trusted here, so that a test can come from many.
const office = await openOffice({ TRUSTED_PROXIES: 'loopback' });
const { app, context } = office;
const { owner } = context.testDb;
let people = 0;

const hire = (role: 'support' | 'finance' = 'support') => hireWithPassword(context, role);
/** An address that nobody has used. */
const address = (): string => `203.0.${(++people >> 8) & 255}.${people & 255}`;

async function tryAt(
  email: string,
  ip: string,
  password = 'wrong password',
  browser: Browser = office.visit(),
): Promise<Response> {
  return browser.send('/login', {
    method: 'POST',
    body: new URLSearchParams({ email, password, next: '' }),
    headers: { 'x-forwarded-for': ip },
  });
}
const events = (kind: string): Promise<{ details: { scope?: string; reason?: string } }[]> =>
  owner
    .query<{ details: object }>('SELECT details FROM security_events WHERE kind = $1', [kind])
    .then(({ rows }) => rows);

test('a log-in, when a thousand come at once with the right password in the middle, then at most five are compared and it opens nothing', async () => {
  const { email } = await hire();
  const ip = address();
  // The kernel itself turns some of so many connections away.
  const outcomes = await Promise.all(
    Array.from({ length: 1000 }, (_, n) =>
      tryAt(email, ip, n === 500 ? PASSWORD : `wrong ${n}`).catch(() => undefined),
    ),
  );
  const answers = outcomes.filter((answer) => answer !== undefined);
  expect(answers.length).toBeGreaterThan(100);
  const counts = Map.groupBy(answers, ({ status }) => status);
  expect([...counts.keys()].every((status) => [401, 429, 503].includes(status))).toBe(true);
  const failed = (await events('login_failed')).filter(({ details }) => details.reason === 'password');
  expect(failed.length).toBeLessThanOrEqual(5);
  expect((await events('login_failed')).length).toBeLessThanOrEqual(60);
  const refused = counts.get(429)?.[0];
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused?.text()).toContain('role="alert"');
}, 120_000);

test('a code, when many come at once with the right one among them, then at most five are compared', async () => {
  const { id, email } = await hire('finance');
  await app.db.query(
    'UPDATE staff SET totp_secret = (SELECT totp_secret FROM staff WHERE id = $2) WHERE id = $1',
    [id, office.staff.finance.id],
  );
  await office.logIn('finance');
  await app.db.query(
    'UPDATE staff SET totp_secret = (SELECT totp_secret FROM staff WHERE id = $2) WHERE id = $1',
    [id, office.staff.finance.id],
  );
  const code = await currentCode(app, id);
  const outcomes = await Promise.all(
    Array.from({ length: 60 }, (_, n) =>
      verifyTotp(app, { staffId: id, code: n === 40 ? code : '000000', ip: address() }).then(
        () => 'in',
        (error: { code: string }) => error.code,
      ),
    ),
  );
  expect(outcomes.filter((outcome) => outcome === 'TOTP_INVALID').length).toBeLessThanOrEqual(5);
  expect(outcomes.filter((outcome) => outcome === 'in')).toEqual([]);
  expect((await events('login_locked')).some(({ details }) => details.scope === 'code')).toBe(true);
  // The password stands: only codes rest, and an administrator ends it.
  await expect(verifyPassword(app, { email, password: PASSWORD, ip: address() })).resolves.toMatchObject({
    id,
  });
  const admin = await office.logIn('admin');
  expect((await act(admin, `staff/records/${id}/unlock`)).notice?.type).toBe('success');
  context.clock.advance(60_000);
  await verifyTotp(app, { staffId: id, code: await currentCode(app, id), ip: address() });
}, 120_000);

test('an account, when an outsider fails on it from one address, then only that address rests, and what comes during the rest is not counted', async () => {
  const { id, email } = await hire();
  const [thief, home] = [address(), address()];
  for (let n = 0; n < 16; n++) await tryAt(email, thief);
  expect((await tryAt(email, thief, PASSWORD)).status).toBe(401);
  expect((await tryAt(email, home, PASSWORD)).status).toBe(303);
  context.clock.advance(6 * 60_000);
  expect((await tryAt(email, thief, PASSWORD)).status).toBe(303);
  const row = await app.db.one('SELECT failed_logins, locked_until FROM staff WHERE id = $1', [id]);
  expect(row).toEqual({ failed_logins: 0, locked_until: null });
});

test('an account, when outsiders fail on it from many addresses, then new places rest a quarter of an hour, and the person passes from their own browser or address', async () => {
  const { email } = await hire();
  const [home, browser] = [address(), office.visit()];
  expect((await tryAt(email, home, PASSWORD, browser)).status).toBe(303);
  for (let n = 0; n < 24; n++) await tryAt(email, address());
  expect((await tryAt(email, address(), PASSWORD)).status).toBe(401);
  expect((await events('login_locked')).some(({ details }) => details.scope === 'account')).toBe(true);
  // The same browser elsewhere, and another browser at the same address.
  expect((await tryAt(email, address(), PASSWORD, browser)).status).toBe(303);
  expect((await tryAt(email, home, PASSWORD)).status).toBe(303);
  for (let n = 0; n < 5; n++) await tryAt(email, address());
  context.clock.advance(16 * 60_000);
  expect((await tryAt(email, address(), PASSWORD)).status).toBe(303);
}, 60_000);

test('a known browser, when somebody else’s account is tried with it, then it counts as a stranger; a cookie that we did not sign is none', async () => {
  const [own, other] = [await hire(), await hire()];
  const browser = office.visit();
  expect((await tryAt(own.email, address(), PASSWORD, browser)).status).toBe(303);
  const ip = address();
  for (let n = 0; n < 5; n++) await tryAt(other.email, ip, 'wrong', browser);
  expect((await tryAt(other.email, ip, PASSWORD)).status).toBe(401);
  const { rows } = await app.db.query('SELECT place FROM login_attempts WHERE place LIKE $1', ['device:%']);
  expect(rows).toEqual([]);
  const cookie = browser.cookie().match(/starboard-device=([^;]+)/)?.[1] ?? '';
  const [id] = decodeURIComponent(cookie).split('.');
  const forged = await office.visit().send('/login', {
    method: 'POST',
    body: new URLSearchParams({ email: own.email, password: 'wrong', next: '' }),
    headers: { 'x-forwarded-for': address(), cookie: `starboard-device=${id}.AAAA` },
  });
  expect(forged.status).toBe(401);
  expect((await app.db.query('SELECT FROM login_attempts WHERE place LIKE $1', ['device:%'])).rows).toEqual(
    [],
  );
});

test('an account, when the command line unlocks it, then the right password opens at once, and the audit log has it', async () => {
  const { id, email } = await hire();
  const ip = address();
  for (let n = 0; n < 6; n++) await tryAt(email, ip);
  expect((await tryAt(email, ip, PASSWORD)).status).toBe(401);
  expect(await unlockStaffCommand(app, [email.toUpperCase()])).toBe(0);
  expect((await tryAt(email, ip, PASSWORD)).status).toBe(303);
  const row = await app.db.one(
    `SELECT staff_name FROM audit_log WHERE action = 'staff.unlock' AND subject_id = $1`,
    [id.toString()],
  );
  expect(row).toEqual({ staff_name: 'operator' });
  await expect(unlockStaffCommand(app, ['nobody@example.com'])).rejects.toMatchObject({
    code: 'STAFF_UNKNOWN',
  });
  await expect(unlockStaffCommand(app, [])).rejects.toMatchObject({ code: 'INPUT_INVALID' });
});

test('log-ins, when three hundred for unknown e-mails come at once, then they are bounded, rows too, and a page still answers', async () => {
  const browser = await office.logIn('support');
  const ip = address();
  const rowsBefore = (await events('login_failed')).length;
  const flood = Promise.all(Array.from({ length: 300 }, (_, n) => tryAt(`nobody${n}@example.com`, ip)));
  expect((await browser.get('/admin/api/dashboard')).status).toBe(200);
  const answers = await flood;
  expect(new Set(answers.map(({ status }) => status)).has(500)).toBe(false);
  expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(30);
  expect((await events('login_failed')).length - rowsBefore).toBeLessThanOrEqual(30);
  const kept = await app.db.one<{ n: bigint }>(
    `SELECT count(*) AS n FROM login_attempts WHERE account LIKE '%@%'`,
  );
  expect(kept?.n).toBe(0n);
}, 60_000);

test('log-ins, when addresses of one network of IPv6 or of unknown kind try, then they are one place', async () => {
  const { email } = await hire();
  for (let n = 0; n < 5; n++) await tryAt(email, `2001:db8:1:2::${n + 1}`);
  expect((await tryAt(email, '2001:db8:1:2:ffff::9', PASSWORD)).status).toBe(401);
  expect((await tryAt(email, '2001:db8:1:3::1', PASSWORD)).status).toBe(303);
});

test('one’s own password, when it is changed with too many wrong tries, then the tries are counted as at the log-in', async () => {
  const browser = await office.logIn('auditor');
  const change = (current: string): Promise<Response> =>
    browser.form('/account/password', { current, fresh: 'another horse battery' });
  for (let n = 0; n < 5; n++) expect((await change('wrong')).status).toBe(400);
  expect((await change(PASSWORD)).status).toBe(400);
  context.clock.advance(6 * 60_000);
  expect((await change(PASSWORD)).status).toBe(200);
});
