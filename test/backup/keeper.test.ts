import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import pg from 'pg';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { runAfterCommand } from '../../src/backup/afterCommand.ts';
import { alone } from '../../src/backup/connect.ts';
import { doWhatIsDue, keepBackups, readBackups } from '../../src/backup/index.ts';
import { readSigns, type HealthApp } from '../../src/health/index.ts';
import { post } from '../../src/ledger/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/index.ts';
import { BREAKER_NAMES } from '../../src/platform/index.ts';
import { eventually } from '../kit/eventually.ts';
import { openUsers, topup } from '../kit/journals.ts';
import { createTestContext } from '../kit/testContext.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'starboard-keeper-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const made = path.join(directory, 'made');
const copies = path.join(directory, 'copies.txt');
const identity = await generateIdentity();
const identityFile = path.join(directory, 'key.txt');
writeFileSync(identityFile, `${identity}\n`);

const context = await createTestContext({
  BACKUP_DIR: made,
  BACKUP_RECIPIENTS: await identityToRecipient(identity),
  BACKUP_SCHEDULE: '0 * * * *',
  BACKUP_AFTER_COMMAND: `test ! -e ${directory}/full || { echo "no room left" >&2; exit 3; }; echo "$BACKUP_FILE $API_KEY" >> ${copies}`,
});
const { db, clock } = context;
const withDrills = {
  ...context,
  config: { ...context.config, BACKUP_DRILL_SCHEDULE: '0 5 * * *', BACKUP_DRILL_IDENTITY: identityFile },
};
const [user = 0n] = await openUsers(db, 1);
await db.tx((tx) => post(tx, topup(user, 100n)));
const files = () => (existsSync(made) ? readdirSync(made).toSorted() : []);
const copied = () => (existsSync(copies) ? readFileSync(copies, 'utf8').trim().split('\n') : []);
const failures = async () =>
  (await db.query<{ error: string }>('SELECT error FROM backups WHERE error IS NOT NULL')).rows;
const signs = async () => {
  const closed = { state: async () => ({ phase: 'closed' }) };
  const breakers = Object.fromEntries(BREAKER_NAMES.map((name) => [name, closed]));
  const app = { ...withDrills, breakers } as unknown as HealthApp;
  return (await readSigns(app)).map(({ name }) => name).filter((name) => name.startsWith('backup'));
};
/** The files are named by their second, and the schedule is hourly: each test has its own hour, well inside it. */
clock.advance(HOUR_MS - (Date.now() % HOUR_MS) + 5 * MINUTE_MS);
beforeEach(() => {
  clock.advance(HOUR_MS);
  rmSync(path.join(directory, 'full'), { force: true });
});

process.env['API_KEY'] = 'secret';
afterAll(() => delete process.env['API_KEY']);
test('a backup, when it is due, then it is made once, copied by a command that sees no secret of ours, and not made again before it is due', async () => {
  const before = files().length;

  await Promise.all([doWhatIsDue(context), doWhatIsDue(context), doWhatIsDue(context)]);
  await doWhatIsDue(context);

  expect(files().length).toBe(before + 1);
  const { good } = await readBackups(db);
  expect(good).toMatchObject({ file: files().at(-1), error: null, copyError: null });
  expect(good?.copiedAt).not.toBeNull();
  expect(copied()).toEqual([path.join(made, good?.file ?? '')]);
  expect(await failures()).toEqual([]);
});

test('a copy, when its command fails, then the reason is kept, and it is tried again until it succeeds', async () => {
  writeFileSync(path.join(directory, 'full'), '');
  await doWhatIsDue(context);
  expect((await readBackups(db)).good).toMatchObject({
    copiedAt: null,
    copyError: 'BACKUP_COPY_FAILED: BACKUP_AFTER_COMMAND failed: exit code 3: no room left',
  });
  const count = copied().length;
  rmSync(path.join(directory, 'full'));
  await doWhatIsDue(context);
  expect(copied().length).toBe(count);

  clock.advance(16 * MINUTE_MS);
  await doWhatIsDue(context);

  expect((await readBackups(db)).good).toMatchObject({ copiedAt: expect.any(Date), copyError: null });
  expect(copied().length).toBe(count + 1);
});

