import { closeSync, mkdirSync, openSync } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
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

/** Starts `redis-server`, which is installed with the system's package manager where it is missing. */
export async function startRedis(options: {
  directory: string;
  port?: number;
  persistent: boolean;
}): Promise<PrivateRedis> {
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
  await waitUntilReady(url, child, logFile);
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

async function waitUntilReady(url: string, child: ChildProcess, logFile: string): Promise<void> {
  const client = new Redis(url, {
    lazyConnect: true,
    retryStrategy: (times) => (times > 100 ? null : 50),
    maxRetriesPerRequest: 100,
  });
  client.on('error', () => {});
  try {
    await client.connect().catch(() => {});
    // Another Redis may have taken the port in between and answer in its place.
    await client.ping();
    if (child.exitCode !== null) throw new Error('it has ended');
  } catch (error) {
    throw new Error(`Redis did not start:\n${endOf(logFile)}`, { cause: error });
  } finally {
    client.disconnect();
  }
}
