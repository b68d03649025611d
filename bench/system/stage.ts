import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { freePort } from '../../scripts/services/ports.ts';
import { startPostgres } from '../../scripts/services/postgres.ts';
import { startProxy, type Proxy } from '../../scripts/services/proxy.ts';
import { startRedis } from '../../scripts/services/redis.ts';
import { enqueue } from '../../src/queue/index.ts';
import { startProcess, type Process } from './processes.ts';

export const SECRET = 'a-secret-token-of-telegram';

/** The whole product on this machine: nginx, two apps, two workers, Redis, PostgreSQL. */
export interface Stage {
  readonly proxy: Proxy;
  readonly apps: readonly Process[];
  readonly workers: readonly Process[];
  /** Ports of the apps' public side. */
  readonly ports: readonly number[];
  /** Ends the server as a crash does, and starts it again on the same port. */
  readonly crashRedis: () => Promise<void>;
  readonly crashPostgres: () => Promise<void>;
  /** Writes a small job. Returns whether it is done, when asked. Errors while PostgreSQL is away. */
  giveJob(): Promise<() => Promise<boolean>>;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const directory = mkdtempSync(path.join(tmpdir(), 'starboard-bench-system-'));
  const cluster = { directory: path.join(directory, 'postgres') };
  let postgres = await startPostgres(cluster);
  const store = { directory: path.join(directory, 'redis'), persistent: true };
  let redis = await startRedis(store);
  const maker = new pg.Client({ connectionString: postgres.url('postgres') });
  await maker.connect();
  await maker.query('CREATE DATABASE bench');
  await maker.end();
  const shared = {
    PATH: process.env['PATH'] ?? '',
    SANDBOX: 'on',
    ENVIRONMENT: 'test',
    LOG_LEVEL: 'info',
    BOT_MODE: 'webhook',
    WEBHOOK_SECRET: SECRET,
    DATABASE_URL: postgres.url('bench'),
    REDIS_URL: redis.url,
    SANDBOX_PORT: String(await freePort()),
  };
  const app = async () => ({
    ...shared,
    ROLES: 'web,bot',
    WEBHOOK_PORT: String(await freePort()),
    ADMIN_PORT: String(await freePort()),
    SANDBOX_PORT: String(await freePort()),
  });
  const environments = [await app(), await app()];
  const apps: Process[] = [];
  for (const environment of environments) apps.push(await startProcess(environment));
  const workers = await Promise.all([1, 2].map(() => startProcess({ ...shared, ROLES: 'worker' })));
  const portsOf = (name: 'WEBHOOK_PORT' | 'ADMIN_PORT'): number[] =>
    environments.map((environment) => Number(environment[name]));
  const proxy = await startProxy(
    { public: portsOf('WEBHOOK_PORT'), office: portsOf('ADMIN_PORT') },
    // The limits of the doors are not what is measured.
    (_file, text) => text.replace(/^ *limit_req zone=.*$/gm, '').replace(/^limit_conn connections.*$/gm, ''),
  );
  const pool = new pg.Pool({ connectionString: postgres.url('bench'), max: 2 });
  // A lost connection is what is measured; the next question makes a new one.
  pool.on('error', () => {});
  return {
    proxy,
    apps,
    workers,
    ports: portsOf('WEBHOOK_PORT'),
    crashRedis: async () => {
      const { port } = redis;
      process.kill(redis.pid, 'SIGKILL');
      await redis.stop();
      redis = await startRedis({ ...store, port });
    },
    crashPostgres: async () => {
      const { port } = postgres;
      await postgres.stop('immediate');
      postgres = await startPostgres({ ...cluster, port });
    },
    giveJob: async () => {
      const id = await enqueue(pool, 'user.forget', { name: `user:${randomBytes(16).toString('hex')}` });
      return async () => {
        const { rowCount } = await pool.query('SELECT FROM outbox WHERE id = $1 AND done_at IS NOT NULL', [
          id,
        ]);
        return rowCount === 1;
      };
    },
    close: async () => {
      await Promise.all([...apps, ...workers].map((process) => process.kill()));
      await proxy.stop();
      await pool.end();
      await redis.stop();
      await postgres.stop('immediate');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
