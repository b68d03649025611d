import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { freePort } from '../../scripts/services/ports.ts';
import { startPostgres } from '../../scripts/services/postgres.ts';
import { startRedis } from '../../scripts/services/redis.ts';
import { createApp, type App } from '../../src/app.ts';
import { createLogger, createMigrator, loadConfig } from '../../src/platform/index.ts';

/** The benchmark's own PostgreSQL with default durability and its own Redis, with a thousand buyers. */
export interface Shop {
  app: App;
  /** For processes that the benchmark starts beside itself. */
  environment: Record<string, string>;
  /** Prepares the data to measure. It may do everything and has no time limit. */
  owner: pg.Client;
  close(): Promise<void>;
}

const DATABASE = 'bench';
const BUYERS = 1000;

export async function openShop(extra: Record<string, string> = {}): Promise<Shop> {
  const directory = mkdtempSync(path.join(tmpdir(), 'starboard-bench-payments-'));
  const postgres = await startPostgres({ directory: path.join(directory, 'postgres') });
  const redis = await startRedis({ directory: path.join(directory, 'redis'), persistent: false });
  const client = new pg.Client({ connectionString: postgres.url('postgres') });
  await client.connect();
  await client.query(`CREATE DATABASE ${DATABASE}`);
  await client.end();
  const url = postgres.url(DATABASE);
  const log = createLogger({ LOG_LEVEL: 'error', DEBUG: false });
  await createMigrator(url, log).up();
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await owner.query('CREATE TABLE bare (id uuid, body text); GRANT INSERT ON bare TO starboard_app');
  const environment = {
    PATH: process.env['PATH'] ?? '',
    SANDBOX: 'on',
    ENVIRONMENT: 'test',
    LOG_LEVEL: 'error',
    DATABASE_URL: url,
    REDIS_URL: redis.url,
    WEBHOOK_PORT: String(await freePort()),
    CIRCUIT_BREAKER_ENABLED: 'True',
    ...extra,
  };
  const app = createApp(loadConfig(environment), { log });
  await app.db.query(
    `INSERT INTO users (telegram_id, first_name) SELECT n, 'Bench' FROM generate_series(1, ${BUYERS}) n`,
  );
  await app.db.query(`SELECT count(ledger.open_user_accounts(id, 'TON')) FROM users`);
  return {
    app,
    environment,
    owner,
    close: async () => {
      await owner.end();
      await app.close();
      await redis.stop();
      await postgres.stop('immediate');
      rmSync(path.dirname(postgres.directory), { recursive: true, force: true });
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/**
 * Makes open invoices of 95 TON in one statement. `name` keeps the runs apart. Their names at the provider are
 * `<name><n>`.
 */
export async function makeInvoices(
  shop: Shop,
  {
    name,
    count,
    spreadMs,
    isDue = false,
  }: { name: string; count: number; spreadMs: number; isDue?: boolean },
): Promise<void> {
  await shop.owner.query(
    `WITH made AS (
       INSERT INTO orders (id, user_id, kind, status, asset, amount, stars, request_key, created_at)
       SELECT gen_random_uuid(), 1 + n % ${BUYERS}, 'purchase', 'awaiting_payment', 'TON', 95000000000, 100, $1 || n,
         now() - make_interval(secs => $3::float8 * n / $2 / 1000) FROM generate_series(1, $2::int) n
       RETURNING id, request_key, created_at)
     INSERT INTO invoices (id, order_id, provider_order_id, provider_uuid, asset, amount, status, next_check_at, created_at)
     SELECT gen_random_uuid(), id, request_key, request_key, 'TON', 95000000000, 'check',
       CASE WHEN $4 THEN now() ELSE now() + interval '1 day' END, created_at FROM made`,
    [name, count, spreadMs, isDue],
  );
  // Autovacuum would do this within a minute, but the benchmark does not wait.
  await shop.owner.query('ANALYZE');
}
