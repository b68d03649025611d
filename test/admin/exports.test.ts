import net from 'node:net';
import { beforeAll, expect, test } from 'vitest';
import { ensureUser, type User } from '../../src/users/index.ts';
import { atEnd } from '../kit/atEnd.ts';
import { toppedUp } from '../kit/toppedUp.ts';
import { openOffice, type Browser } from '../kit/office.ts';

const office = await openOffice();
const { app } = office;
const { owner } = office.context.testDb;
const RANGE = 'from=2000-01-01&to=2100-01-01';
const { port } = new URL(office.origin);
let [auditor, support] = [office.visit(), office.visit()];
let user: User;

beforeAll(async () => {
  auditor = await office.logIn('auditor');
  support = await office.logIn('support');
  user = await ensureUser(app, { telegramId: 4242n, firstName: 'x;=1+1;y', languageCode: 'en' });
  await toppedUp(app, { userId: user.id, amount: 10_000_000_000n });
  await owner.query(
    `INSERT INTO users (telegram_id, first_name, language, created_at)
     SELECT 100000 + n, 'P' || n, 'ru', timestamptz '2020-01-01' + n * interval '1 second' FROM generate_series(1, 12500) n`,
  );
  // A reason of 900 signs for everybody: more than the buffers of a connection hold.
  await owner.query(`UPDATE users SET status_reason = repeat('long words ', 80) WHERE telegram_id > 100000`);
}, 120_000);

