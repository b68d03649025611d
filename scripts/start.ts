import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
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
  SERVICES_FILE,
  unreachable,
  type Config,
} from '../src/platform/index.ts';
import { openAssets } from '../src/shop/index.ts';
import { introduce, readChats, type DemoChat } from './demo/chats.ts';
import { seedDemo, type DemoStaff } from './demo/seed.ts';
import { isFree } from './services/ports.ts';
import { startPostgres } from './services/postgres.ts';
import { startRedis } from './services/redis.ts';
import { addresses } from './start/addresses.ts';
import { AlreadyRunning, endLeftovers, Note } from './start/note.ts';
import { answers, startProduct } from './start/server.ts';

/**
 * `npm start`: starts a private PostgreSQL and Redis under .data/ (unless DATABASE_URL and REDIS_URL name others), runs the
 * migrations, makes demo data in the sandbox, and starts the product. Ctrl-C stops all of it, in order. If a crash leaves
 * something running, the next start stops it. `npm start -- <folder>` keeps its data in another folder.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DATA = path.resolve(ROOT, process.argv[2] ?? '.data');
const DATABASE = 'starboard';
const LOG_FILE = path.join(DATA, 'starboard.log');
const NOTE_FILE = path.join(DATA, 'running.json');
const ENVIRONMENT_FILE = path.join(DATA, path.basename(SERVICES_FILE));
const EX_UNAVAILABLE = 69;
const EX_CONFIG = 78;
const EX_INTERRUPTED = 130;
/** npm passes on a Ctrl-C that the terminal already gave us. We ignore a repeat within this time. */
const ECHO_MS = 2000;

type Environment = Readonly<Record<string, string | undefined>>;

const stops: (() => Promise<unknown>)[] = [];
const interrupted = new AbortController();
const note = new Note(NOTE_FILE);

async function main(): Promise<number> {
  const given = { ...readEnvironment(['.env']) };
  const asked = loadConfig({ ...given, DATABASE_URL: given['DATABASE_URL'] || 'postgresql://later/' });
  mkdirSync(DATA, { recursive: true });
  const left = await endLeftovers(NOTE_FILE);
  if (left.length > 0) console.log(`Stopped processes of an earlier start: ${left.join(', ')}.`);
  const busy = await busyPorts(asked);
  if (busy.length > 0) {
    for (const line of busy) console.error(line);
    return EX_UNAVAILABLE;
  }
  stops.push(async () => note.remove());
  note.add('npm start', process.pid, 'SIGTERM');
  console.log('Setting up PostgreSQL, Redis and the data…');
  const services = await startServices(given);
  // A newcomer sees stars arrive: in the sandbox by the imitated supplier. Its addresses need no memo.
  const shown = {
    SANDBOX_STATE_FILE: path.join(DATA, 'sandbox.json'),
    DELIVERY: 'supplier',
    ...(asked.sandbox && asked.PAYMENT_ASSET === 'TON' && { HELEKET_NETWORK: 'TON' }),
  };
  const environment = { ...shown, ...given, ...services };
  const config = loadConfig(environment);
  tellCommands(config, services);
  return run(config, await prepare(config), environment);
}

/** The demo's people and chats. Empty without the sandbox. */
interface Demo {
  readonly staff: readonly DemoStaff[];
  readonly chats: readonly DemoChat[];
}

async function run(config: Config, { staff, chats }: Demo, environment: Environment): Promise<number> {
  const logFile = path.relative(process.cwd(), LOG_FILE);
  const server = startProduct(environment, LOG_FILE);
  stops.push(() => server.stop());
  note.add('the product', server.pid, 'SIGTERM');
  const { signal } = interrupted;
  if (await answers(config, server, signal)) {
    if (config.sandbox) await introduce(`http://127.0.0.1:${config.SANDBOX_PORT}`, chats);
    console.log(addresses(config, staff, logFile));
  } else if (!signal.aborted) console.error(`The product does not answer. Its log: ${logFile}`);
  await Promise.race([server.ended, new Promise((resolve) => signal.addEventListener('abort', resolve))]);
  await stopAll();
  return server.ended;
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

/** Starts the servers that have no address in the environment. Returns their addresses by variable. */
async function startServices(given: Environment): Promise<Record<string, string>> {
  const urls: Record<string, string> = {};
  if (!given['DATABASE_URL']) {
    const postgres = await startPostgres({ directory: path.join(DATA, 'postgres'), port: 55_432 });
    stops.push(() => postgres.stop());
    note.add('PostgreSQL', postgres.pid, 'SIGINT');
    goOn();
    await createDatabase(postgres.url('postgres'));
    urls['DATABASE_URL'] = postgres.url(DATABASE);
  }
  if (!given['REDIS_URL'] && !/^(true|1|yes|on)$/i.test(given['REDIS_CLUSTER_ENABLED'] ?? '')) {
    goOn();
    const redis = await startRedis({ directory: path.join(DATA, 'redis'), port: 56_379, persistent: true });
    stops.push(() => redis.stop());
    note.add('Redis', redis.pid, 'SIGTERM');
    urls['REDIS_URL'] = redis.url;
  }
  goOn();
  return urls;
}

/** Writes the addresses of the private servers to a file, so that `npm run cli` finds them while we run. */
function tellCommands(config: Config, services: Readonly<Record<string, string>>): void {
  const { WEBHOOK_PORT, ADMIN_PORT, SANDBOX_PORT } = config;
  const lines = Object.entries({ ...services, WEBHOOK_PORT, ADMIN_PORT, SANDBOX_PORT });
  stops.push(async () => rmSync(ENVIRONMENT_FILE, { force: true }));
  writeFileSync(ENVIRONMENT_FILE, lines.map(([name, value]) => `${name}=${value}\n`).join(''), {
    mode: 0o600,
  });
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  await client.end();
}

async function prepare(config: Config): Promise<Demo> {
  const log = createLogger({ LOG_LEVEL: 'error', DEBUG: false });
  await createMigrator(config.DATABASE_MIGRATION_URL.reveal(), log).up();
  goOn();
  const app = createApp(config, { log });
  try {
    // This must come first: the demo's people have accounts in the shop's coin.
    await openAssets(app);
    goOn();
    if (!config.sandbox) return { staff: [], chats: [] };
    const staff = await seedDemo(app);
    goOn();
    return { staff, chats: await readChats(app) };
  } finally {
    await app.close();
  }
}

/** Call it before starting something new: it throws after a Ctrl-C. */
function goOn(): void {
  interrupted.signal.throwIfAborted();
}

async function stopAll(): Promise<void> {
  for (let stop = stops.pop(); stop; stop = stops.pop())
    await stop().catch((error: unknown) => console.error(error));
}

function listenToSignals(): void {
  let since: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (since === undefined) {
        since = Date.now();
        console.log('\nStopping…');
        interrupted.abort();
      } else if (Date.now() - since > ECHO_MS) {
        // A second Ctrl-C means that the person does not want to wait. Our servers end with us.
        process.exit(EX_INTERRUPTED);
      }
    });
  }
}

listenToSignals();
try {
  process.exitCode = await main();
} catch (error) {
  const shown = unreachable(error) ?? error;
  if (!interrupted.signal.aborted) console.error(shown instanceof Error ? shown.message : shown);
  process.exitCode = interrupted.signal.aborted
    ? EX_INTERRUPTED
    : error instanceof ConfigError
      ? EX_CONFIG
      : error instanceof AlreadyRunning
        ? EX_UNAVAILABLE
        : 1;
} finally {
  await stopAll();
}
