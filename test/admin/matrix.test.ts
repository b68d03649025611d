import type { Source } from '../../src/admin/access/source.ts';
import { abilityOf, PAGES, RESOURCES, SOURCES } from '../../src/admin/sections/registry.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Resource } from '../../src/admin/sections/section.ts';
import { permittedColumns } from '../../src/admin/access/reader/index.ts';
import { newId } from '../../src/lib/index.ts';
import { ABILITIES, ROLES, type Action, type Role, type Subject } from '../../src/staff/index.ts';
import { ensureUser } from '../../src/users/index.ts';
import { openTicket } from '../../src/support/index.ts';
import { openOffice, type AdminAnswer, type Browser } from '../kit/office.ts';

/** Values that stand in columns which some role must never get: none may appear in any of its answers. */
const SECRETS = {
  username: 'zzsecretname',
  firstName: 'Zzfirstsecret',
  telegramId: 7_777_123_456n,
  facts: 'zz-payer-wallet',
  body: 'zz-raw-webhook',
};

/** What there is to call on a section besides looking: its actions, and AdminJS's own forms where texts are written. */
function callsOf(
  view: Resource,
): { name: string; kind: 'record' | 'resource'; right: Action; subject: Subject }[] {
  const { content, source, actions = [] } = view;
  const form = { right: 'edit', subject: source.subject } as const;
  return [
    ...actions,
    ...(content
      ? [
          { ...form, name: 'new', kind: 'resource' as const },
          { ...form, name: 'edit', kind: 'record' as const },
          { ...form, name: 'delete', kind: 'record' as const },
        ]
      : []),
  ];
}

const office = await openOffice();
const { app } = office;
const browsers = {} as Record<Role, Browser>;
const ids: Record<string, string> = {};

beforeAll(async () => {
  const profile = {
    telegramId: SECRETS.telegramId,
    username: SECRETS.username,
    firstName: SECRETS.firstName,
    languageCode: 'ru',
  };
  const user = await ensureUser(app, profile);
  ids['users'] = user.id.toString();
  const order = newId();
  ids['orders'] = order;
  const owner = office.context.testDb.owner;
  await owner.query(
    `INSERT INTO orders (id, user_id, kind, status, asset, amount, stars, request_key) VALUES ($1, $2, 'purchase', 'awaiting_payment', 'TON', 95000000000, 100, $3)`,
    [order, user.id, newId()],
  );
  ids['invoices'] = newId();
  await owner.query(
    `INSERT INTO invoices (id, order_id, provider_order_id, provider_uuid, asset, amount, status, facts) VALUES ($1, $2, $3, $4, 'TON', 95000000000, 'check', $5)`,
    [ids['invoices'], order, newId(), newId(), JSON.stringify({ from: SECRETS.facts })],
  );
  ids['provider_events'] = newId();
  await owner.query(
    `INSERT INTO provider_events (id, source, provider_uuid, status, body) VALUES ($1, 'webhook', $2, 'paid', $3)`,
    [ids['provider_events'], newId(), SECRETS.body],
  );
  const ticket = await openTicket(app, {
    userId: user.id,
    subject: 'payment',
    text: 'Where are my stars?',
    orderId: order,
  });
  ids['tickets'] = ticket.id;
  for (const role of ROLES) browsers[role] = await office.logIn(role);
});

/** What the role's answers may not contain. */
function forbiddenFor(role: Role): string[] {
  const sees = (subject: 'invoices' | 'provider_events', column: string): boolean =>
    abilityOf({ id: 0n, role }).can('see', subject, column);
  return [
    SECRETS.username,
    SECRETS.firstName,
    SECRETS.telegramId.toString(),
    'argon2id',
    ...(sees('invoices', 'facts') ? [] : [SECRETS.facts]),
    ...(sees('provider_events', 'body') ? [] : [SECRETS.body]),
  ];
}

async function read(
  role: Role,
  path: string,
): Promise<{ status: number; text: string; answer: AdminAnswer }> {
  const response = await browsers[role].get(path);
  const text = await response.text();
  const leaked = forbiddenFor(role).filter((secret) => text.includes(secret));
  expect(leaked, `${role} ${path}`).toEqual([]);
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return { status: response.status, text, answer: (isJson ? JSON.parse(text) : {}) as AdminAnswer };
}

