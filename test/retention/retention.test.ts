import { expect, test, vi } from 'vitest';
import { retentionCommand } from '../../src/cli/retention.ts';
import { newId } from '../../src/lib/index.ts';
import { KEPT_DAYS, loadConfig, type Config, type KeptName } from '../../src/platform/index.ts';
import { BOUNDED, cleanOld, KEPT, reportStorage, wouldRemove } from '../../src/retention/index.ts';
import { deleteMyAccount } from '../../src/privacy/index.ts';
import { createPurchase } from '../../src/shop/index.ts';
import { hire } from '../kit/hire.ts';
import { createTestContext } from '../kit/testContext.ts';
import { newUser } from '../kit/users.ts';

const context = await createTestContext();
const { owner } = context.testDb;
const user = await newUser(context);
const OLD = `now() - interval '5 years'`;

const count = async (from: string): Promise<number> =>
  (await owner.one<{ n: number }>(`SELECT count(*)::integer AS n FROM ${from}`))?.n ?? 0;

test('the retention data, when compared with the database, then names every table once: with an end, or why it has none', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT CASE WHEN n.nspname = 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END AS name
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('public', 'ledger') AND c.relname <> 'schema_migrations'`,
  );
  const named = [...Object.keys(BOUNDED), ...KEPT.flatMap(({ tables }) => tables.split(/\s+/))];
  expect(named.toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
});

test('every table of months, when the data of retention is read, then it is dropped by month or kept for ever', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'p' AND relnamespace = 'public'::regnamespace`,
  );
  const dropped = Object.entries(BOUNDED).flatMap(([name, { cleaning }]) =>
    cleaning.how === 'drop' ? [name] : [],
  );
  const kept = KEPT.flatMap(({ tables }) => tables.split(/\s+/));
  for (const { name } of rows) expect(dropped.includes(name) || kept.includes(name), name).toBe(true);
});

test.each(
  Object.entries(BOUNDED).flatMap(([name, { cleaning }]) =>
    cleaning.how === 'drop' ? [name as KeptName] : [],
  ),
)(
  'months of %s, when the application asks for younger ones than the least days, then the database refuses',
  async (name) => {
    const drop = (days: number): Promise<unknown> =>
      context.db.query('SELECT drop_old_partitions($1, now() - make_interval(days => $2))', [name, days]);
    await expect(drop(KEPT_DAYS[name].least - 1)).rejects.toMatchObject({ code: 'SB002' });
    await drop(KEPT_DAYS[name].least);
  },
);

test('the audit log, when the application asks for its months, then the database refuses', async () => {
  await expect(
    context.db.query(`SELECT drop_old_partitions('audit_log', now() - interval '50 years')`),
  ).rejects.toMatchObject({ code: 'SB002' });
});

test('months, when they are too old, then they are dropped, and one with an unfinished job stays whole', async () => {
  await owner.query(`SELECT create_month_partitions(t::regclass, (now() - interval '5 years')::date, 1)
    FROM unnest('{outbox,security_events}'::text[]) AS t`);
  const add = (doneAt: string, age: string): Promise<unknown> =>
    owner.query(
      `INSERT INTO outbox (id, created_at, job, payload, run_at, done_at, failed_at) VALUES ($1, ${age}, 'x', '{}', ${age}, ${doneAt}, now())`,
      [newId()],
    );
  await add('now()', OLD);
  await add('NULL', `now() - interval '59 months'`);
  await owner.query(`INSERT INTO security_events (id, at, kind) VALUES ($1, ${OLD}, 'login_failed')`, [
    newId(),
  ]);
  const goes = await wouldRemove(context);
  const done = await cleanOld(context);
  const of = (name: KeptName) => done.find((one) => one.name === name);
  expect([goes.outbox, goes.security_events]).toEqual([2, 2]);
  expect(of('outbox')).toMatchObject({ removed: 1, held: [expect.stringMatching(/^outbox_\d{4}_\d\d$/)] });
  expect(of('security_events')).toMatchObject({ removed: 2, held: [] });
  expect(await count(`outbox WHERE created_at < now() - interval '4 years'`)).toBe(1);
  const report = (await reportStorage(context)).find(({ name }) => name === 'outbox');
  expect(report).toMatchObject({ days: 60, how: 'drop', removed: 1 });
  expect(report?.held).toContain('outbox_');
});

