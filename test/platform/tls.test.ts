import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, test } from 'vitest';
import { startPostgres } from '../../scripts/services/postgres.ts';
import { normaliseDatabaseUrl } from '../../src/platform/variables/databaseUrl.ts';
import { atEnd } from '../kit/atEnd.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'tls-'));
const certificate = path.join(folder, 'cert.pem');
const key = path.join(folder, 'key.pem');
const made = spawnSync(
  'openssl',
  `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout ${key} -out ${certificate}`.split(
    ' ',
  ),
  { encoding: 'utf8' },
);
if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`);
chmodSync(folder, 0o755);
chmodSync(key, 0o600);

const directory = path.join(folder, 'data');
const plain = await startPostgres({ directory });
// The key must belong to whom the server runs as.
const { uid, gid } = statSync(plain.directory);
for (const file of [certificate, key]) chownSync(file, uid, gid);
await plain.stop();
const server = await startPostgres({
  directory,
  settings: { ssl: 'on', ssl_cert_file: certificate, ssl_key_file: key },
});
atEnd(() => server.stop());
const address = (query: string, host = 'localhost'): string =>
  server.url('postgres').replace('127.0.0.1', host) + query;

/** One command of the command line, on a database of this address. */
function run(url: string): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [MAIN, 'migrate', 'status'], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'] ?? '', SANDBOX: 'on', DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  atEnd(() => child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}

async function isEncrypted(query: string, host?: string): Promise<boolean | undefined> {
  const client = new pg.Client({ connectionString: normaliseDatabaseUrl(address(query, host)) });
  await client.connect();
  const { rows } = await client.query<{ ssl: boolean }>(
    'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
  );
  await client.end();
  return rows[0]?.ssl;
}

test.each([
  [
    'require',
    /self-signed: name its CA with sslmode=verify-full&sslrootcert=.*sslmode=no-verify, which encrypts/,
  ],
  ['verify-full', /self-signed/],
])(
  'a command, when sslmode is %s and the certificate is self-signed, then it says what would do and ends with 69',
  async (mode, words) => {
    const { code, output } = await run(address(`?sslmode=${mode}`));
    expect(code).toBe(69);
    expect(output).toContain('DATABASE_UNAVAILABLE');
    expect(output).toMatch(words);
    expect(output).not.toMatch(/INTERNAL|SECURITY WARNING|\n {4}at /);
  },
);

test('a command, when the certificate is for another name, then it says so and ends with 69', async () => {
  const { code, output } = await run(address(`?sslmode=verify-full&sslrootcert=${certificate}`, '127.0.0.1'));
  expect(code).toBe(69);
  expect(output).toMatch(/for another name/);
});

test.each([
  ['?sslmode=disable', 'localhost', false],
  ['?sslmode=no-verify', 'localhost', true],
  [`?sslmode=require&sslrootcert=${certificate}`, 'localhost', true],
  [`?sslmode=verify-full&sslrootcert=${certificate}`, 'localhost', true],
  [`?sslmode=verify-ca&sslrootcert=${certificate}`, '127.0.0.1', true],
])('a connection, when the address says %s for %s, then encryption is %s', async (query, host, ssl) => {
  expect(await isEncrypted(query, host)).toBe(ssl);
});

test('a command, when the server does not encrypt at all, then it says so and ends with 69', async () => {
  const bare = await startPostgres({ directory: path.join(folder, 'bare') });
  atEnd(() => bare.stop());
  const { code, output } = await run(`${bare.url('postgres')}?sslmode=require`);
  expect(code).toBe(69);
  expect(output).toMatch(/does not encrypt: sslmode=disable/);
});