describe.each(ROLES)('as %s', (role) => {
  const ability = abilityOf({ id: 0n, role });
  const isSeen = (source: Source): boolean => permittedColumns(ability, source).length > 0;
  /** As a file: what is seen, of the ledger only with a right of its own. */
  const mayTake = (source: Source): boolean =>
    isSeen(source) && (source.subject !== 'ledger' || ability.can('export', 'ledger'));

  test.each(RESOURCES.map((view) => [view.source.id, view.source] as const))(
    'list and show of %s, when asked for, then only as the table says',
    async (id, source) => {
      const list = await read(role, `/admin/api/resources/${id}/actions/list`);
      const page = await read(role, `/admin/resources/${id}`);
      expect([list.status, page.status]).toEqual(isSeen(source) ? [200, 200] : [404, 404]);
      if (!isSeen(source)) return;
      const allowed = new Set(
        [...permittedColumns(ability, source), ...permittedColumns(ability, source, 'open')].map(
          ({ name }) => name,
        ),
      );
      for (const record of list.answer.records ?? [])
        for (const name of Object.keys(record.params)) expect(allowed, `${id}.${name}`).toContain(name);
      const known = ids[id] ?? list.answer.records?.[0]?.id;
      if (known === undefined) return;
      const show = await read(role, `/admin/api/resources/${id}/records/${encodeURIComponent(known)}/show`);
      expect(show.status).toBe(200);
      expect(Object.keys(show.answer.record?.params ?? {}).length).toBeGreaterThan(0);
    },
  );

  test.each(RESOURCES.map((view) => [view.source.id, view.source] as const))(
    'the file of %s, when asked for, then it has the rows and columns that the table gives, or is not there',
    async (id, source) => {
      const file = await read(role, `/admin/export/lists/${id}`);
      expect(file.status).toBe(mayTake(source) ? 200 : 404);
      const [heading = ''] = file.text.split(/\r?\n/);
      if (mayTake(source))
        expect(heading.replace('\uFEFF', '').split(',')).toEqual(
          permittedColumns(ability, source).map(({ name }) => name),
        );
    },
  );

  test('a filter on any column, when the table does not show it, then list and file refuse it alike', async () => {
    for (const { source } of RESOURCES.filter((view) => isSeen(view.source)))
      for (const { name, needs } of source.columns) {
        const asked = `filters.${name}=zzz`;
        const list = await read(role, `/admin/api/resources/${source.id}/actions/list?${asked}`);
        const file = await read(role, `/admin/export/lists/${source.id}?${asked}`);
        const may = ability.can(needs ?? 'see', source.subject, name);
        expect([list.answer.notice?.type, file.status], `${source.id}.${name}`).toEqual([
          may ? undefined : 'error',
          may && mayTake(source) ? 200 : 404,
        ]);
      }
  }, 300_000);

  test('every action of every section, when called, then it exists exactly where the table grants it', async () => {
    for (const view of RESOURCES)
      for (const action of callsOf(view)) {
        const { source } = view;
        const mayCall = isSeen(source) && ability.can(action.right, action.subject);
        const kind = action.kind === 'record' ? `records/0/${action.name}` : `actions/${action.name}`;
        const response = await browsers[role].post(`/admin/api/resources/${source.id}/${kind}`, {
          nothing: 'useful',
        });
        expect(response.status, `${source.id} ${kind}`).toBe(mayCall ? 200 : 404);
        const text = await response.text();
        // Without a record or with input that fits nothing, nothing may succeed.
        expect(text).not.toContain('"type":"success"');
      }
  });

  test('routes that change records by themselves, search and bulk, when called, then nobody has them', async () => {
    for (const view of RESOURCES)
      for (const path of [
        'actions/new',
        'actions/search',
        'actions/search/a',
        'records/1/edit',
        'records/1/delete',
        'bulk/bulkDelete?recordIds=1',
        'search',
        'actions/constructor',
        'records/1/list',
        'actions/show',
      ]) {
        const { source } = view;
        if (
          callsOf(view).some(
            ({ name, right, subject }) => path.endsWith(`/${name}`) && ability.can(right, subject),
          )
        )
          continue;
        const address = `/admin/api/resources/${source.id}/${path}`;
        expect((await browsers[role].get(address)).status, address).toBe(404);
        expect((await browsers[role].post(address)).status, address).toBe(404);
      }
  });

  test('an action, when it is called by the route of the other kind, then it does not exist', async () => {
    for (const view of RESOURCES)
      for (const action of callsOf(view)) {
        const { source } = view;
        const wrong = action.kind === 'record' ? `actions/${action.name}` : `records/1/${action.name}`;
        expect((await browsers[role].post(`/admin/api/resources/${source.id}/${wrong}`)).status).toBe(404);
      }
  });

  test.each(PAGES.map((page) => [page.name, page] as const))(
    'page %s, when opened, then only as the table says',
    async (name, page) => {
      const expected = ability.can(page.right ?? 'see', page.subject) ? 200 : 404;
      expect((await read(role, `/admin/pages/${name}`)).status).toBe(expected);
      expect((await read(role, `/admin/api/pages/${name}`)).status).toBe(expected);
    },
  );

  test('the first page and the page state, when read, then nothing of another role stands in them', async () => {
    const { text } = await read(role, '/admin');
    const state = text.slice(text.indexOf('window.REDUX_STATE'), text.indexOf('window.THEME ='));
    for (const { source } of RESOURCES)
      expect(state.includes(`"id":"${source.id}"`), source.id).toBe(isSeen(source));
    expect((await read(role, '/admin/api/dashboard')).status).toBe(200);
  });

  test('the queues, when opened or changed, then only as the table says', async () => {
    const mayAct = ability.can('act', 'queues');
    expect((await browsers[role].get('/admin/queues/')).status).toBe(
      ability.can('see', 'queues') ? 200 : 403,
    );
    expect((await browsers[role].get('/admin/queues/api/queues')).status).toBe(
      ability.can('see', 'queues') ? 200 : 403,
    );
    const pause = await browsers[role].send('/admin/queues/api/queues/maintenance/pause', { method: 'PUT' });
    expect(pause.status).toBe(mayAct ? 200 : 403);
    const foreign = await browsers[role].send('/admin/queues/api/queues/maintenance/resume', {
      method: 'PUT',
      headers: { origin: 'https://evil.example' },
    });
    expect(foreign.status).toBe(403);
  });
});

