import { readFileSync, rmSync } from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { freePort, isFree } from '../../../scripts/services/ports.ts';
import { createPlayer, type Player } from '../../kit/player.ts';
import { openEngine, type Engine } from './engine.ts';
import { makeFolder } from './folder.ts';
import { giveStars, sellStars } from './sale.ts';

/**
 * `npm run test:deploy`: builds the image, brings the whole Compose file up, plays a sale with its delivery through nginx
 * over TLS, scales, kills, and takes everything down. It needs an engine for containers and the ports 80, 443, 8080 and
 * 8443. `--no-build` uses the image `starboard` that is there.
 */
const { values } = parseArgs({ options: { 'no-build': { type: 'boolean', default: false } } });
const FILES = ['docker-compose.yml', 'docker-compose.prod.yml', 'test/deploy/trial/played.yml'];
const PORTS = [80, 443, 8080, 8443];
const PATIENCE_MS = 180_000;

async function main(): Promise<void> {
  const taken = (await Promise.all(PORTS.map(async (port) => ((await isFree(port)) ? [] : [port])))).flat();
  if (taken.length > 0)
    throw new Error(`These ports must be free: ${taken.join(', ')}. Stop what uses them.`);
  const playedPort = await freePort();
  const folder = makeFolder(playedPort);
  const engine = await openEngine(folder, FILES);
  const takeDown = (): void => {
    engine.compose('down', '-v', '--remove-orphans');
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('SIGINT', () => {
    takeDown();
    process.exit(130);
  });
  try {
    await walk(engine, folder, createPlayer(`http://127.0.0.1:${playedPort}`));
  } catch (error) {
    console.error(engine.compose('logs', '--tail', '40', 'app', 'worker', 'nginx', 'played'));
    throw error;
  } finally {
    takeDown();
  }
}

async function walk(engine: Engine, folder: string, player: Player): Promise<void> {
  const ask = visitor(readFileSync(path.join(folder, 'ssl/cert.pem'), 'utf8'));
  const step = steps();
  if (!values['no-build']) await step('the image is built', () => void engine.compose('build', 'app'));
  await step('everything starts and is healthy', async () => {
    engine.compose('up', '-d', '--no-build', '--scale', 'app=1', '--scale', 'worker=1');
    await healthy(engine, { app: 1, worker: 1, nginx: 1 });
  });
  await step('health answers on 8443 and 8080, and the back office under its own name alone', async () => {
    expect((await ask('/health', 'localhost', 8443)).status, 200);
    expect((await fetch('http://127.0.0.1:8080/health')).status, 200);
    expect((await ask('/login', 'admin.localhost')).status, 200);
    expect((await ask('/login', 'localhost')).status, 404);
    expect((await ask('/metrics', 'admin.localhost')).status, 404);
  });
  await step('an administrator gets a one-time link', () => {
    const staff = ['--email', 'a@shop.example', '--name', 'Ada', '--role', 'admin'];
    const said = engine.compose('exec', '-T', 'app', 'node', 'src/main.ts', 'staff', 'create', ...staff);
    if (!said.includes('https://admin.localhost/')) throw new Error(`no link: ${said}`);
  });
  await step('a sale: 100 stars are bought, and sent to an account', async () => {
    await sellStars(player, player.bob);
    await giveStars(player.bob);
  });
  await step('three apps and two workers serve', async () => {
    engine.compose('up', '-d', '--no-build', '--no-recreate', '--scale', 'app=3', '--scale', 'worker=2');
    await healthy(engine, { app: 3, worker: 2, nginx: 1 });
  });
  await step('one app and one worker are killed: no request fails, and a sale goes on', async () => {
    const [app = '', worker = ''] = [idsOf(engine, 'app')[0], idsOf(engine, 'worker')[0]];
    const sale = sellStars(player, player.anna);
    engine.run('kill', '--signal', 'KILL', app);
    engine.run('kill', '--signal', 'KILL', worker);
    for (let n = 0; n < 50; n++) {
      expect((await ask('/health/db', 'localhost')).status, 200);
      // Slower than nginx's own limit.
      await new Promise((resolve) => setTimeout(resolve, 120));
    }
    await sale;
  });
  await step('everything stops in order', () => {
    const ids = ['app', 'worker'].flatMap((service) => idsOf(engine, service));
    engine.compose('stop');
    for (const id of ids) {
      const code = engine.run('inspect', '--format', '{{.State.ExitCode}}', id).trim();
      // 137: one of the two that were killed and not started again.
      if (code !== '0' && code !== '137') throw new Error(`a container ended with ${code}`);
    }
  });
}

/** Prints each step with its time. */
function steps(): (name: string, work: () => Promise<void> | void) => Promise<void> {
  return async (name, work) => {
    const started = Date.now();
    try {
      await work();
    } catch (error) {
      console.log(`✗ ${name}`);
      throw error;
    }
    console.log(`✓ ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  };
}

function expect(found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`expected ${String(wanted)}, found ${String(found)}`);
}

const idsOf = (engine: Engine, service: string): string[] =>
  engine.compose('ps', '-q', service).split('\n').filter(Boolean);

async function healthy(engine: Engine, wanted: Readonly<Record<string, number>>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    engine.askHealth();
    const found = Object.keys(wanted).map((service) => {
      const states = idsOf(engine, service).map((id) =>
        engine.run('inspect', '--format', '{{.State.Health.Status}}', id).trim(),
      );
      return [service, states.filter((state) => state === 'healthy').length] as const;
    });
    if (found.every(([service, count]) => count === wanted[service])) return;
    if (Date.now() > end)
      throw new Error(`not healthy in time: ${found.map(([service, n]) => `${service} ${n}`).join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** Asks nginx over TLS, with a check of its certificate. */
function visitor(ca: string): (path: string, host: string, port?: number) => Promise<{ status: number }> {
  return (where, host, port = 443) =>
    new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', servername: host, headers: { host }, path: where, port, ca };
      https
        .get(options, (response) => {
          response.resume();
          response.on('end', () => resolve({ status: response.statusCode ?? 0 }));
        })
        .on('error', reject);
    });
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
