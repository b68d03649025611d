import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import {
  backupCommand,
  backupKeygenCommand,
  backupStatusCommand,
  drillCommand,
  restoreCommand,
} from '../../src/cli/backup.ts';
import { post } from '../../src/ledger/index.ts';
import { Secret } from '../../src/lib/index.ts';
import { openUsers, purchase, topup } from '../kit/journals.ts';
import { createTestContext } from '../kit/testContext.ts';
import { createEmptyDatabase } from '../kit/testDb.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'starboard-backup-cli-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const keyFile = path.join(directory, 'key.txt');
const said: string[] = [];
for (const way of ['log', 'error'] as const)
  vi.spyOn(console, way).mockImplementation((text: unknown) => void said.push(String(text)));
vi.spyOn(process.stderr, 'write').mockReturnValue(true); // the progress bar
beforeEach(() => (said.length = 0));

const context = await createTestContext({ BACKUP_DIR: path.join(directory, 'made') });
const [user = 0n] = await openUsers(context.db, 1);
await context.db.tx((tx) => post(tx, topup(user, 100n)));
await context.db.tx((tx) => post(tx, purchase(user, 10n, 10n)));

test('backup and restore, when called as the runbook says, then the new database has it all and the ledger is sound', async () => {
  expect(await backupKeygenCommand([keyFile])).toBe(0);
  const recipient = /BACKUP_RECIPIENTS=(age1\w+)/.exec(said.join('\n'))?.[1] ?? '';
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  const app = { ...context, config: { ...context.config, BACKUP_RECIPIENTS: [recipient] } };
  expect(await backupStatusCommand(app)).toBe(1);
  expect(said.at(-1)).toBe('a backup is missing; there is none');
  expect(await backupCommand(app)).toBe(0);
  expect(await backupStatusCommand(app)).toBe(0);
  const [name = ''] = readdirSync(context.config.BACKUP_DIR);
  const url = new Secret(await createEmptyDatabase());

  const exitCode = await restoreCommand(
    { ...context.config, DATABASE_URL: url, DATABASE_MIGRATION_URL: url },
    [path.join(context.config.BACKUP_DIR, name), '--identity', keyFile],
  );

  expect(exitCode).toBe(0);
  expect(said.at(-1)).toMatch(/^The ledger is sound\./);
});

test('restore --drill, when called without a file, then the newest backup is restored for trial and the database is gone again', async () => {
  const config = { ...context.config, BACKUP_DRILL_IDENTITY: keyFile };

  expect(await drillCommand({ ...context, config }, [])).toBe(0);

  expect(said.at(-1)).toBe('The ledger is sound: 4 transfers.');
  const { rows } = await context.db.query(
    `SELECT FROM pg_database WHERE datname = current_database() || '_drill'`,
  );
  expect(rows).toEqual([]);
  await expect(restoreCommand(config, ['made.age', '--drill'])).rejects.toMatchObject({
    code: 'INPUT_INVALID',
  });
});

test('backup keygen, when the file is there, then it is not overwritten', async () => {
  const file = path.join(directory, 'precious.txt');
  await backupKeygenCommand([file]);
  const before = readFileSync(file, 'utf8');

  await expect(backupKeygenCommand([file])).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test.for([[[]], [['--identity', keyFile]], [['made.age']], [['made.age', '--identity']]])(
  'restore, when it is called with %j, then says how it is called',
  async ([args = []]) => {
    await expect(restoreCommand(context.config, args)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  },
);
