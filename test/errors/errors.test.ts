import { beforeAll, expect, test, vi } from 'vitest';
import { flushErrors, keepErrors } from '../../src/errors/index.ts';
import { newId, referenceOf, Secret } from '../../src/lib/index.ts';
import type { ErrorPlace } from '../../src/platform/index.ts';
import { recordShownError } from '../../src/support/index.ts';
import { createTopup } from '../../src/shop/index.ts';
import { act, openOffice, type AdminAnswer, type Browser } from '../kit/office.ts';
import { newUser } from '../kit/users.ts';

const office = await openOffice();
const { app } = office;
const { owner } = office.context.testDb;
const user = await newUser(office.context);
let admin: Browser;

beforeAll(async () => {
  admin = await office.logIn('admin');
});

/** Counts errors at a place of its own, as version `version`. */
async function happen(
  place: string,
  where: Partial<ErrorPlace> = {},
  { times = 1, version = '1.0.0' } = {},
): Promise<void> {
  for (let n = 0; n < times; n++) app.errors.note(new Error('broken'), { door: 'bot', place, ...where });
  await flushErrors({ ...app, config: { ...app.config, version } });
}

const listOf = (browser: Browser, resource: string, filter: string): Promise<AdminAnswer> =>
  browser.json<AdminAnswer>(`/admin/api/resources/${resource}/actions/list?${filter}`);

async function groupsOf(place: string): Promise<Record<string, unknown>[]> {
  const { records = [] } = await listOf(
    admin,
    'error_groups',
    `filters.place=${place}&sortBy=first_at&direction=asc`,
  );
  return records.map(({ params }) => params);
}

test('errors of one code and place, when they were counted, then they are one group with the newest fifty, and the count is whole', async () => {
  for (let n = 0; n < 4; n++) await happen('fifty', {}, { times: 20 });
  const [group] = await groupsOf('fifty');
  expect([group?.['code'], group?.['version'], group?.['count'], group?.['state']]).toEqual([
    'INTERNAL',
    '1.0.0',
    '80',
    'new',
  ]);
  const kept = await owner.one('SELECT count(*)::integer AS n FROM error_occurrences WHERE group_id = $1', [
    group?.['id'],
  ]);
  expect(kept).toEqual({ n: 50 });
});

test('an error in an act of a person, when staff open its page, then it leads to the person, the order and the reference', async () => {
  const correlationId = crypto.randomUUID();
  const order = await createTopup(app, {
    userId: user.id,
    amount: 10_000_000_000n,
    requestKey: newId(),
    correlationId,
  });
  await happen('act', { correlationId, userId: user.id });
  const [group] = await groupsOf('act');
  const { page } = await admin.json<{ page: { occurrences: unknown } }>(
    `/admin/api/resources/error_groups/records/${String(group?.['id'])}/show`,
  );
  expect(page.occurrences).toMatchObject([
    {
      user_id: user.id.toString(),
      order_id: order.id,
      reference: referenceOf(correlationId),
      message: 'broken',
    },
  ]);
});

test('an error in a job, when it knows only its order, then it leads to the person too', async () => {
  const order = await createTopup(app, { userId: user.id, amount: 10_000_000_000n, requestKey: newId() });
  await happen('job', { door: 'job', ids: { orderId: order.id, eventId: 'x' } });
  const { records } = await listOf(admin, 'error_occurrences', `filters.order_id=${order.id}`);
  expect(records?.map(({ params }) => [params['user_id'], params['door']])).toEqual([
    [user.id.toString(), 'job'],
  ]);
});

test('a reference without an order, when a person quotes it, then admins find the error, and support finds the person', async () => {
  const correlationId = crypto.randomUUID();
  await happen('quoted', { correlationId, userId: user.id });
  const support = await office.logIn('support');
  const code = correlationId.slice(0, 8).toUpperCase();
  const [all, shown] = await Promise.all([
    listOf(admin, 'error_occurrences', `filters.reference=${code}`),
    listOf(support, 'shown_errors', `filters.reference=${code}`),
  ]);
  expect(all.records?.map(({ params }) => params['place'])).toEqual(['quoted']);
  expect(shown.records?.map(({ params }) => [params['act'], params['user_id']])).toEqual([
    ['quoted', user.id.toString()],
  ]);
});

