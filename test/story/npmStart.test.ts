import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { freePort } from '../../scripts/services/ports.ts';
import { atEnd } from '../kit/atEnd.ts';
import { createPlayer } from '../kit/player.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PATIENCE = { timeout: 60_000, interval: 100 };

interface Noted {
  name: string;
  pid: number;
}

/** A folder for the data of one `npm start`, below a path with a space; whatever runs in it ends with the test file. */
async function createPlace(): Promise<{
  folder: string;
  start: () => Started;
  running: () => Noted[];
  sandboxUrl: string;
  publicUrl: string;
  adminUrl: string;
}> {
  const folder = mkdtempSync(path.join(tmpdir(), 'starboard start-'));
  // Started by root, PostgreSQL runs as another account, which has to get in.
  chmodSync(folder, 0o755);
  const data = path.join(folder, '.data');
  const [publicPort, adminPort, sandboxPort] = [await freePort(), await freePort(), await freePort()];
  const running = (): Noted[] => {
    const file = path.join(data, 'running.json');
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Noted[]) : [];
  };
  atEnd(() => {
    for (const { pid } of running()) if (lives(pid)) process.kill(pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    running,
    sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
    publicUrl: `http://127.0.0.1:${publicPort}`,
    adminUrl: `http://localhost:${adminPort}`,
    start: () =>
      new Started(data, {
        PATH: process.env['PATH'] ?? '',
        HOME: process.env['HOME'] ?? '',
        WEBHOOK_PORT: String(publicPort),
        ADMIN_PORT: String(adminPort),
        SANDBOX_PORT: String(sandboxPort),
      }),
  };
}

class Started {
  output = '';
  readonly child: ChildProcess;
  readonly #ended: Promise<unknown[]>;

  constructor(data: string, environment: Record<string, string>) {
    this.child = spawn(process.execPath, [path.join(ROOT, 'scripts/start.ts'), data], {
      // Away from any .env of the project.
      cwd: tmpdir(),
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.#ended = once(this.child, 'close');
  }

  async says(words: string): Promise<void> {
    await vi.waitFor(() => expect(this.output).toContain(words), PATIENCE);
  }

  async end(signal?: NodeJS.Signals): Promise<number | null> {
    if (signal) this.child.kill(signal);
    const [code] = await this.#ended;
    return code as number | null;
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A process that has ended and was not yet fetched by whoever has to does nothing any more.
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** What a command says that is called beside a running start, with nothing but its folder. */
async function check(cwd: string): Promise<string> {
  const child = spawn(process.execPath, [path.join(ROOT, 'src/main.ts'), 'check-connections'], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  return output;
}

/** An agent's open page: a log-in of the demo and the socket over which the page hears news. */
async function openTab(adminUrl: string): Promise<void> {
  const answer = await fetch(`${adminUrl}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: adminUrl },
    body: new URLSearchParams({ email: 'support@demo.example', password: 'demo-support-2026', next: '' }),
  });
  const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]);
  const socket = new WebSocket(`${adminUrl.replace('http', 'ws')}/admin/live`, {
    headers: { cookie: cookie.join('; '), origin: adminUrl },
  });
  socket.on('error', () => {});
  await once(socket, 'open');
}

const place = await createPlace();
const player = createPlayer(place.sandboxUrl);

test('npm start, when it is stopped, then it gave the addresses to open, and nothing stays behind', async () => {
  const start = place.start();
  await start.says('Stop: Ctrl-C');
  for (const address of ['Chat with the bot', 'Pay pages', 'Back office', 'admin@demo.example', 'Health'])
    expect(start.output).toContain(address);
  expect((await fetch(`${place.publicUrl}/health`)).status).toBe(200);
  await player.bob.send('/start');
  await player.bob.waitFor('Starboard');
  await openTab(place.adminUrl);
  const running = place.running();
  expect(running.map(({ name }) => name)).toEqual(['npm start', 'PostgreSQL', 'Redis', 'the product']);

  expect(await start.end('SIGINT')).toBe(0);

  expect(running.filter(({ pid }) => lives(pid))).toEqual([]);
  expect(place.running()).toEqual([]);
});

test('npm start, when it is called a second time, then its data are there, commands reach them, and a third is sent away', async () => {
  const start = place.start();
  await start.says('Stop: Ctrl-C');
  expect((await player.bob.messages()).some(({ text }) => text === '/start')).toBe(true);
  await player.bob.send('/balance');
  await player.bob.waitFor('balance');
  expect(await check(place.folder)).toMatch(
    /PostgreSQL \S+ answers\n.*Redis answers and writes\n.*token of the bot is right\n.*\n.*Heleket takes our key.*\nNothing is broken/,
  );

  const beside = place.start();

  expect(await beside.end()).toBe(69);
  expect(beside.output).toContain(`already runs with this data (process ${start.child.pid})`);
  expect(await start.end('SIGTERM')).toBe(0);
  expect(await check(place.folder)).toContain('DATABASE_URL is missing');
});

test('npm start, when an earlier one was killed, then what that left running is ended and its data are there', async () => {
  const killed = place.start();
  await killed.says('Stop: Ctrl-C');
  const orphans = place.running();
  await killed.end('SIGKILL');
  expect(orphans.filter(({ pid }) => lives(pid)).map(({ name }) => name)).toContain('PostgreSQL');

  const start = place.start();

  await start.says('Stopped processes of an earlier start: the product, Redis, PostgreSQL');
  await start.says('Stop: Ctrl-C');
  expect(orphans.filter(({ pid }) => lives(pid))).toEqual([]);
  expect((await player.bob.messages()).some(({ text }) => text === '/balance')).toBe(true);
  expect(await start.end('SIGTERM')).toBe(0);
});

test('npm start, when it is stopped while it still sets up, then it ends and nothing stays behind', async () => {
  const fresh = await createPlace();
  const first = fresh.start();
  await vi.waitFor(() => expect(fresh.running().map(({ name }) => name)).toContain('PostgreSQL'), PATIENCE);
  const running = fresh.running();
  expect(await first.end('SIGINT')).toBe(130);
  expect(first.output).not.toContain('Stop: Ctrl-C');
  expect(running.filter(({ pid }) => lives(pid))).toEqual([]);

  const second = fresh.start();
  await second.says('Stop: Ctrl-C');
  expect(await second.end('SIGTERM')).toBe(0);
});
