import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { atEnd } from '../kit/atEnd.ts';
import { createEnvironment } from '../kit/product.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** Runs one command of the command line to its end. */
function run(
  args: readonly string[],
  environment: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    // Away from any .env of the project.
    cwd: tmpdir(),
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  atEnd(() => child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}

test('a start, when several variables are wrong, then all are listed and it ends with 78', async () => {
  const { code, output } = await run(['serve'], {
    PATH: process.env['PATH'] ?? '',
    WEBHOOK_PORT: 'abc',
    PAYMENT_TIMEOUT: '5',
    SANDBOX: 'maybe',
  });
  expect(code).toBe(78);
  for (const name of [
    'DATABASE_URL is missing',
    'WEBHOOK_PORT is wrong',
    'PAYMENT_TIMEOUT is wrong',
    'SANDBOX is wrong',
  ])
    expect(output).toContain(name);
});

test('a start in production without keys, when nothing is given, then it names them and never begins the sandbox', async () => {
  const { environment } = await createEnvironment({ ENVIRONMENT: 'production', SANDBOX: 'auto' });
  const { code, output } = await run(['serve'], environment);
  expect(code).toBe(78);
  for (const name of ['TELEGRAM_TOKEN', 'API_KEY', 'MERCHANT_UUID', 'SESSION_SECRET', 'ENCRYPTION_KEYS'])
    expect(output).toContain(`${name} is missing`);
});

test('a start, when Redis gives it fewer connections than its roles need, then it names the number and ends with 78', async () => {
  const { environment } = await createEnvironment({ REDIS_MAX_CONNECTIONS: '9' });
  const { code, output } = await run(['serve'], environment);
  expect(code).toBe(78);
  expect(output).toContain('the roles web,bot,worker needs 10 connections to Redis (given: 9)');
});

test('a start, when a port is taken, then the port and its variable are named and it ends with 69', async () => {
  const { environment } = await createEnvironment();
  const squatter = createServer();
  atEnd(() => squatter.close());
  await new Promise<void>((resolve) =>
    squatter.listen(Number(environment['ADMIN_PORT']), '127.0.0.1', resolve),
  );
  const { code, output } = await run(['serve'], environment);
  expect(code).toBe(69);
  expect(output).toContain(`Port ${environment['ADMIN_PORT']} is already in use`);
  expect(output).toContain('ADMIN_PORT');
});

test('the command line, when called wrongly, then it lists every command and ends with 64', async () => {
  const { code, output } = await run(['fly'], { PATH: process.env['PATH'] ?? '' });
  expect(code).toBe(64);
  for (const command of ['serve', 'migrate up', 'ledger verify', 'reconcile', 'staff create'])
    expect(output).toContain(command);
  expect(await run([], { PATH: process.env['PATH'] ?? '' })).toMatchObject({ code: 0, output });
});

test.each([[['serve']], [['migrate', 'status']], [['ledger', 'verify']]])(
  'a command (%s), when PostgreSQL is out of reach, then it says so in a line and ends with 69',
  async (args) => {
    const { code, output } = await run(args, {
      PATH: process.env['PATH'] ?? '',
      SANDBOX: 'on',
      DATABASE_URL: 'postgresql://someone:hidden-password@127.0.0.1:1/shop',
      REDIS_URL: 'redis://127.0.0.1:1',
    });
    expect(code).toBe(69);
    expect(output).toContain('DATABASE_UNAVAILABLE: PostgreSQL is out of reach: connect ECONNREFUSED');
    expect(output).not.toContain('hidden-password');
    expect(output).not.toContain('    at ');
  },
);
