import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, expect, inject, test } from 'vitest';
import { dumpSchema } from '../../scripts/schema.ts';
import { createLogger, createMigrator } from '../../src/platform/index.ts';

const log = createLogger({ LOG_LEVEL: 'silent', DEBUG: false });
const server = inject('postgresUrl');
const created: string[] = [];

async function emptyDatabase(name: string): Promise<string> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  created.push(name);
  return server.replace(/\/postgres$/, `/${name}`);
}

async function dump(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await dumpSchema(client);
  } finally {
    await client.end();
  }
}

afterAll(async () => {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  for (const name of created) await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await client.end();
});

test('the migrations, when all are applied, then give sql/schema.sql', async () => {
  const url = await emptyDatabase('rules_up');
  await createMigrator(url, log).up();
  expect(await dump(url)).toBe(readFileSync(new URL('../../sql/schema.sql', import.meta.url), 'utf8'));
});

test('the migrations, when taken back and applied again, then leave nothing and give the same schema', async () => {
  const url = await emptyDatabase('rules_down');
  const empty = await dump(url);
  const migrator = createMigrator(url, log);
  await migrator.up();
  const full = await dump(url);
  await migrator.to('0000');
  // Rights of the shared roles on the schema "public" are the one thing that differs from a bare database.
  expect((await dump(url)).replaceAll(/GRANT USAGE ON SCHEMA public.*\n\n?/g, '')).toBe(
    empty.replaceAll(/GRANT USAGE ON SCHEMA public.*\n\n?/g, ''),
  );
  await migrator.up();
  expect(await dump(url)).toBe(full);
});

test('each migration, when it is read, then begins with what it holds, why and its locks, in lines that fit', () => {
  const folder = new URL('../../sql/migrations/', import.meta.url);
  for (const file of readdirSync(folder)) {
    const lines = readFileSync(new URL(file, folder), 'utf8').split('\n');
    expect(
      lines.filter((line) => line.length > 110),
      file,
    ).toEqual([]);
    if (!file.endsWith('.up.sql')) continue;
    const head = lines.slice(
      0,
      lines.findIndex((line) => !line.startsWith('--')),
    );
    for (const part of [/^-- {3}\w+/m, /^-- Why\b/m, /^-- Locks: /m])
      expect(head.join('\n'), file).toMatch(part);
    expect(lines.length, file).toBeLessThanOrEqual(450);
  }
});

test('each migration, when it is taken back by itself, then leaves what was there before it', async () => {
  const url = await emptyDatabase('rules_each_down');
  const migrator = createMigrator(url, log);
  const versions = (await migrator.status()).map(({ name }) => name.slice(0, 4));
  const dumps: string[] = [];
  for (const version of versions) {
    await migrator.to(version);
    dumps.push(await dump(url));
  }
  for (const version of versions.slice(1).toReversed()) {
    dumps.pop();
    await migrator.down(1);
    expect(await dump(url), version).toBe(dumps.at(-1));
  }
});

test('the ledger, when it holds a transfer or a sealed block, then is not taken back', async () => {
  const url = await emptyDatabase('rules_ledger_down');
  const migrator = createMigrator(url, log);
  await migrator.to('0007');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("SELECT ledger.open_user_accounts(1, 'TON')");
  await client.query(
    `SELECT ledger.post(p_journal => gen_random_uuid(), p_kind => 'adjustment', p_reason => '', p_actor => 'system',
       p_debits => ARRAY[ledger.house_account('fees', 'TON', gen_random_uuid())],
       p_credits => ARRAY[ledger.user_account(1, 'wallet', 'TON')], p_amounts => '{5}')`,
  );
  await expect(migrator.to('0001')).rejects.toThrow('taking it back would lose them');
  // Sealing gives way to transactions that run elsewhere in the cluster.
  await expect
    .poll(async () => (await client.query<{ made: number }>('SELECT ledger.seal(1) AS made')).rows[0]?.made, {
      timeout: 20_000,
    })
    .toBe(1);
  await client.end();
  await expect(migrator.to('0004')).rejects.toThrow('taking them back would lose the proof');
  expect((await migrator.status()).filter(({ appliedAt }) => appliedAt)).toHaveLength(7);
});

test('the migrations, when four processes start at once, then each is applied once', async () => {
  const url = await emptyDatabase('rules_together');
  const applied = await Promise.all([1, 2, 3, 4].map(() => createMigrator(url, log).up()));
  const names = applied.flat();
  expect(new Set(names).size).toBe(names.length);
  expect((await createMigrator(url, log).status()).every(({ appliedAt }) => appliedAt !== undefined)).toBe(
    true,
  );
});

test('the migrations, when moved to a version, then stop there in either direction', async () => {
  const url = await emptyDatabase('rules_to');
  const migrator = createMigrator(url, log);
  const applied = async (): Promise<string[]> =>
    (await migrator.status()).filter(({ appliedAt }) => appliedAt).map(({ name }) => name.slice(0, 4));
  await migrator.to('0003');
  expect(await applied()).toEqual(['0001', '0002', '0003']);
  await migrator.to('0001');
  expect(await applied()).toEqual(['0001']);
  await expect(migrator.to('9999')).rejects.toMatchObject({ code: 'INPUT_INVALID' });
});

test('the migrations, when two processes move to the same version at once, then neither goes further', async () => {
  const url = await emptyDatabase('rules_to_together');
  await Promise.all([1, 2, 3].map(() => createMigrator(url, log).to('0002')));
  const states = await createMigrator(url, log).status();
  expect(states.filter(({ appliedAt }) => appliedAt).map(({ name }) => name.slice(0, 4))).toEqual([
    '0001',
    '0002',
  ]);
});

test.each([Number.NaN, 0, -1, 1.5, Infinity])(
  'the migrations, when %s of them are to be taken back, then none is',
  async (count) => {
    const url = await emptyDatabase(`rules_down_${String(count).replaceAll(/\W/g, '_')}`.toLowerCase());
    const migrator = createMigrator(url, log);
    await migrator.to('0002');
    await expect(migrator.down(count)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect((await migrator.status()).filter(({ appliedAt }) => appliedAt)).toHaveLength(2);
  },
);

test('the migrations, when one is to be taken back, then only the last one is', async () => {
  const url = await emptyDatabase('rules_down_one');
  const migrator = createMigrator(url, log);
  await migrator.to('0003');
  expect((await migrator.down(1)).map((name) => name.slice(0, 4))).toEqual(['0003']);
  const applied = (await migrator.status()).filter(({ appliedAt }) => appliedAt);
  expect(applied).toHaveLength(2);
  // The clock of the server and ours are the same one here, whatever zone each of them keeps.
  for (const { appliedAt } of applied)
    expect(Math.abs(Date.now() - (appliedAt?.getTime() ?? 0))).toBeLessThan(600_000);
});
