import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { startPostgres } from '../../scripts/services/postgres.ts';
import { createSubmitter, post, verifyLedger, type Journal } from '../../src/ledger/index.ts';
import { newId } from '../../src/lib/index.ts';
import { createDb, createLogger, createMigrator, loadConfig } from '../../src/platform/index.ts';
import { house, journal, line, openUsers, topup, wallet } from '../kit/journals.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'starboard-crash-'));
const cluster = path.join(directory, 'postgres');
let server = await startPostgres({ directory: cluster });
afterAll(async () => {
  await server.stop('immediate');
  rmSync(path.dirname(server.directory), { recursive: true, force: true });
  rmSync(directory, { recursive: true, force: true });
});

test('the ledger, when the server crashes twice under load, then what was acknowledged is there, nothing is doubled, and a repeat posts the rest', async () => {
  const root = new pg.Client({ connectionString: server.url('postgres') });
  await root.connect();
  await root.query('CREATE DATABASE crash');
  await root.end();
  const log = createLogger({ LOG_LEVEL: 'silent', DEBUG: false });
  const url = server.url('crash');
  await createMigrator(url, log).up();
  const db = createDb(
    { url, role: 'starboard_app', max: 12, statementTimeoutMs: 20_000, applicationName: 'crash' },
    log,
  );
  const config = loadConfig({ SANDBOX: 'on', ENVIRONMENT: 'test', LOG_LEVEL: 'silent', DATABASE_URL: url });
  const submitter = createSubmitter({ config, db, log });
  const users = await openUsers(db, 10);
  for (const user of users) await db.tx((tx) => post(tx, topup(user, 1_000_000n)));

  const tried = new Map<string, Journal>();
  const acknowledged = new Set<string>();
  const state = { running: true };
  const worker = async (throughSubmitter: boolean): Promise<void> => {
    for (let n = 0; state.running; n++) {
      const [from = 1n, to = 2n] = [users[n % 10], users[(n + 3) % 10]];
      const wanted = journal([line(wallet(from), wallet(to), 1n), line(wallet(to), house('fees'), 1n)], {
        key: `crash:${newId()}`,
      });
      tried.set(wanted.key, wanted);
      try {
        await (throughSubmitter ? submitter.submit(wanted) : db.tx((tx) => post(tx, wanted)));
        acknowledged.add(wanted.key);
      } catch {
        await sleep(20); // the server is away: nobody knows what became of it
      }
    }
  };
  const workers = Array.from({ length: 16 }, (_, i) => worker(i % 2 === 0));
  for (let crash = 0; crash < 2; crash++) {
    await sleep(700);
    await server.stop('immediate');
    server = await startPostgres({ directory: cluster, port: server.port });
  }
  await sleep(500);
  state.running = false;
  await Promise.all(workers);

  const answers = new Map<string, boolean>();
  for (const wanted of tried.values()) {
    answers.set(wanted.key, (await db.tx((tx) => post(tx, wanted))).replayed);
  }
  expect([...acknowledged].filter((key) => answers.get(key) !== true)).toEqual([]);
  expect(acknowledged.size).toBeGreaterThan(50);
  const row = await db.one<{ n: bigint }>('SELECT count(*) AS n FROM ledger.journals');
  expect(row?.n).toBe(BigInt(tried.size + users.length));
  expect((await verifyLedger(db)).broken).toBeUndefined();
  await submitter.close();
  await db.close();
});