test('a reference that the bot stored itself, when support looks for it, then it is there once', async () => {
  const correlationId = crypto.randomUUID();
  const reference = referenceOf(correlationId);
  await recordShownError(app, { reference, correlationId, userId: user.id, code: 'INTERNAL', act: 'twice' });
  await happen('twice', { correlationId, userId: user.id });
  const support = await office.logIn('support');
  const shown = await listOf(support, 'shown_errors', `filters.reference=${reference}`);
  expect(shown.records?.map(({ params }) => params['act'])).toEqual(['twice']);
});

test('errors that wait in memory, when the process stops, then they are stored, also while the tracking service is dead', async () => {
  const ERROR_TRACKING_DSN = new Secret('http://key@127.0.0.1:9/1');
  const stop = keepErrors({ ...app, config: { ...app.config, ERROR_TRACKING_DSN } }, 3_600_000);
  app.errors.note(new Error('broken'), { door: 'process', place: 'stopping' });
  await stop();
  expect(await groupsOf('stopping')).toMatchObject([{ count: '1' }]);
});

test('a resolved error, when it happens in a later version, then it came back; a known one stays known', async () => {
  await happen('mended');
  await happen('familiar');
  const [[mended], [familiar]] = [await groupsOf('mended'), await groupsOf('familiar')];
  const done = await act(admin, `error_groups/records/${String(mended?.['id'])}/markResolved`, {
    note: 'in 1.1',
  });
  expect(done.notice?.type).toBe('success');
  await act(admin, `error_groups/records/${String(familiar?.['id'])}/markSeen`);
  await happen('mended');
  await happen('mended', {}, { version: '1.1.0' });
  await happen('familiar', {}, { version: '1.1.0' });
  const states = async (place: string): Promise<unknown[]> =>
    (await groupsOf(place)).map(({ version, state, count }) => [version, state, count]);
  expect(await states('mended')).toEqual([
    ['1.0.0', 'resolved', '2'],
    ['1.1.0', 'again', '1'],
  ]);
  expect(await states('familiar')).toEqual([
    ['1.0.0', 'seen', '1'],
    ['1.1.0', 'seen', '1'],
  ]);
});

test('errors that PostgreSQL could not take, when it is back, then they are stored', async () => {
  const away = { ...app, db: { ...app.db, tx: () => Promise.reject(new Error('away')) } };
  app.errors.note(new Error('broken'), { door: 'web', place: 'outage' });
  await flushErrors(away);
  expect(await groupsOf('outage')).toEqual([]);
  await flushErrors(app);
  expect(await groupsOf('outage')).toMatchObject([{ count: '1', version: app.config.version }]);
});

test('an error that no column can store, when it is stored with others, then it is dropped and the next ones are counted', async () => {
  await happen('unstorable', { userId: 'nobody' });
  await happen('half \ud800 of a pair and \0');
  expect(await groupsOf('unstorable')).toEqual([]);
  expect((await groupsOf('half'))[0]?.['count']).toBe('1');
  expect(app.errors.take()).toEqual([]);
});

test('a page of the back office that breaks, when it is opened, then it is counted with the route and a reference', async () => {
  const stub = vi.spyOn(app.breakers.ton, 'state').mockRejectedValue(new TypeError('no state for "Ivan"'));
  const response = await admin.get('/admin/api/pages/circuits');
  stub.mockRestore();
  expect(response.status).toBe(500);
  await flushErrors(app);
  const { records = [] } = await listOf(admin, 'error_occurrences', 'filters.door=office');
  const [params] = records.map((record) => record.params);
  expect(params).toMatchObject({
    code: 'INTERNAL',
    place: 'GET /api/pages/circuits',
    message: 'no state for <value>',
  });
});
