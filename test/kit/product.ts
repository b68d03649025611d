import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../scripts/services/ports.ts';
import { atEnd } from './atEnd.ts';
import { GENEROUS } from './generous.ts';
import { createTestDb, type TestDb } from './testDb.ts';
import { createTestRedis } from './testRedis.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** The whole product as a process of its own, started as an operator does, with everything that it printed. */
export interface Product {
  readonly publicUrl: string;
  readonly adminUrl: string;
  readonly sandboxUrl: string;
  readonly testDb: TestDb;
  readonly redisUrl: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly child: ChildProcess;
  /** Log lines so far, parsed. */
  log(): Record<string, unknown>[];
  /** SIGKILL, like a crash. Waits until the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM. Returns the exit code. */
  stop(): Promise<number | null>;
  /** Starts it again on the same ports, database and Redis, with other variables if given. */
  start(changes?: Record<string, string>): Promise<void>;
}

/** Ports, database and Redis for one product of the calling test file, and its environment variables. */
export async function createEnvironment(
  extra: Record<string, string> = {},
): Promise<{ environment: Record<string, string>; testDb: TestDb; redisUrl: string }> {
  const testDb = await createTestDb();
  const redis = await createTestRedis();
  const [publicPort, adminPort, sandboxPort] = [await freePort(), await freePort(), await freePort()];
  const directory = mkdtempSync(path.join(tmpdir(), 'starboard-product-'));
  atEnd(() => rmSync(directory, { recursive: true, force: true }));
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    ENVIRONMENT: 'test',
    SANDBOX: 'on',
    LOG_LEVEL: 'info',
    SANDBOX_STATE_FILE: path.join(directory, 'sandbox.json'),
    ...GENEROUS,
    DATABASE_URL: testDb.url,
    REDIS_URL: redis.url,
    WEBHOOK_PORT: String(publicPort),
    ADMIN_PORT: String(adminPort),
    SANDBOX_PORT: String(sandboxPort),
    DATABASE_POOL_SIZE: '10',
    DATABASE_MAX_OVERFLOW: '5',
    ...extra,
  };
  return { environment, testDb, redisUrl: redis.url };
}

export async function startProduct(extra: Record<string, string> = {}): Promise<Product> {
  const { environment, testDb, redisUrl } = await createEnvironment(extra);
  const runner = new Runner(environment);
  atEnd(() => runner.kill());
  await runner.start();
  return {
    publicUrl: `http://127.0.0.1:${environment['WEBHOOK_PORT']}`,
    adminUrl: `http://localhost:${environment['ADMIN_PORT']}`,
    sandboxUrl: `http://127.0.0.1:${environment['SANDBOX_PORT']}`,
    testDb,
    redisUrl,
    environment,
    get child() {
      return runner.child;
    },
    log: () => runner.lines(),
    kill: () => runner.kill(),
    stop: () => runner.stop(),
    start: (changes) => runner.start(changes),
  };
}

/** One more process of a running product, with these variables changed. It ends with the test file. */
export async function startReplica(
  product: Product,
  changes: Record<string, string>,
): Promise<{ kill(): Promise<void>; start(): Promise<void> }> {
  const runner = new Runner({ ...product.environment, ...changes });
  atEnd(() => runner.kill());
  await runner.start();
  return { kill: () => runner.kill(), start: () => runner.start() };
}

class Runner {
  #child: ChildProcess | undefined;
  #output = '';
  readonly #environment: Record<string, string>;

  constructor(environment: Record<string, string>) {
    this.#environment = environment;
  }

  get child(): ChildProcess {
    if (!this.#child) throw new Error('the product was not started');
    return this.#child;
  }

  async start(changes: Record<string, string> = {}): Promise<void> {
    const child = spawn(process.execPath, [MAIN, 'serve'], {
      // Not in the folder of the project, because its .env may have real keys.
      cwd: tmpdir(),
      env: { ...this.#environment, ...changes },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    const seen = this.#output.length;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    for (let attempt = 0; attempt < 600; attempt++) {
      if (child.exitCode !== null)
        throw new Error(`the product ended with ${child.exitCode}:\n${this.#output.slice(seen)}`);
      if (this.#output.slice(seen).includes('"msg":"started"')) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the product did not start:\n${this.#output.slice(seen)}`);
  }

  lines(): Record<string, unknown>[] {
    return this.#output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null)
      return Promise.resolve(child?.exitCode ?? null);
    return new Promise((resolve) => {
      child.once('exit', (code) => resolve(code));
      child.kill(signal);
    });
  }
}
