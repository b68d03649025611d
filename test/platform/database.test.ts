import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { to as copyTo } from 'pg-copy-streams';
import { expect, test } from 'vitest';
import { startPostgres } from '../../scripts/services/postgres.ts';
import { createDb, createLogger, type Db } from '../../src/platform/index.ts';
import { atEnd } from '../kit/atEnd.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'starboard-db-'));
chmodSync(directory, 0o755);
const options = { directory: path.join(directory, 'postgres') };
let postgres = await startPostgres(options);
atEnd(async () => {
  await postgres.stop('immediate');
  rmSync(path.dirname(postgres.directory), { recursive: true, force: true });
  rmSync(directory, { recursive: true, force: true });
});
const lines: Record<string, unknown>[] = [];
const log = createLogger(
  { LOG_LEVEL: 'info', DEBUG: false },
  { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
);
const open = (patienceMs: number): Db => {
  const db = createDb(
    {
      url: postgres.url('postgres'),
      role: '',
      max: 5,
      statementTimeoutMs: 20_000,
      applicationName: 'test',
      patienceMs,
    },
    log,
  );
  atEnd(() => db.close());
  return db;
};
const patient = open(30_000);
const hasty = open(0);
await patient.query('CREATE TABLE counted (id integer PRIMARY KEY, n integer NOT NULL)');
await patient.query('INSERT INTO counted VALUES (1, 0), (2, 0)');
const countOf = async (id: number): Promise<number | undefined> =>
  (await patient.one<{ n: number }>('SELECT n FROM counted WHERE id = $1', [id]))?.n;
/** Waits until a statement with this text is under way. */
const underWay = async (text: string): Promise<void> => {
  for (;;) {
    const row = await patient.one(
      `SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE $1 AND pid <> pg_backend_pid()`,
      [`%${text}%`],
    );
    if (row) return;
  }
};
const end = (text: string) =>
  patient.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE $1 AND pid <> pg_backend_pid()`,
    [`%${text}%`],
  );

test('PostgreSQL, when it restarts, then statements and transactions wait for it and are done once', async () => {
  await postgres.stop('fast');
  const work = Promise.all([
    ...Array.from({ length: 10 }, () => patient.query('UPDATE counted SET n = n + 1 WHERE id = 1')),
    ...Array.from({ length: 10 }, () =>
      patient.tx(async (tx) => {
        await tx.query('UPDATE counted SET n = n + 1 WHERE id = 1');
      }),
    ),
  ]);
  await new Promise((resolve) => setTimeout(resolve, 500));
  postgres = await startPostgres({ ...options, port: postgres.port });
  await work;
  expect(await countOf(1)).toBe(20);
});

test('a statement, when the server ends it, then it is tried again and done once', async () => {
  const work = patient.query('UPDATE counted SET n = n + 1 WHERE id = 1 AND pg_sleep(1.01) IS NOT NULL');
  await underWay('pg_sleep(1.01)');
  const before = await countOf(1);
  await end('pg_sleep(1.01)');
  await work;
  expect(await countOf(1)).toBe((before ?? 0) + 1);
});

test('statements, when they lock each other out, then all are done all the same', async () => {
  const both = (first: number, second: number) =>
    patient.query(
      `DO $$ BEGIN UPDATE counted SET n = 0 WHERE id = ${first}; PERFORM pg_sleep(0.3);
         UPDATE counted SET n = 0 WHERE id = ${second}; END $$`,
    );
  await Promise.all([both(1, 2), both(2, 1)]);
  expect(await countOf(1)).toBe(0);
});

test('a transaction, when its connection goes before the commit, then the whole of it is tried again', async () => {
  let tries = 0;
  await patient.tx(async (tx) => {
    tries++;
    await tx.query('UPDATE counted SET n = n + 1 WHERE id = 2');
    if (tries === 1) await end('UPDATE counted SET n = n + 1 WHERE id = 2');
    await tx.query('SELECT 1');
  });
  expect({ tries, n: await countOf(2) }).toEqual({ tries: 2, n: 1 });
});

test.each([
  ['too many connections', '53300'],
  ['the system is starting up', '57P03'],
  ['cannot execute UPDATE in a read-only transaction', '25006'],
])('a statement, when the server says "%s", then it is DATABASE_UNAVAILABLE', async (words, state) => {
  const raising = `DO $$ BEGIN RAISE EXCEPTION '${words}' USING ERRCODE = '${state}'; END $$`;
  await expect(hasty.query(raising)).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  await expect(hasty.tx((tx) => tx.query(raising))).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
});

test('a statement, when it is wrong itself, then its error stays what it is', async () => {
  await expect(hasty.query('SELECT 1/0')).rejects.toMatchObject({ code: '22012' });
});

test('every way to PostgreSQL, when the connection is cut or there is none, then it is DATABASE_UNAVAILABLE', async () => {
  const unavailable = { code: 'DATABASE_UNAVAILABLE' };
  const client = await hasty.pool.connect();
  const stream = client.query(copyTo('COPY (SELECT pg_sleep(5.02)) TO STDOUT'));
  const read = expect(buffer(stream)).rejects.toMatchObject(unavailable);
  const running = expect(hasty.query('SELECT pg_sleep(5.03)')).rejects.toMatchObject(unavailable);
  await underWay('pg_sleep(5.02)');
  await underWay('pg_sleep(5.03)');
  await postgres.stop('immediate');
  await Promise.all([read, running]);
  client.release(true);

  await expect(hasty.query('SELECT 1')).rejects.toMatchObject(unavailable);
  await expect(hasty.one('SELECT 1')).rejects.toMatchObject(unavailable);
  await expect(hasty.tx((tx) => tx.query('SELECT 1'))).rejects.toMatchObject(unavailable);
  await expect(hasty.pool.query('SELECT 1')).rejects.toMatchObject(unavailable);
  await expect(hasty.pool.connect()).rejects.toMatchObject(unavailable);
  // The session store asks in this way.
  const told = await new Promise((resolve) => hasty.pool.query('SELECT 1', (error) => resolve(error)));
  expect(told).toMatchObject(unavailable);
  postgres = await startPostgres({ ...options, port: postgres.port });
});

test('PostgreSQL, when it was away and many met it, then one line tells of the beginning and one of the end', async () => {
  await patient.query('SELECT 1');
  await expect.poll(() => lines.at(-1)?.['msg'], { timeout: 10_000 }).toBe('postgres is back');
  const from = lines.length;
  await postgres.stop('fast');
  await Promise.allSettled(Array.from({ length: 50 }, () => hasty.query('SELECT 1')));
  postgres = await startPostgres({ ...options, port: postgres.port });
  await patient.query('SELECT 1');
  await expect.poll(() => lines.length - from, { timeout: 10_000 }).toBe(2);
  expect(lines.slice(from).map(({ msg }) => msg)).toEqual(['postgres is away', 'postgres is back']);
  expect(Number(lines.at(-1)?.['failures'])).toBeGreaterThanOrEqual(50);
});