test('old rows, when they are cleaned by two workers at once, then all go that nothing needs, and the rest stays', async () => {
  const write = (state: string, n: number, aside = 'NULL'): Promise<unknown> =>
    owner.query(
      `INSERT INTO notifications (id, user_id, kind, subject_id, key, state, alone_since, created_at)
       SELECT gen_random_uuid(), $1, 'x', 'x', gen_random_uuid()::text, $2, ${aside}, ${OLD} FROM generate_series(1, $3)`,
      [user.id, state, n],
    );
  await write('sent', 2500);
  await write('queued', 1);
  await write('blocked', 1);
  await write('failed', 1, 'now()');
  await Promise.all([cleanOld(context), cleanOld(context)]);
  const { rows } = await owner.query<{ state: string }>(
    `SELECT state FROM notifications WHERE kind = 'x' ORDER BY state`,
  );
  expect(rows.map(({ state }) => state)).toEqual(['blocked', 'failed', 'queued']);
  expect((await reportStorage(context)).find(({ name }) => name === 'notifications')?.removed).toBe(2500);
});

test('hits of fraud rules, when their event is old, then they go, and hits of young events stay', async () => {
  const [old, young] = [newId(new Date('2020-01-01')), newId()];
  await owner.query(
    `INSERT INTO fraud_hits (rule_id, rule_version, event_id) VALUES ('x', 1, $1), ('x', 1, $2)`,
    [old, young],
  );
  await cleanOld(context);
  const { rows } = await owner.query<{ event_id: string }>(
    `SELECT event_id FROM fraud_hits WHERE rule_id = 'x'`,
  );
  expect(rows).toEqual([{ event_id: young }]);
});

test('alerts and errors, when they are over for long, then they go with what belongs to them, and an open alert stays', async () => {
  const [ended, open, staffId] = [newId(), newId(), await hire(context, 'admin')];
  await owner.query(
    `INSERT INTO alerts (id, kind, area, severity, raised_at, seen_at, ended_at)
     VALUES ($1, 'x', 'money', 'warning', ${OLD}, ${OLD}, ${OLD}), ($2, 'x', 'money', 'warning', ${OLD}, ${OLD}, NULL)`,
    [ended, open],
  );
  await owner.query(
    `WITH chat AS (INSERT INTO alert_receivers (chat_id, linked_by) VALUES (-1, $3) RETURNING id)
     INSERT INTO alert_tells (id, alert_id, event, receiver_id, due_at, created_at)
     SELECT gen_random_uuid(), alert, 'raised', chat.id, ${OLD}, ${OLD} FROM chat, unnest(ARRAY[$1, $2]::uuid[]) AS alert`,
    [ended, open, staffId],
  );
  await owner.query(
    `WITH old AS (INSERT INTO error_groups (code, door, place, version, count, first_at, last_at)
       VALUES ('X', 'job', 'old', '1', 1, ${OLD}, ${OLD}) RETURNING id)
     INSERT INTO error_occurrences (id, group_id, at, message) SELECT gen_random_uuid(), id, ${OLD}, 'm' FROM old`,
  );
  await cleanOld(context);
  const { rows } = await owner.query<{ alert_id: string }>('SELECT alert_id FROM alert_tells');
  expect(rows).toEqual([{ alert_id: open }]);
  expect(await count('alerts')).toBe(1);
  expect(await count('error_occurrences')).toBe(0);
});

/** A raw webhook; `ours`: about an invoice of the user, which a break may be open about. */
async function webhook(uuid: string, { age = OLD, isDone = true } = {}): Promise<string> {
  const id = newId();
  await owner.query(
    `INSERT INTO provider_events (id, source, provider_uuid, status, body, ip, received_at)
     VALUES ($1, 'webhook', $2, 'paid', '{"from":"a wallet"}', '203.0.113.9', ${age})`,
    [id, uuid],
  );
  if (isDone)
    await owner.query(`INSERT INTO provider_event_results (event_id, outcome) VALUES ($1, 'settled')`, [id]);
  return id;
}
const rawOf = (id: string): Promise<unknown> =>
  owner.one('SELECT body, ip FROM provider_events WHERE id = $1', [id]);
const EMPTY = { body: '', ip: null };
const FULL = { body: '{"from":"a wallet"}', ip: '203.0.113.9' };

