import { RESOURCES } from '../../src/admin/sections/registry.ts';
import { inspect } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { openOffice, type Browser } from '../kit/office.ts';

const errors: string[] = [];
const office = await openOffice();
const { owner } = office.context.testDb;
office.app.log.error = (line: unknown) => {
  errors.push(inspect(line));
};
let admin: Browser;
let support: Browser;
let finance: Browser;
let userId = '';

beforeAll(async () => {
  const row = await owner.one<{ id: bigint }>(
    `INSERT INTO users (telegram_id, first_name) VALUES (77, 'Ann') RETURNING id`,
  );
  userId = String(row?.id);
  await owner.query('SELECT ledger.open_user_accounts($1, $2)', [row?.id, 'TON']);
  admin = await office.logIn('admin');
  support = await office.logIn('support');
  finance = await office.logIn('finance');
});

const NUL = 'a\0b';
const HALF = 'a\ud800b';

test.each([
  ['users/records/USER/review', { reason: NUL }, 'reason'],
  ['users/records/USER/review', { reason: HALF }, 'reason'],
  ['users/records/USER/block', { reason: NUL }, 'reason'],
  ['users/records/USER/requestAdjustment', { note: NUL, requestKey: 'k'.repeat(16) }, 'note'],
  ['users/records/USER/requestAdjustment', { note: 'x', requestKey: `k\0${'k'.repeat(16)}` }, 'requestKey'],
  ['users/records/USER/previewAdjustment', { amount: HALF }, 'amount'],
  ['users/records/USER/review', { [`reason\0`]: 'x' }, 'reason'],
])(
  'an action, when %s is given %j, then 400 names the field and nothing is written',
  async (address, data, field) => {
    const response = await finance.post(
      `/admin/api/resources/${address.replace('USER', userId).replace(/\/(\w+)$/, '/$1')}`,
      data,
    );
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ code: 'INPUT_INVALID', fields: field });
  },
);

test.each([
  ['users/records/USER/review', 'support', { reason: '\\u0000 only in words' }, 'success'],
  [
    'fraud_list_entries/actions/addListEntry',
    'admin',
    { list: 'allow', listNetwork: 'nonsense', listNote: 'a note' },
    'error',
  ],
  [
    'fraud_list_entries/actions/addListEntry',
    'admin',
    { list: 'allow', listUser: '9'.repeat(18), listNote: 'a note' },
    'error',
  ],
  [
    'fraud_list_entries/actions/addListEntry',
    'admin',
    { list: 'allow', listUser: '1', listNote: 'a note', expiresAt: '-271821-04-20T00:00:00Z' },
    'error',
  ],
  [
    'fraud_list_entries/actions/addListEntry',
    'admin',
    { list: 'allow', listUser: '1', listNote: 'a note', expiresAt: '+275760-09-13T00:00:00Z' },
    'error',
  ],
  ['refund_limits/records/refund:support/changeLimit', 'admin', { approvalAbove: '9'.repeat(40) }, 'error'],
  [
    'users/records/USER/requestAdjustment',
    'finance',
    {
      amount: '9'.repeat(30),
      direction: 'credit',
      unit: 'coin',
      reason: 'goodwill',
      note: 'n',
      requestKey: 'k'.repeat(16),
    },
    'error',
  ],
  [
    'fraud_rules/records/topup-drained/changeRule',
    'admin',
    {
      parameters: '{"minutes":10,"percent":90,"minAmount":"\\u0000"}',
      effect: 'note',
      mode: 'shadow',
      weight: 1,
      ruleReason: 'a reason',
      version: 1,
    },
    'error',
  ],
  [
    'fraud_rules/records/topup-drained/changeRule',
    'admin',
    {
      parameters: `${'['.repeat(2000)}${']'.repeat(2000)}`,
      effect: 'note',
      mode: 'shadow',
      weight: 1,
      ruleReason: 'a reason',
      version: 1,
    },
    'error',
  ],
  [
    'fraud_rules/records/topup-drained/changeRule',
    'admin',
    {
      parameters: '{}',
      effect: 'note',
      mode: 'shadow',
      weight: 1,
      ruleReason: 'a reason',
      version: '99999999999',
    },
    'error',
  ],
  [
    'fraud_rules/actions/addRule',
    'admin',
    {
      ruleId: 'constructor',
      kind: 'constructor',
      title_ru: 'x',
      title_en: 'x',
      parameters: '{}',
      effect: 'note',
      weight: 1,
      ruleReason: 'a reason',
    },
    'error',
  ],
  [
    'fraud_rules/actions/addRule',
    'admin',
    {
      ruleId: 'a-rule',
      kind: '__proto__',
      title_ru: 'x',
      title_en: 'x',
      parameters: '{}',
      effect: 'note',
      weight: 1,
      ruleReason: 'a reason',
    },
    'error',
  ],
] as const)(
  'the action %s, when %s gives what no column can hold, then it is answered and no fault of ours',
  async (address, role, data, type) => {
    const browser = { support, admin, finance }[role];
    const response = await browser.post(`/admin/api/resources/${address.replace('USER', userId)}`, data);
    const answer = (await response.json()) as { notice?: { type: string }; code?: string };
    expect([response.status, answer.code, answer.notice?.type]).toEqual([
      200,
      type === 'success' ? undefined : expect.not.stringMatching('INTERNAL'),
      type,
    ]);
  },
);

