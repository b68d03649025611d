import { beforeAll, expect, test } from 'vitest';
import { openOffice, type AdminAnswer, type Browser } from '../kit/office.ts';

const office = await openOffice();
const { owner } = office.context.testDb;
let support: Browser;
let admin: Browser;
const HUGE = 2n ** 53n + 5n;

beforeAll(async () => {
  await owner.query(
    `INSERT INTO users (telegram_id, username, first_name, language) SELECT 1000 + n, 'person' || n, 'P' || n, 'ru' FROM generate_series(1, 260) n`,
  );
  // A number that JavaScript cannot hold exactly.
  await owner.query(
    `INSERT INTO users (id, telegram_id, first_name) OVERRIDING SYSTEM VALUE VALUES ($1, 5, '</script><script>window.PWNED=1</script>')`,
    [HUGE],
  );
  support = await office.logIn('support');
  admin = await office.logIn('admin');
});

const list = (query: string): Promise<AdminAnswer> =>
  support.json<AdminAnswer>(`/admin/api/resources/users/actions/list?${query}`);

test.each([
  ['0', 25],
  ['-1', 1],
  ['1e9', 200],
  ['NaN', 50],
  ['5000', 200],
])('a list, when perPage is %s, then it stays bounded', async (perPage, most) => {
  const answer = await list(`perPage=${perPage}`);
  expect(answer.records?.length).toBeLessThanOrEqual(most);
  expect(answer.records?.length).toBeGreaterThan(0);
});

test('a list, when the page is far away, then it answers at once', async () => {
  expect((await list('page=999999999999')).notice).toBeUndefined();
  expect((await list('page=-5')).records?.length).toBeGreaterThan(0);
});

test('a filter, when it names a part of a name, then it is no oracle for what stands there', async () => {
  expect((await list('filters.first_name=P1')).meta?.total ?? 0).toBeLessThanOrEqual(1);
});