test('a copy, when it takes long and another worker looks meanwhile, then its command runs once', async () => {
  const command = `sleep 0.3; echo "$BACKUP_FILE" >> ${copies}`;
  const slow = { ...context, config: { ...context.config, BACKUP_AFTER_COMMAND: command } };
  await doWhatIsDue({ ...context, config: { ...context.config, BACKUP_AFTER_COMMAND: '' } });
  const count = copied().length;

  await Promise.all([doWhatIsDue(slow), doWhatIsDue(slow)]);

  expect(copied().length).toBe(count + 1);
});

test('a backup, when it fails, then the reason is kept and health misses it; the next one makes it well', async () => {
  const broken = { ...context, config: { ...context.config, BACKUP_DIR: identityFile } };
  await doWhatIsDue(broken);
  expect((await readBackups(db)).tried?.error).toMatch(/EEXIST|ENOTDIR/);
  clock.advance(3 * HOUR_MS);
  expect(await signs()).toContain('backup.late');

  await doWhatIsDue(context);

  expect(await signs()).not.toContain('backup.late');
});

test('a backup, when another one runs, then it waits for its turn and nothing is noted', async () => {
  const before = files();
  const { tried } = await readBackups(db);
  await alone(context.config, 'backup', () => doWhatIsDue(context));

  expect(files()).toEqual(before);
  expect((await readBackups(db)).tried).toEqual(tried);
  await doWhatIsDue(context);
  expect(files().length).toBe(before.length + 1);
});

test('a backup, when the one before was killed, then what that left is removed', async () => {
  writeFileSync(path.join(made, 'starboard-20260101T000000Z.sql.gz.age.unfinished'), 'half');

  await doWhatIsDue(context);

  expect(files().filter((name) => name.includes('unfinished'))).toEqual([]);
});

test('a drill, when it is due, then the newest backup is restored, its ledger walked, and the database dropped', async () => {
  await doWhatIsDue(withDrills);
  await doWhatIsDue(withDrills);

  const { good, goodDrill, triedDrill } = await readBackups(db);
  expect(triedDrill?.error ?? null).toBeNull();
  expect(goodDrill?.file).toBe(good?.file);
  const name = await db.one<{ name: string }>(`SELECT current_database() || '_drill' AS name`);
  const scratch = () => db.query('SELECT FROM pg_database WHERE datname = $1', [name?.name]);
  expect((await scratch()).rows).toEqual([]);
  expect(await signs()).toEqual([]);

  const owner = new pg.Client({ connectionString: context.config.DATABASE_MIGRATION_URL.reveal() });
  await owner.connect();
  await owner.query(`CREATE DATABASE "${name?.name}"`);
  clock.advance(DAY_MS);
  await doWhatIsDue(withDrills);
  await doWhatIsDue(withDrills);
  expect((await readBackups(db)).triedDrill?.error).toMatch(/^BACKUP_DRILL_DATABASE: .* is not ours$/);
  expect((await scratch()).rows).toHaveLength(1);
  expect(await signs()).toEqual(['backup.drill']);
  await owner.query(`DROP DATABASE "${name?.name}"`);
  await owner.end();

  clock.advance(7 * HOUR_MS);
  await doWhatIsDue(withDrills);
  await doWhatIsDue(withDrills);
  expect(await signs()).toEqual([]);
});

test('the command for a copy, when it hangs or the product stops, then it ends with everything that it started', async () => {
  const left = path.join(directory, 'left.txt');
  const hanging = `(sleep 3; echo late > ${left}) & sleep 600`;

  await expect(runAfterCommand(hanging, 'f', { limitMs: 50 })).rejects.toMatchObject({
    code: 'BACKUP_COPY_FAILED',
  });
  const stopping = new AbortController();
  const running = runAfterCommand('sleep 600', 'f', { signal: stopping.signal });
  stopping.abort();

  await expect(running).rejects.toMatchObject({ data: { problem: 'the product was stopped' } });
  expect(existsSync(left)).toBe(false);
});

test('a worker, when it starts, then it makes what is due, and its end waits for no next round', async () => {
  const before = files().length;
  const end = keepBackups(context, HOUR_MS);
  await eventually(async () => files().length === before + 1);
  await end();
});