const OWN = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf', '__defineGetter__'];

test('a list, when it is filtered or sorted by what it has not, then 400 names the parameter, in every list', async () => {
  const names = ['constructor', '__proto__', 'hasOwnProperty', 'nothing', 't.id', ''];
  for (const { source } of RESOURCES) {
    const list = `/admin/api/resources/${source.id}/actions/list`;
    for (const name of names) {
      const key = name === 'nothing' ? 'filters.nothing~~from' : `filters.${name}`;
      const response = await admin.get(`${list}?${encodeURIComponent(key)}=1`);
      if (response.status === 404) break;
      expect([list, key, response.status]).toEqual([list, key, 400]);
      expect(await response.json()).toEqual({ code: 'INPUT_INVALID', fields: key });
    }
  }
  for (const name of OWN)
    for (const asked of [`sortBy=${name}&direction=asc`, `filters.${name}=1`])
      expect([asked, (await support.get(`/admin/api/resources/users/actions/list?${asked}`)).status]).toEqual(
        [asked, 400],
      );
});

test('names that every object has, when they stand in an address, then nothing is found there', async () => {
  for (const name of OWN) {
    for (const address of [
      `/admin/api/resources/${name}/actions/list`,
      `/admin/api/resources/users/actions/${name}`,
      `/admin/api/resources/users/records/${name}/show`,
      `/admin/api/resources/users/records/${userId}/${name}`,
      `/admin/api/pages/${name}`,
      `/admin/pages/${name}`,
      `/admin/resources/${name}`,
      `/admin/export/lists/${name}`,
      `/admin/export/lists/users?filters.${name}=1`,
      `/admin/export/statements/${name}`,
      `/admin/files/${name}`,
      `/admin/queues/api/queues/${name}`,
      `/admin/queues/queue/${name}/${name}`,
      `/static/${name}`,
      `/login?lang=${name}`,
    ]) {
      const { status } = await admin.get(address, { accept: 'application/json' });
      expect([address, status < 500], `${address}: ${status}`).toEqual([address, true]);
    }
    expect((await admin.post('/admin/api/pages/circuits', { action: name })).status).toBe(200);
    expect((await admin.post('/admin/api/pages/circuits', { action: 'reset', name })).status).toBe(200);
  }
});

test.each([
  '/admin/api/resources/users/actions/list?filters.id=%00',
  '/admin/api/resources/users/actions/list?page=%00',
  '/admin/api/resources/users/actions/list?%00=1',
  '/admin/api/resources/users/records/%00/show',
  '/admin/api/pages/report?day=%00',
  '/admin/api/pages/desk?number=%00',
  '/admin/export/ledger?from=%00',
  '/admin/export/lists/users?filters.id=%00',
  '/admin/queues/api/queues/%00',
  '/admin/files/%00',
  '/login?next=%00',
  '/%ff',
])('the address %s, when it is asked for, then 400', async (address) => {
  expect((await admin.get(address, { accept: 'application/json' })).status).toBe(400);
});

test.each([
  '/admin/api/pages/report?day=2026-02-31',
  '/admin/api/pages/report?before=9999-99-99',
  '/admin/api/pages/report?from=-271821-04-20&to=275760-09-13',
  '/admin/api/pages/trialBalance?at=%2B275760-09-13T00:00:00Z',
  '/admin/api/resources/users/actions/list?page=99999999999999999999&perPage=99999999999999999999',
  '/admin/api/resources/users/actions/list?filters.created_at~~from=-271821-04-20',
  '/admin/api/resources/orders/actions/list?filters.amount=99999999999999999999999',
  '/admin/api/resources/users/records/99999999999999999999/show',
  '/admin/api/pages/desk?number=99999999999999999999&after=%27~x',
])('the address %s, when it is asked for, then it is answered', async (address) => {
  const { status } = await finance.get(address);
  expect([200, 404]).toContain(status);
});