/** Asks for a file and reads nothing of it. */
function askAndWait(browser: Browser, path: string): net.Socket {
  const socket = net.connect(Number(port), 'localhost');
  socket.pause();
  socket.on('error', () => {});
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nCookie: ${browser.cookie()}\r\n\r\n`);
  atEnd(() => void socket.destroy());
  return socket;
}

/** The first words of the answer; nothing more is read. */
function headOf(socket: net.Socket): Promise<string> {
  return new Promise((resolve) => socket.once('readable', () => resolve(String(socket.read(20)))));
}

const statusOf = (path: string): Promise<number> => auditor.get(path).then((answer) => answer.status);

test('exports, when twelve are asked for and none is read, then two run, the rest are told, and every page still answers', async () => {
  const sockets = Array.from({ length: 12 }, () => askAndWait(auditor, '/admin/export/lists/users'));
  const heads = await Promise.all(sockets.map(headOf));
  expect(heads.filter((head) => head.includes(' 200 ')).length).toBe(2);
  const refused = await auditor.get('/admin/export/lists/orders', { accept: 'text/html' });
  expect(refused.headers.get('retry-after')).toBe('10');
  expect(await refused.text()).toContain('You can have at most 2 at once');
  const busy = async (): Promise<bigint | undefined> => {
    const row = await owner.one<{ n: bigint }>(
      `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database()
         AND application_name = 'starboard-panel-work' AND state <> 'idle'`,
    );
    return row?.n;
  };
  await expect.poll(busy, { timeout: 20_000 }).toBe(0n);
  for (const browser of [auditor, support])
    expect((await browser.get('/admin/api/resources/users/actions/list')).status).toBe(200);
  expect((await support.get('/admin/export/lists/faq')).status).toBe(200);
  for (const socket of sockets) socket.destroy();
  await expect.poll(() => statusOf('/admin/export/lists/orders'), { timeout: 20_000 }).toBe(200);
}, 60_000);

test('an export, when the session of its reader ends, then it ends with it', async () => {
  const leaver = await office.logIn('auditor');
  const socket = askAndWait(leaver, '/admin/export/lists/users');
  await new Promise((resolve) => socket.once('readable', resolve));
  await leaver.form('/logout', {});
  const ending = new Promise((resolve) => socket.once('close', resolve));
  // A reader that goes on now hears that the file is broken off.
  socket.resume();
  await ending;
  expect(socket.errored).toBeTruthy();
});

test('a list as a file, when it is longer than any page, then every row is in it once, in the order of the list', async () => {
  const text = await (await support.get('/admin/export/lists/users?sortBy=created_at&direction=asc')).text();
  const ids = text
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(',')[0]);
  const { rows } = await owner.query<{ id: bigint }>('SELECT id FROM users ORDER BY created_at, id');
  expect(ids).toEqual(rows.map(({ id }) => id.toString()));
});

test.each(['asc', 'desc'])(
  'a list as a file, when it is sorted %s by a column that some rows lack, then they are in it too',
  async (direction) => {
    await owner.query(
      `INSERT INTO tickets (id, user_id, subject, status, clock_stopped_at, clock_started_at, first_reply_due_at, resolution_due_at)
       SELECT gen_random_uuid(), $1, 'other', CASE n % 3 WHEN 0 THEN 'waiting_user' ELSE 'open' END, CASE n % 3 WHEN 0 THEN now() END,
         now(), now() + n * interval '1 second', now() + n * interval '1 second' FROM generate_series(1, 30) n`,
      [user.id],
    );
    const text = await (
      await support.get(`/admin/export/lists/tickets?sortBy=due_at&direction=${direction}`)
    ).text();
    const { rows } = await owner.query<{ id: string }>(
      `SELECT id FROM tickets ORDER BY due_at ${direction}, id ${direction}`,
    );
    const heading = text.split('\r\n')[0]?.split(',') ?? [];
    const ids = text
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',')[heading.indexOf('id')]);
    expect(ids).toEqual(rows.map(({ id }) => id));
  },
);

test('the ledger as a file, when a posting with a lower position is still open, then it waits for it and misses no row', async () => {
  const before = await (await auditor.get(`/admin/export/ledger?${RANGE}`)).text();
  // A transaction that has taken a position, or so it must be held for.
  const open = await owner.pool.connect();
  await open.query('BEGIN');
  await open.query('SELECT pg_current_xact_id()');
  let isDone = false;
  const asked = auditor.get(`/admin/export/ledger?${RANGE}`).then(async (answer) => {
    isDone = true;
    return { name: answer.headers.get('content-disposition') ?? '', text: await answer.text() };
  });
  await toppedUp(app, { userId: user.id, amount: 10_000_000_000n });
  expect(isDone).toBe(false);
  await open.query('COMMIT');
  open.release();
  const { name, text } = await asked;
  expect(name).toMatch(/ledger-\d{8}T\d{6}Z\.csv/);
  // It is the ledger of the moment when it was asked for.
  expect(text).toBe(before);
  const { rows } = await owner.query<{ after: Record<string, string> }>(
    `SELECT after FROM audit_log WHERE action = 'ledger.export' ORDER BY id DESC LIMIT 1`,
  );
  expect(Object.keys(rows[0]?.after ?? {}).sort()).toEqual(['asOf', 'format', 'from', 'position', 'to']);
}, 60_000);

test('an export of a filtered list, when it is logged, then the audit log has the names of its filters and nothing of what was typed', async () => {
  const typed = ['777000111', 'Ivan-Secret', 'nothing@example.com'];
  await support.get(
    `/admin/export/lists/users?filters.telegram_id=${typed[0]}&filters.username=${typed[1]}&sortBy=created_at&direction=desc`,
  );
  await support.get(`/admin/export/lists/users?filters.${typed[1]}=x`);
  await support.get(`/admin/export/lists/users?sortBy=${typed[2]}`);
  await support.get(`/admin/api/resources/users/actions/list?filters.username=${typed[1]}`);
  const { rows } = await owner.query<{ row: string }>('SELECT row_to_json(a)::text AS row FROM audit_log a');
  for (const text of typed) expect(rows.filter(({ row }) => row.includes(text))).toEqual([]);
  const logged = await owner.one<{ after: object }>(
    `SELECT after FROM audit_log WHERE action = 'users.export' AND after -> 'filters' ? 'username'`,
  );
  expect(logged?.after).toEqual({
    filters: ['telegram_id', 'username'],
    sort: { by: 'created_at', direction: 'desc' },
  });
});

test('a file, when its reader is Russian, then it opens in columns there, and no name in it is a formula', async () => {
  await support.form('/account/language', { language: 'ru' });
  const text = await (await support.get(`/admin/export/lists/users?filters.id=${user.id}`)).text();
  expect(text.split('\r\n')[0]?.split(';').length).toBeGreaterThan(5);
  expect(text.split(/[;,\r\n\t]/).filter((cell) => /^["\s]*[=+@]/.test(cell))).toEqual([]);
  await support.form('/account/language', { language: 'en' });
});

test('a file, when only its heading is asked for, then none is made', async () => {
  const answer = await support.send('/admin/export/lists/users', { method: 'HEAD' });
  expect([answer.status, await answer.text()]).toEqual([200, '']);
});