test('raw webhooks, when they are old, then they are emptied and stay, except of open breaks and unhandled ones', async () => {
  const [old, young, unhandled, broken] = [
    await webhook('old'),
    await webhook('young', { age: 'now()' }),
    await webhook('unhandled', { isDone: false }),
    await webhook('broken'),
  ];
  await owner.query(
    `INSERT INTO breaks (id, class, subject, source, provider_uuid) VALUES ($1, 'missing_with_us', 'broken', 'sweep', 'broken')`,
    [newId()],
  );
  await cleanOld(context);
  expect(await Promise.all([old, young, unhandled, broken].map(rawOf))).toEqual([EMPTY, FULL, FULL, FULL]);
  await expect(
    context.db.query(`UPDATE provider_events SET body = 'another' WHERE id = $1`, [young]),
  ).rejects.toThrow();
});

test('a person, when they delete their data, then the raw webhooks of their orders are emptied, and those of others stay', async () => {
  const person = await newUser(context);
  const order = await createPurchase(context, { userId: person.id, stars: 50, requestKey: newId() });
  await owner.query(
    `INSERT INTO invoices (id, order_id, provider_order_id, provider_uuid, asset, amount, facts)
     VALUES ($1::uuid, $2, $1::text, 'theirs', 'TON', 1, '{"txid":"abc","status":"paid"}')`,
    [newId(), order.id],
  );
  await owner.query(`UPDATE orders SET status = 'expired' WHERE id = $1`, [order.id]);
  const [theirs, others] = [await webhook('theirs'), await webhook('others', { age: 'now()' })];
  await deleteMyAccount(context, { userId: person.id });
  expect(await Promise.all([theirs, others].map(rawOf))).toEqual([EMPTY, FULL]);
  expect(await owner.one(`SELECT facts FROM invoices WHERE provider_uuid = 'theirs'`)).toEqual({
    facts: { status: 'paid' },
  });
});

test('a table that cannot be cleaned, when a run comes to it, then the others are cleaned, and a lock is not waited for', async () => {
  await owner.query(`SELECT create_month_partitions('shown_errors', (now() - interval '5 years')::date, 0)`);
  const lock = await owner.pool.connect();
  try {
    await lock.query('BEGIN; LOCK TABLE shown_errors IN ACCESS SHARE MODE');
    const done = await cleanOld(context);
    expect(done.find(({ name }) => name === 'shown_errors')).toMatchObject({ removed: 0, held: ['busy'] });
    expect(done.length).toBe(Object.keys(BOUNDED).length);
  } finally {
    await lock.query('ROLLBACK');
    lock.release();
  }
  expect((await cleanOld(context)).find(({ name }) => name === 'shown_errors')?.removed).toBe(1);
});

test('the command retention, when it is called without --run, then it names every table, what would go, and removes nothing', async () => {
  await owner.query(
    `INSERT INTO alert_codes (code_hash, staff_id, place, created_at, expires_at) VALUES ('x', $1, 'person', ${OLD}, ${OLD})`,
    [await hire(context, 'admin')],
  );
  const lines: string[] = [];
  const print = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  await retentionCommand(context, []);
  expect(await count('alert_codes')).toBe(1);
  await retentionCommand(context, ['--run']);
  print.mockRestore();
  expect(lines.find((line) => line.startsWith('ledger.transfer'))).toContain('for ever: the ledger');
  expect(lines.find((line) => line.startsWith('alert_codes'))).toContain('[would go: 1 rows]');
  expect(lines).toContain(`${'alert_codes'.padEnd(20)} removed 1`);
  expect(await count('alert_codes')).toBe(0);
});

test('a table that fails, when a run comes to it, then the others are cleaned, and the run says that it failed', async () => {
  const old = await webhook('behind');
  await owner.query('ALTER TABLE shown_errors RENAME TO hidden_errors');
  await expect(cleanOld(context)).rejects.toThrow('shown_errors');
  await owner.query('ALTER TABLE hidden_errors RENAME TO shown_errors');
  expect(await rawOf(old)).toEqual(EMPTY);
});

const config = (RETENTION_DAYS: string): Config =>
  loadConfig({
    SANDBOX: 'on',
    ENVIRONMENT: 'test',
    DATABASE_URL: 'postgresql://u:p@127.0.0.1/d',
    RETENTION_DAYS,
  });

test('RETENTION_DAYS, when it names some tables, then the others keep their days', () => {
  const { RETENTION_DAYS: days } = config('notifications:90, alerts:365');
  expect([days.notifications, days.alerts, days.outbox]).toEqual([90, 365, KEPT_DAYS.outbox.days]);
});

test.each(['notifications:89', 'audit_log:5', 'notifications', 'fraud_events:364', 'alerts:99999'])(
  'RETENTION_DAYS, when it is %s, then the configuration is refused',
  (text) => {
    expect(() => config(text)).toThrow('RETENTION_DAYS is wrong');
  },
);