test.each(['password_hash=a', '__proto__.x=1', 'nothing=1', 't.id=1'])(
  'a filter, when it names %s, which is no column of the list, then it is refused and no oracle',
  async (filter) => {
    const response = await support.get(`/admin/api/resources/users/actions/list?filters.${filter}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      code: 'INPUT_INVALID',
      fields: `filters.${filter.split('=')[0]}`,
    });
  },
);

test('a range over personal data, when it is asked for, then it finds nobody: halving it would read them unseen', async () => {
  expect((await list('filters.telegram_id=1007')).records?.length).toBe(1);
  for (const range of [
    'filters.telegram_id~~from=1000',
    'filters.telegram_id~~to=9999999',
    'filters.telegram_id~~from=1007&filters.telegram_id~~to=1007',
  ])
    expect((await list(range)).records, range).toEqual([]);
});

test('a filter on personal data, when the role may open them, then it finds by the whole name only; the auditor has none', async () => {
  expect((await list('filters.username=PERSON7')).records?.length).toBe(1);
  expect((await list('filters.username=person')).records?.length).toBe(0);
  const auditor = await office.logIn('auditor');
  const answer = await auditor.json<AdminAnswer>(
    '/admin/api/resources/users/actions/list?filters.username=person7',
  );
  expect(answer.records).toEqual([]);
  expect(answer.notice?.type).toBe('error');
});

test.each(['password_hash', 'id"; DROP TABLE users; --', 'constructor'])(
  'sorting, when it names %s, which is no column, then it is refused',
  async (column) => {
    const address = `/admin/api/resources/users/actions/list?sortBy=${encodeURIComponent(column)}&direction=asc`;
    expect((await support.get(address)).status).toBe(400);
  },
);

test.each(['username', 'handle'])(
  'sorting, when it names %s, which is not sorted by, then the order is the usual one',
  async (column) => {
    const usual = (await list('')).records?.map(({ id }) => id);
    expect(
      (await list(`sortBy=${encodeURIComponent(column)}&direction=asc&searchProperty=username`)).records?.map(
        ({ id }) => id,
      ),
    ).toEqual(usual);
  },
);

test.each([
  'id=abc',
  'id=99999999999999999999',
  'created_at~~from=yesterday',
  'created_at~~to=2020',
  'status=nonsense',
  'bot_blocked=maybe',
  'created_at~~from=275760-09-13',
  'created_at=x',
])('a filter, when its value is %s, then the answer is a list and no error', async (filter) => {
  const answer = await list(`filters.${filter}`);
  expect(answer.notice).toBeUndefined();
  expect(Array.isArray(answer.records)).toBe(true);
});

test('a range, when only one side is given, then it works', async () => {
  expect(
    (await list(`filters.created_at~~from=${encodeURIComponent('2020-01-01T00:00:00Z')}`)).records?.length,
  ).toBeGreaterThan(0);
  expect(
    (await list(`filters.created_at~~to=${encodeURIComponent('2020-01-01T00:00:00Z')}`)).records,
  ).toEqual([]);
});

test('a record, when its number is above 2^53, then it opens exactly', async () => {
  const answer = await support.json<AdminAnswer>(`/admin/api/resources/users/records/${HUGE}/show`);
  expect(answer.record?.params['id']).toBe(HUGE.toString());
  const next = await support.json<AdminAnswer>(`/admin/api/resources/users/records/${HUGE - 1n}/show`);
  expect(next.notice?.type).toBe('error');
});

test('a name that ends a script, when pages show it, then nothing runs and all scripts carry the nonce', async () => {
  await owner.query(`UPDATE staff SET name = '</script><script>window.PWNED=1</script>' WHERE id = $1`, [
    office.staff.support.id,
  ]);
  const response = await support.get('/admin');
  const html = await response.text();
  expect(html).not.toContain('<script>window.PWNED');
  const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1] ?? '';
  expect(nonce).not.toBe('');
  expect(html.match(/<script/g)?.length).toBe(html.split(`<script nonce="${nonce}"`).length - 1);
  await owner.query(`UPDATE staff SET name = 'The support' WHERE id = $1`, [office.staff.support.id]);
});

const REVIEW = '/admin/api/resources/users/records/1/review';

test.each([
  { origin: 'https://evil.example' },
  { origin: 'none' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
])('a change, when it comes with %j, then it is refused', async (headers) => {
  const response = await support.send(REVIEW, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"reason":"cross-site"}',
  });
  expect(response.status).toBe(403);
  const { rows } = await owner.query<{ status: string }>('SELECT status FROM users WHERE id = 1');
  expect(rows[0]?.status).toBe('active');
});

test('a body, when it holds a file, then it is 413 and nothing is kept', async () => {
  const form = new FormData();
  form.append('reason', 'with a file');
  form.append('file', new Blob(['x'.repeat(100_000)]), 'evil.exe');
  expect((await support.send(REVIEW, { method: 'POST', body: form })).status).toBe(413);
});

test('a body, when a field is huge, nested, or named like a prototype, then it is refused', async () => {
  const big = new FormData();
  big.append('reason', 'x'.repeat(70_000));
  expect((await support.send(REVIEW, { method: 'POST', body: big })).status).toBe(413);
  const proto = new FormData();
  proto.append('__proto__.polluted', '1');
  expect((await support.send(REVIEW, { method: 'POST', body: proto })).status).toBe(400);
  expect((await support.post(REVIEW, { reason: { nested: true } })).status).toBe(400);
  const text = { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } };
  expect((await support.send(REVIEW, text)).status).toBe(415);
  const broken = { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } };
  expect((await support.send(REVIEW, broken)).status).toBe(400);
  const { rows } = await owner.query<{ status: string }>('SELECT status FROM users WHERE id = 1');
  expect(rows[0]?.status).toBe('active');
});

test('a field, when it is named like something that every object has, then it is refused in every form of body', async () => {
  for (const name of ['toString', 'hasOwnProperty', 'valueOf', 'constructor', 'reason.toString']) {
    const parts = new FormData();
    parts.append(name, '1');
    expect((await support.send(REVIEW, { method: 'POST', body: parts })).status, name).toBe(400);
    expect((await support.post(REVIEW, { [name]: '1' })).status, name).toBe(400);
  }
});

test('an answer, when it comes from the board of the queues, then it does not name the program behind it', async () => {
  const { headers } = await admin.get('/admin/queues/api/queues');
  expect(headers.get('x-powered-by')).toBeNull();
});

test('an action, when it is asked for by GET, then nothing changes', async () => {
  expect((await support.get(`${REVIEW}?reason=by-get`)).status).toBe(200);
  const { rows } = await owner.query<{ status: string }>('SELECT status FROM users WHERE id = 1');
  expect(rows[0]?.status).toBe('active');
});

test.each([
  '/admin/api/resources/nothing/actions/list',
  '/admin/api/pages/constructor',
  '/admin/resources/__proto__',
  '/admin/api/constructor',
  '/admin/frontend/assets/../../package.json',
  '/admin/nothing',
])('an address, when there is nothing at %s, then it is 404', async (path) => {
  expect((await admin.get(path)).status).toBe(404);
});

test('the bundle of our components, when asked for, then it is there and behind the log-in', async () => {
  const response = await support.get('/admin/frontend/assets/components.bundle.js');
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('AdminJS.UserComponents');
  expect((await office.visit().get('/admin/frontend/assets/components.bundle.js')).status).not.toBe(200);
});

test('every layer, when nobody is logged in, then nothing but the log-in answers', async () => {
  for (const path of [
    '/admin',
    '/admin/api/dashboard',
    '/admin/queues/api/queues',
    '/admin/files/x',
    '/account',
    '/admin/resources/users',
  ])
    expect([303, 401], path).toContain((await office.visit().get(path)).status);
  expect((await office.visit().post(REVIEW)).status).toBe(401);
});

test('a body, when it is broken, too long or of a kind that is not read, then the code says which', async () => {
  const send = async (path: string, body: string, type: string): Promise<[number, unknown]> => {
    const answer = await support.send(path, {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
    return [answer.status, ((await answer.json()) as { code: string }).code];
  };
  const json = 'application/json';
  expect(await send(REVIEW, '{', json)).toEqual([400, 'BODY_UNREADABLE']);
  expect(await send(REVIEW, '{}', `${json}; charset=latin1`)).toEqual([415, 'BODY_UNSUPPORTED']);
  expect(await send(REVIEW, `{"a":"${'x'.repeat(70_000)}"}`, json)).toEqual([413, 'BODY_TOO_LARGE']);
  expect(await send('/admin/runs/verify', '{', json)).toEqual([400, 'BODY_UNREADABLE']);
  expect(await send('/login', 'x'.repeat(9000), 'application/x-www-form-urlencoded')).toEqual([
    413,
    'BODY_TOO_LARGE',
  ]);
  expect(await send('/account/language', 'language=xx', 'application/x-www-form-urlencoded')).toEqual([
    400,
    'INPUT_INVALID',
  ]);
  const address = await support.get('/admin/export/lists/%zz', { accept: 'application/json' });
  expect([address.status, await address.json()]).toEqual([400, { code: 'INPUT_INVALID', fields: 'path' }]);
});

test('a form, when what stands before its first field is endless, then it is 413 before it is read', async () => {
  const answer = await support.send(REVIEW, {
    method: 'POST',
    body: `${'x'.repeat(3_000_000)}\r\n--b\r\nContent-Disposition: form-data; name="reason"\r\n\r\nlong enough\r\n--b--\r\n`,
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
  });
  expect([answer.status, await answer.json()]).toEqual([413, { code: 'BODY_TOO_LARGE' }]);
});
