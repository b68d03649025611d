import { closeSync, mkdirSync, openSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import { freePort, isFree } from './ports.ts';
import { installWithSystem } from './install.ts';
import { endOf, onPath, startServer, stopServer } from './run.ts';

/** A private Redis server on loopback. */
export interface PrivateRedis {
  port: number;
  url: string;
  pid: number;
  stop(): Promise<void>;
}

export interface RedisOptions {
  directory: string;
  /** The wanted port. If it is busy or not given, another free port is used. */
  port?: number;
  persistent: boolean;
}

/** Another program may take a free port before Redis starts on it. */
const MOST_ATTEMPTS = 3;

/** Starts `redis-server`. If it is missing, the system's package manager installs it. */
export async function startRedis(options: RedisOptions): Promise<PrivateRedis> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(options);
    } catch (error) {
      if (attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

async function startOnce(options: RedisOptions): Promise<PrivateRedis> {
  const binary = redisBinary();
  const directory = path.resolve(options.directory);
  mkdirSync(directory, { recursive: true });
  const port = options.port !== undefined && (await isFree(options.port)) ? options.port : await freePort();
  const persistence = options.persistent ? ['--appendonly', 'yes'] : ['--save', '', '--appendonly', 'no'];
  const logFile = path.join(directory, 'redis.log');
  const log = openSync(logFile, 'w');
  const child = startServer(
    binary,
    [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      directory,
      '--maxmemory-policy',
      'noeviction',
      '--loglevel',
      'warning',
      ...persistence,
    ],
    { endSignal: 'SIGTERM', stdio: ['ignore', log, log] },
  );
  closeSync(log);
  const url = `redis://127.0.0.1:${port}`;
  try {
    await waitUntilReady(url, directory);
  } catch (error) {
    await stopServer(child, 'SIGTERM');
    throw new Error(`Redis did not start:\n${endOf(logFile)}`, { cause: error });
  }
  return { port, url, pid: child.pid ?? 0, stop: () => stopServer(child, 'SIGTERM') };
}

export function redisBinary(): string {
  const found = onPath('redis-server') ?? onPath('valkey-server');
  if (found) return found;
  installWithSystem('Redis', { debian: 'redis-server', fedora: 'redis', alpine: 'redis', brew: 'redis' });
  const installed = onPath('redis-server');
  if (!installed) throw new Error('Redis was installed but redis-server is not on PATH');
  return installed;
}

/** Waits for the Redis with its files in `directory`. Another Redis on the same port does not count. */
async function waitUntilReady(url: string, directory: string): Promise<void> {
  const client = new Redis(url, {
    lazyConnect: true,
    retryStrategy: (times) => (times > 100 ? null : 50),
    maxRetriesPerRequest: 100,
  });
  client.on('error', () => {});
  try {
    await client.connect().catch(() => {});
    const [, used] = await client.config('GET', 'dir');
    if (used === undefined || realpathSync(used) !== realpathSync(directory))
      throw new Error('another Redis answers on its port');
  } finally {
    client.disconnect();
  }
}
