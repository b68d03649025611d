import { chmodSync, closeSync, existsSync, mkdtempSync, openSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { installWithSystem } from './install.ts';
import { freePort } from './ports.ts';
import { endOf, onPath, startServer, stopServer } from './run.ts';

/** A private PgBouncer on loopback in front of a PostgreSQL. */
export interface PrivatePgbouncer {
  /** Returns the address of a database of that PostgreSQL, through the pooler. */
  url(of: string): string;
  stop(): Promise<void>;
}

/** Debian keeps servers in folders that are only on root's PATH. */
const PLACES = ['/usr/sbin/pgbouncer', '/usr/local/sbin/pgbouncer'];
/** It refuses to run as root. */
const NOBODY = 65_534;

/** Starts `pgbouncer` in front of `server`. If it is missing, the system's package manager installs it. */
export async function startPgbouncer(
  server: string,
  mode: 'session' | 'transaction',
): Promise<PrivatePgbouncer> {
  const { hostname, port, username, password } = new URL(server);
  const directory = mkdtempSync(path.join(tmpdir(), 'pgbouncer-'));
  const listenPort = await freePort();
  const users = path.join(directory, 'users.txt');
  writeFileSync(users, `"${username}" "${decodeURIComponent(password)}"\n`);
  const settings = path.join(directory, 'pgbouncer.ini');
  writeFileSync(
    settings,
    [
      '[databases]',
      `* = host=${hostname} port=${port}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${listenPort}`,
      'unix_socket_dir =',
      `pool_mode = ${mode}`,
      'auth_type = scram-sha-256',
      `auth_file = ${users}`,
      'default_pool_size = 5',
      'max_client_conn = 200',
      '',
    ].join('\n'),
  );
  for (const file of [directory, users, settings]) chmodSync(file, 0o755);
  const logFile = path.join(directory, 'pgbouncer.log');
  const log = openSync(logFile, 'w');
  const child = startServer(pgbouncerBinary(), [settings], {
    ...(process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}),
    endSignal: 'SIGTERM',
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const url = (of: string): string => {
    const through = new URL(of);
    through.host = `127.0.0.1:${listenPort}`;
    return through.href;
  };
  try {
    await waitUntilReady(url(server));
  } catch (error) {
    await stopServer(child, 'SIGTERM');
    throw new Error(`PgBouncer did not start:\n${endOf(logFile)}`, { cause: error });
  }
  return { url, stop: () => stopServer(child, 'SIGTERM') };
}

function pgbouncerBinary(): string {
  const find = (): string | undefined => onPath('pgbouncer') ?? PLACES.find((place) => existsSync(place));
  const found = find();
  if (found !== undefined) return found;
  installWithSystem('PgBouncer', {
    debian: 'pgbouncer',
    fedora: 'pgbouncer',
    alpine: 'pgbouncer',
    brew: 'pgbouncer',
  });
  const installed = find();
  if (installed === undefined) throw new Error('PgBouncer was installed but cannot be found');
  return installed;
}

const ATTEMPTS = 100;

async function waitUntilReady(url: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
