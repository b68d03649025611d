import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import pg from 'pg';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { seedDemo } from '../../scripts/demo/seed.ts';
import { makeBackup, restoreBackup } from '../../src/backup/index.ts';
import { backupTables } from '../../src/backup/tables.ts';
import { post, sealLedger, verifyLedger } from '../../src/ledger/index.ts';
import { newId, Secret } from '../../src/lib/index.ts';
import { createDb, createMigrator, type Db } from '../../src/platform/index.ts';
import { house, journal, line, openUsers, topup, wallet } from '../kit/journals.ts';
import { createTestContext } from '../kit/testContext.ts';
import { createEmptyDatabase } from '../kit/testDb.ts';

const identity = await generateIdentity();
const recipient = await identityToRecipient(identity);
const directory = mkdtempSync(path.join(tmpdir(), 'starboard-backup-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const identityFile = path.join(directory, 'key.txt');
writeFileSync(identityFile, `# a comment\n${identity}\n`);

const context = await createTestContext({
  BACKUP_DIR: path.join(directory, 'made'),
  BACKUP_RECIPIENTS: recipient,
});
await seedDemo(context);
const { config, log } = context;
const made = await makeBackup(config, { now: new Date() });

const target = (url: string) => ({ DATABASE_MIGRATION_URL: new Secret(url) });
async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}
async function asApp<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
  const options = { url, role: 'starboard_app', max: 5, statementTimeoutMs: 30_000, applicationName: 'test' };
  const db = createDb(options, log);
  return work(db).finally(() => db.close());
}
/** Every row of every table and every sequence, as text. */
const everything = (url: string) =>
  asOwner(url, async (client) => {
    const found: Record<string, unknown> = {};
    for (const { name } of await backupTables(client)) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t ORDER BY 1`);
      found[name] = rows.map(({ row }) => row);
    }
    const { rows } = await client.query(
      'SELECT schemaname, sequencename, last_value FROM pg_sequences ORDER BY 1, 2',
    );
    return { ...found, sequences: rows };
  });
const isUnused = (url: string) =>
  asOwner(url, async (client) => {
    const { rows } = await client.query<{ made: boolean }>("SELECT to_regclass('users') IS NOT NULL AS made");
    return rows[0]?.made !== true || (await client.query('SELECT FROM users')).rowCount === 0;
  });
/** A backup with any text in it, as somebody could make who knows the public key. */
async function forged(name: string, text: string): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const file = path.join(directory, name);
  writeFileSync(file, await encrypter.encrypt(gzipSync(text)));
  return file;
}

test('a backup, when it is restored into an empty database, then every row and sequence is there and the ledger goes on', async () => {
  const url = await createEmptyDatabase();

  const restored = await restoreBackup(target(url), log, { file: made.file, identityFile });

  expect(restored.rows).toBe(made.rows);
  expect(restored.rows).toBeGreaterThan(500);
  expect(await everything(url)).toEqual(await everything(context.testDb.url));
  await asApp(url, async (db) => {
    expect((await verifyLedger(db)).broken).toBeUndefined();
    const [user = 0n] = await openUsers(db, 1, 900_000n);
    await db.tx((tx) => post(tx, topup(user, 7n)));
    await sealLedger({ db, log });
    expect((await verifyLedger(db)).broken).toBeUndefined();
  });
  await expect(
    asOwner(url, (client) => client.query('UPDATE ledger.transfer SET amount = 1')),
  ).rejects.toThrow();
});

test('a backup, when postings go on meanwhile, then it holds one moment of them', async () => {
  const users = await openUsers(context.db, 10, 800_000n);
  for (const user of users) await context.db.tx((tx) => post(tx, topup(user, 1_000_000n)));
  const stop = new AbortController();
  const posting = Promise.all(
    users.map(async (user) => {
      while (!stop.signal.aborted)
        await context.db.tx((tx) =>
          post(tx, journal([line(wallet(user), house('revenue'), 1n)], { key: newId() })),
        );
    }),
  );
  const url = await createEmptyDatabase();

  const { file } = await makeBackup(config, { now: new Date(Date.now() + 1000) }).finally(() => stop.abort());
  await posting;
  await restoreBackup(target(url), log, { file, identityFile });

  expect((await asApp(url, verifyLedger)).broken).toBeUndefined();
});

test('a backup file, when it is looked at, then only the owner of the key reads it', async () => {
  expect(statSync(made.file).mode & 0o777).toBe(0o600);
  expect(readFileSync(made.file).includes('COPY')).toBe(false);
  const other = path.join(directory, 'other.txt');
  writeFileSync(other, await generateIdentity());
  const url = await createEmptyDatabase();

  const wrongKey = restoreBackup(target(url), log, { file: made.file, identityFile: other });

  await expect(wrongKey).rejects.toMatchObject({ code: 'BACKUP_UNREADABLE' });
  await expect(makeBackup({ ...config, BACKUP_RECIPIENTS: [] }, { now: new Date() })).rejects.toMatchObject({
    code: 'BACKUP_RECIPIENT',
  });
});

test.for([
  ['cut in the middle', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ['cut at the end', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
  [
    'changed in one bit',
    (bytes: Buffer) => Buffer.from(bytes.map((b, i) => (i === bytes.length - 99 ? b ^ 1 : b))),
  ],
] as const)('a backup, when it is %s, then nothing of it is restored', async ([name, change]) => {
  const file = path.join(directory, `${name}.age`);
  writeFileSync(file, change(readFileSync(made.file)));
  const url = await createEmptyDatabase();

  const restoring = restoreBackup(target(url), log, { file, identityFile });

  await expect(restoring).rejects.toMatchObject({ code: 'BACKUP_UNREADABLE' });
  expect(await isUnused(url)).toBe(true);
});

const schema = (await createMigrator(context.testDb.url, log).status()).at(-1)?.name ?? '';
const HEAD = `-- Starboard backup, format 1\n-- schema: ${schema}\n-- taken: 2026-11-26T00:00:00.000Z\n`;
const ASSETS = 'COPY ledger.asset (id, code, exponent) FROM stdin;\n';
test.for([
  ['another statement', `${HEAD}DROP TABLE ledger.transfer;\n`],
  ['rows of a query', `${HEAD}COPY (SELECT 1) FROM stdin;\n\\.\n`],
  ['other columns', `${HEAD}COPY ledger.asset (id) FROM stdin;\n\\.\n`],
  ['no rows', `${HEAD}-- rows: {}\n-- complete\n`],
  ['rows that end too early', `${HEAD}${ASSETS}9\tUSD\t2\n7\tEU`],
  ['rows that are none', `${HEAD}${ASSETS}nine\tUSD\t2\n\\.\n`],
  ['no head', 'SELECT 1;\n'],
  ['a schema of the future', HEAD.replace(schema, '9999_later')],
])('a backup, when it holds %s, then it is refused and nothing runs', async ([name = '', text = '']) => {
  const url = await createEmptyDatabase();

  const restoring = restoreBackup(target(url), log, {
    file: await forged(`${name}.age`, text),
    identityFile,
  });

  await expect(restoring).rejects.toMatchObject({ code: 'BACKUP_UNREADABLE' });
});

test('restore, when the database holds users already, then it is refused and they stay', async () => {
  const before = await everything(context.testDb.url);

  const restoring = restoreBackup(config, log, { file: made.file, identityFile });

  await expect(restoring).rejects.toMatchObject({ code: 'BACKUP_TARGET_USED' });
  expect(await everything(context.testDb.url)).toEqual(before);
});

test('backups, when there are more than are kept, then the oldest go and other files stay', async () => {
  const folder = path.join(directory, 'kept');
  const settings = { ...config, BACKUP_DIR: folder, BACKUP_KEEP: 2 };
  const at = (day: number) => new Date(Date.UTC(2026, 0, day));
  for (const day of [1, 2]) await makeBackup(settings, { now: at(day) });
  writeFileSync(path.join(folder, 'notes.txt'), 'mine');

  const { removed } = await makeBackup(settings, { now: at(3) });

  expect(removed).toEqual(['starboard-20260101T000000Z.sql.gz.age']);
  expect(readdirSync(folder).toSorted()).toEqual([
    'notes.txt',
    'starboard-20260102T000000Z.sql.gz.age',
    'starboard-20260103T000000Z.sql.gz.age',
  ]);
});
