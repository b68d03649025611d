import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { startRedis } from '../../scripts/services/redis.ts';
import { startBeating } from '../../src/health/index.ts';
import { createTestRedis } from '../kit/testRedis.ts';
import { atEnd } from '../kit/atEnd.ts';
import { buy, openShop, pay, stateOf } from '../kit/shop.ts';

// One address that leads to the master, as a name or a virtual address does; old connections stay open after a failover.
const first = await createTestRedis();
const directory = mkdtempSync(path.join(tmpdir(), 'starboard-second-redis-'));
const second = await startRedis({ directory, persistent: false });
atEnd(async () => {
  await second.stop();
  rmSync(directory, { recursive: true, force: true });
});
let master = first.port;
const sockets = new Set<Socket>();
const address = createServer((incoming) => {
  const outgoing = connect(master, '127.0.0.1');
  for (const [socket, other] of [
    [incoming, outgoing],
    [outgoing, incoming],
  ] as const) {
    sockets.add(socket);
    socket.on('error', () => other.destroy()).on('close', () => other.destroy());
    socket.pipe(other);
  }
}).listen(0, '127.0.0.1');
await new Promise((resolve) => address.once('listening', resolve));
atEnd(() => {
  for (const socket of sockets) socket.destroy();
  address.close();
});

const { port } = address.address() as AddressInfo;
const shop = await openShop({ REDIS_URL: `redis://127.0.0.1:${port}` }, { recoveryMs: 1000 });
const { app } = shop;
const lines: string[] = [];
app.log.warn = ((_data: object, msg: string) => void lines.push(msg)) as typeof app.log.warn;
const [one, two] = [first.port, second.port].map((at) => new Redis(at, '127.0.0.1')) as [Redis, Redis];
atEnd(() => {
  one.disconnect();
  two.disconnect();
});
interface Health {
  ok: boolean;
  status: string;
  redis: { ok: boolean; reads: boolean; writes: boolean; reason?: string };
  signs: { name: string; severity: string }[];
}
const health = async (): Promise<{ code: number; body: Health }> => {
  const response = await fetch(`${shop.publicUrl}/health`);
  return { code: response.status, body: (await response.json()) as Health };
};
const namesOf = ({ body }: { body: Health }): string[] => body.signs.map(({ name }) => name);
await two.replicaof('127.0.0.1', first.port);
await shop.jobs().start();
atEnd(startBeating(app));
/** Until every schedule stands and ran. */
const allWell = () => expect.poll(async () => (await health()).code, { timeout: 30_000 }).toBe(200);

test('a failover, when the old connections stay open, then everything reconnects by itself and payments are credited', async () => {
  const before = await buy(app);
  await pay(shop, before);
  await expect.poll(async () => (await stateOf(app, before)).order, { timeout: 30_000 }).toBe('paid');

  await two.replicaof('NO', 'ONE');
  await one.replicaof('127.0.0.1', second.port);
  master = second.port;
  const after = await buy(app);
  await pay(shop, after);
  await expect.poll(async () => (await stateOf(app, after)).order, { timeout: 50_000 }).toBe('paid');
  await allWell();
});

test('Redis, when it only lets itself be read, then health tells writes from reads and names the reason', async () => {
  await two.replicaof('127.0.0.1', 1);
  await expect
    .poll(async () => (await health()).body.redis, { timeout: 20_000 })
    .toMatchObject({ ok: false, reads: true, writes: false, reason: 'Redis refuses to write (READONLY)' });
  // The parts of an answer are looked at, and kept for a while, each by itself.
  await expect.poll(async () => namesOf(await health()), { timeout: 20_000 }).toContain('redis.writes');
  const ill = await health();
  expect({ code: ill.code, status: ill.body.status }).toEqual({ code: 503, status: 'unhealthy' });
  await two.replicaof('NO', 'ONE');
  await allWell();
});

test('Redis, when its memory is full, then health says that it refuses to write; when it evicts, then that is named', async () => {
  await two.config('SET', 'maxmemory', '1');
  await expect
    .poll(async () => (await health()).body.redis, { timeout: 20_000 })
    .toMatchObject({ reads: true, writes: false, reason: 'Redis refuses to write (OOM)' });
  await two.config('SET', 'maxmemory', '0');
  await two.config('SET', 'maxmemory-policy', 'allkeys-lru');
  await expect.poll(async () => namesOf(await health()), { timeout: 20_000 }).toContain('redis.evicts');
  // It works: a person should look.
  await expect.poll(async () => (await health()).body.status, { timeout: 20_000 }).toBe('degraded');
  expect((await health()).code).toBe(200);
  await two.config('SET', 'maxmemory-policy', 'noeviction');
  await allWell();
});

test('Redis, when it is away for a while, then one line tells of the beginning and one of the end', async () => {
  // What the tests before did is over once a look at Redis found it well.
  await new Promise((resolve) => setTimeout(resolve, 13_000));
  lines.length = 0;
  const good = master;
  master = 1;
  for (const socket of sockets) socket.destroy();
  await expect.poll(async () => (await health()).body.redis.reads, { timeout: 20_000 }).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 5000));
  master = good;
  await allWell();
  await expect.poll(() => lines.at(-1), { timeout: 20_000 }).toBe('redis is back');
  expect(lines.filter((line) => line.endsWith('is away'))).toEqual(['redis is away']);
  expect(lines.filter((line) => line.endsWith('is back'))).toEqual(['redis is back']);
});
