import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createApp } from '../src/app.ts';
import {
  ConfigError,
  createLogger,
  createMigrator,
  loadConfig,
  readEnvironment,
  type Config,
} from '../src/platform/index.ts';
import { seedDemo, type DemoStaff } from './demo/seed.ts';
import { isFree } from './services/ports.ts';
import { startPostgres } from './services/postgres.ts';
import { startRedis } from './services/redis.ts';

/**
 * `npm start`: a private PostgreSQL and Redis under .data/ (unless DATABASE_URL and REDIS_URL name others), the
 * migrations, demo data in the sandbox, and the product itself. Ctrl-C stops all of it, in order.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DATA = path.join(ROOT, '.data');
const DATABASE = 'starboard';
const LOG_FILE = path.join(DATA, 'starboard.log');

type Stop = () => Promise<unknown>;

const stops: Stop[] = [];
const state = { stopping: false };

async function stopAll(): Promise<void> {
  if (state.stopping) return;
  state.stopping = true;
  for (const stop of stops.toReversed()) await stop().catch((error: unknown) => console.error(error));
}

async function main(): Promise<number> {
  const given = { ...readEnvironment() };
  const asked = loadConfig({ ...given, DATABASE_URL: given['DATABASE_URL'] || 'postgresql://later/' });
  const busy = await busyPorts(asked);
  if (busy.length > 0) {
    for (const line of busy) console.error(line);
    return 69;
  }
  mkdirSync(DATA, { recursive: true });
  const environment = {
    SANDBOX_STATE_FILE: path.join(DATA, 'sandbox.json'),
    ...given,
    ...(await startServices(given)),
  };
  const config = loadConfig(environment);
  const staff = await prepare(config);
  const server = startServer(environment);
  stops.push(() => endServer(server));
  const ended = new Promise<number>((resolve) => server.once('exit', (code) => resolve(code ?? 1)));
  if (await isReady(config, server)) printAddresses(config, staff);
  return ended;
}

async function busyPorts(config: Config): Promise<string[]> {
  const wanted: [string, number][] = [
    ['WEBHOOK_PORT', config.WEBHOOK_PORT],
    ['ADMIN_PORT', config.ADMIN_PORT],
  ];
  if (config.sandbox) wanted.push(['SANDBOX_PORT', config.SANDBOX_PORT]);
  const lines: string[] = [];
  for (const [variable, port] of wanted) {
    if (!(await isFree(port)))
      lines.push(
        `PORT_BUSY: port ${port} is already in use. Stop the program that uses it, or start with ${variable}=<another port>.`,
      );
  }
  return lines;
}

async function startServices(
  given: Readonly<Record<string, string | undefined>>,
): Promise<Record<string, string>> {
  const urls: Record<string, string> = {};
  if (!given['DATABASE_URL']) {
    const postgres = await startPostgres({ directory: path.join(DATA, 'postgres'), port: 55_432 });
    stops.push(() => postgres.stop());
    await createDatabase(postgres.url('postgres'));
    urls['DATABASE_URL'] = postgres.url(DATABASE);
  }
  if (!given['REDIS_URL'] && !/^(true|1|yes|on)$/i.test(given['REDIS_CLUSTER_ENABLED'] ?? '')) {
    const redis = await startRedis({ directory: path.join(DATA, 'redis'), port: 56_379, persistent: true });
    stops.push(() => redis.stop());
    urls['REDIS_URL'] = redis.url;
  }
  return urls;
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  await client.end();
}

async function prepare(config: Config): Promise<readonly DemoStaff[]> {
  const log = createLogger({ LOG_LEVEL: 'error', DEBUG: false });
  await createMigrator(config.DATABASE_MIGRATION_URL.reveal(), log).up();
  if (!config.sandbox) return [];
  const app = createApp(config, { log });
  try {
    return await seedDemo(app);
  } finally {
    await app.close();
  }
}

function startServer(environment: Readonly<Record<string, string | undefined>>): ChildProcess {
  const log = createWriteStream(LOG_FILE, { flags: 'a' });
  const child = spawn(process.execPath, [path.join(ROOT, 'src/main.ts'), 'serve'], {
    env: environment,
    // Of its own process group: Ctrl-C reaches only us, and we stop it before its database.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout?.pipe(log);
  child.stderr?.pipe(log);
  child.stderr?.pipe(process.stderr);
  return child;
}

async function endServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), 25_000);
  await gone;
  clearTimeout(timer);
}

async function isReady(config: Config, server: ChildProcess): Promise<boolean> {
  for (let attempt = 0; attempt < 600 && server.exitCode === null && !state.stopping; attempt++) {
    const answers = await Promise.all([
      fetch(`http://127.0.0.1:${config.WEBHOOK_PORT}/health`).then(
        (response) => response.status === 200,
        () => false,
      ),
      fetch(`http://127.0.0.1:${config.ADMIN_PORT}/login`).then(
        (response) => response.status === 200,
        () => false,
      ),
    ]);
    if (answers.every(Boolean)) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}

function printAddresses(config: Config, staff: readonly DemoStaff[]): void {
  const lines = ['', '⭐ Starboard runs. Open:', ''];
  if (config.sandbox) {
    lines.push(`  Chat with the bot   http://localhost:${config.SANDBOX_PORT}/`);
    lines.push(`  Pay pages           http://localhost:${config.SANDBOX_PORT}/pay`);
  }
  lines.push(`  Back office         ${config.adminOrigin}/admin`);
  for (const { role, email, password, totpSecret } of staff) {
    lines.push(
      `      ${role.padEnd(8)} ${email.padEnd(26)} ${password.padEnd(18)}${totpSecret ? `   second factor: ${totpSecret}` : ''}`,
    );
  }
  if (staff.some(({ totpSecret }) => totpSecret))
    lines.push(`      six digits of the second factor: npm run demo:code -- <role>`);
  lines.push(
    `  Health              http://localhost:${config.WEBHOOK_PORT}/health`,
    '',
    `  Log: ${path.relative(process.cwd(), LOG_FILE)}    Stop: Ctrl-C`,
    '',
  );
  console.log(lines.join('\n'));
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!state.stopping) console.log('\nStopping…');
    void stopAll();
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof ConfigError || error instanceof Error ? error.message : error);
  process.exitCode = error instanceof ConfigError ? 78 : 1;
} finally {
  await stopAll();
}
