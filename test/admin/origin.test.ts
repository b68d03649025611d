import { expect, test } from 'vitest';
import { openOffice } from '../kit/office.ts';
import { PASSWORD } from '../kit/hire.ts';

const ORIGIN = 'https://office.example';
const warnings: string[] = [];
const office = await openOffice({ ADMIN_ORIGIN: ORIGIN });
office.app.log.warn = ((_line: object, message: string) => warnings.push(message)) as never;
const host = { host: 'office.example', origin: ORIGIN };

/** A request as it comes through a proxy that speaks HTTPS with the browser. */
function through(path: string, headers: Record<string, string>, body?: URLSearchParams): Promise<Response> {
  return fetch(office.origin + path, {
    ...(body === undefined ? {} : { method: 'POST', body }),
    headers: { 'accept-language': 'en', ...host, ...headers },
    redirect: 'manual',
  });
}
const login = new URLSearchParams({
  email: 'admin@example.com',
  password: PASSWORD,
  next: '',
});

test('the log-in page, when ADMIN_ORIGIN is https and the proxy does not say that it is, then page and log name it, and nobody is logged in', async () => {
  const page = await (await through('/login', {})).text();
  expect(page).toContain('X-Forwarded-Proto: https');
  expect(page).toContain('TRUSTED_PROXIES');
  const answer = await through('/login', {}, login);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('X-Forwarded-Proto: https');
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect(warnings.filter((line) => line.includes('X-Forwarded-Proto'))).toHaveLength(1);
  const { rows } = await office.context.testDb.owner.query(
    `SELECT 1 FROM audit_log WHERE action = 'staff.login'`,
  );
  expect(rows).toEqual([]);
});

test('the log-in page, when the proxy says that the connection is secure, then nothing stands in the way', async () => {
  const headers = { 'x-forwarded-proto': 'https' };
  expect(await (await through('/login', headers)).text()).not.toContain('X-Forwarded-Proto');
  const answer = await through('/login', headers, login);
  expect(answer.status).toBe(303);
  expect(answer.headers.get('set-cookie')).toMatch(/^__Host-starboard=.*Secure/);
});

test.each([
  ['http://office.example', {}],
  ['https://evil.example', { 'x-forwarded-host': 'evil.example' }],
  ['https://evil.example', { host: 'evil.example' }],
  [office.origin, { host: new URL(office.origin).host }],
])(
  'a change, when it comes from %s, then it is refused whatever it says about its host',
  async (origin, headers) => {
    const answer = await through('/login', { 'x-forwarded-proto': 'https', ...headers, origin }, login);
    expect(answer.status).toBe(403);
  },
);