test('the audit log, when a role has only its own rows, then it gets no other, whatever it filters', async () => {
  const own = office.staff.support.id.toString();
  const list = await browsers.support.json<AdminAnswer>(
    '/admin/api/resources/audit_log/actions/list?perPage=200',
  );
  expect(new Set(list.records?.map(({ params }) => params['staff_id']))).toEqual(new Set([own]));
  const filtered = await browsers.support.json<AdminAnswer>(
    `/admin/api/resources/audit_log/actions/list?filters.staff_id=${office.staff.admin.id}`,
  );
  expect(filtered.records).toEqual([]);
  const all = await browsers.admin.json<AdminAnswer>(
    `/admin/api/resources/audit_log/actions/list?filters.staff_id=${office.staff.admin.id}`,
  );
  const foreign = all.records?.[0]?.id ?? '';
  const show = await browsers.support.json<AdminAnswer>(
    `/admin/api/resources/audit_log/records/${foreign}/show`,
  );
  expect(show.notice?.type).toBe('error');
  expect(show.record?.params).toEqual({});
});

test('personal data, when opened, then they are shown once asked for and the look is in the audit log', async () => {
  const address = `/admin/api/resources/users/records/${ids['users']}/open`;
  const looked = await browsers.support.get(address);
  expect(await looked.text()).not.toContain(SECRETS.username);
  const opened = await browsers.support.post(address);
  expect(await opened.text()).toContain(SECRETS.username);
  const { rows } = await office.context.testDb.owner.query<{ after: unknown }>(
    `SELECT after FROM audit_log WHERE action = 'users.open' AND subject_id = $1 AND staff_id = $2`,
    [ids['users'], office.staff.support.id],
  );
  expect(rows.length).toBe(1);
  expect(JSON.stringify(rows)).not.toContain(SECRETS.username);
});

test('the table of abilities, when compared with the sections, then every granted table can be reached', () => {
  const shown = new Set(RESOURCES.map(({ source }) => source.subject));
  const withTables = new Set(SOURCES.map(({ subject }) => subject));
  for (const subject of Object.keys(ABILITIES))
    if (withTables.has(subject as never)) expect(shown).toContain(subject);
});