test('a log-in, when its fields hold what cannot be kept, then 400 and no fault of ours', async () => {
  const browser = office.visit();
  for (const fields of [
    { email: 'a\0', password: 'x', next: '' },
    { email: 'a@b.example', password: 'x\0', next: '' },
    { email: 'a@b.example', password: 'x', next: '/admin\0' },
  ])
    expect((await browser.form('/login', fields)).status).toBe(400);
  expect((await browser.form('/login', { email: 'x'.repeat(9000), password: 'x' })).status).toBe(413);
});

test('a body, when it is too deep, too large or of another kind, then its code says so', async () => {
  const send = async (body: string, type: string): Promise<unknown> => {
    const headers = { 'content-type': type };
    const response = await admin.send(`/admin/api/resources/users/records/${userId}/block`, {
      method: 'POST',
      body,
      headers,
    });
    return [response.status, ((await response.json()) as { code: string }).code];
  };
  const deep = `{"reason":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
  expect(await send(deep, 'application/json')).toEqual([400, 'INPUT_INVALID']);
  expect(await send('{"reason":', 'application/json')).toEqual([400, 'BODY_UNREADABLE']);
  expect(await send(`{"reason":"${'x'.repeat(70_000)}"}`, 'application/json')).toEqual([
    413,
    'BODY_TOO_LARGE',
  ]);
  expect(await send('<a/>', 'application/xml')).toEqual([415, 'BODY_UNSUPPORTED']);
  const preamble = `${'x'.repeat(2_000_000)}\r\n--b\r\nContent-Disposition: form-data; name="reason"\r\n\r\nwell\r\n--b--\r\n`;
  expect(await send(preamble, 'multipart/form-data; boundary=b')).toEqual([413, 'BODY_TOO_LARGE']);
  const nul = '--b\r\nContent-Disposition: form-data; name="reason"\r\n\r\na\0b\r\n--b--\r\n';
  expect(await send(nul, 'multipart/form-data; boundary=b')).toEqual([400, 'INPUT_INVALID']);
});

test('JSON that nests without end, when it is refused, then a security event tells of it', async () => {
  await expect
    .poll(
      async () =>
        (
          await owner.one<{ n: bigint }>(
            `SELECT count(*) AS n FROM security_events WHERE kind = 'json_too_deep'`,
          )
        )?.n,
    )
    .toBe(1n);
});

test('a socket, when what it says is too deep or cannot be kept, then it is closed', async () => {
  for (const said of [`{"topics":["a\\u0000"]}`, `{"topics":${'['.repeat(200)}${']'.repeat(200)}}`]) {
    const socket = new WebSocket(`${office.origin.replace('http', 'ws')}/admin/live`, {
      headers: { cookie: support.cookie(), origin: office.origin },
    });
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.once('open', () => socket.send(said));
    expect(await closed).toBe(1003);
  }
});

test('a change, when it names our own host by its headers only, then it is refused', async () => {
  const host = new URL(office.origin).port;
  for (const [origin, headers] of [
    ['http://evil.example', { 'x-forwarded-host': 'evil.example' }],
    [`http://evil.example:${host}`, { 'x-forwarded-host': `evil.example:${host}` }],
  ] as const) {
    const response = await admin.send('/account/language', {
      method: 'POST',
      body: new URLSearchParams({ language: 'en' }),
      headers: { ...headers, origin },
    });
    expect(response.status).toBe(403);
  }
});

test('an address of the audit log, when a proxy tells nonsense, then the row is written without it', async () => {
  await admin.send('/account/sessions', {
    method: 'POST',
    body: new URLSearchParams(),
    headers: { 'x-forwarded-for': '"><script>window.PWN=10</script>' },
  });
  const row = await owner.one(
    `SELECT host(ip::inet) AS ip FROM audit_log WHERE action = 'staff.sessions_closed' ORDER BY at DESC LIMIT 1`,
  );
  expect(row).toEqual({ ip: null });
});

test('the log, after all of this, then names no fault of ours', () => {
  expect(errors).toEqual([]);
});
