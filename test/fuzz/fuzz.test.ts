import { once } from 'node:events';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { verifyLedger } from '../../src/ledger/index.ts';
import { connectionsOf } from '../../src/queue/index.ts';
import { eventually } from '../kit/eventually.ts';
import type { Browser } from '../kit/office.ts';
import { createPlayer } from '../kit/player.ts';
import { hostileValue, SEED, written } from './hostile.ts';
import { officeRequests, requestOf, type Asked } from './office.ts';
import { openScene } from './scene.ts';
import { presses, updates } from './updates.ts';
import { anything, heleketReports, supplierReports, type Keys, type Sent } from './webhooks.ts';

/**
 * Hostile inputs at every door of one running product. Nothing may fail on our side, tell of the inside, stay in memory, or
 * move money. With `configuration.test.ts` these are 10,000 cases.
 */
/** A busy machine needs longer than other tests may. */
const PATIENCE_MS = 300_000;
const COUNTS = {
  heleket: 1500,
  suppliers: 1000,
  paths: 500,
  updates: 1200,
  presses: 400,
  office: 2000,
  frames: 400,
};

const scene = await openScene();
const { product, app } = scene;
const { config } = app;
const keys: Keys = {
  heleket: config.API_KEY.reveal(),
  istar: config.ISTAR_WEBHOOK_SECRET.reveal(),
  mystars: config.MYSTARS_WEBHOOK_SECRET.reveal(),
  telegram: config.WEBHOOK_SECRET.reveal(),
};
const browsers: Browser[] = [];
/** Invoices that are open at the provider and that nobody has paid. */
let invoices: Record<string, string>[] = [];
let heapBefore = 0;

beforeAll(async () => {
  process.stdout.write(`FUZZ_SEED=${SEED}\n`);
  const { anna } = createPlayer(product.sandboxUrl);
  await anna.send('/start');
  for (const data of ['buy_stars', 'buy_stars_with_payment', 'buy_100']) {
    await anna.waitFor((message) => JSON.stringify(message.reply_markup ?? {}).includes(`"${data}"`));
    await anna.press(data);
  }
  await anna.waitFor((message) => JSON.stringify(message.reply_markup ?? {}).includes('/pay/'));
  const { rows } = await app.db.query<Record<string, string>>(
    'SELECT provider_uuid AS uuid, provider_order_id AS order_id FROM invoices WHERE provider_uuid IS NOT NULL',
  );
  invoices = rows;
  for (const login of ['support', 'finance', 'admin', 'auditor']) browsers.push(await scene.logIn(login));
  heapBefore = await scene.heapUsed();
});

/** What the process itself calls a fault of ours. */
const faults = (): unknown[] => product.log().filter(({ level }) => level === 'error' || level === 'fatal');

/** Every account that was ever used, with its balance and its number of entries. */
const money = async (): Promise<unknown> =>
  (await app.db.query('SELECT account_id, balance, seq FROM ledger.balances WHERE seq > 0 ORDER BY 1')).rows;

/** The jobs of everything that was taken in, and that could move money, are done. */
const settled = (): Promise<unknown> =>
  eventually(async () => {
    const row = await app.db.one<{ waits: boolean }>(
      `SELECT EXISTS (SELECT FROM outbox WHERE done_at IS NULL AND job LIKE '%-event.apply') AS waits`,
    );
    return row?.waits === false;
  }, 120);

async function toPublicPort({ path, ...init }: Sent): Promise<void> {
  const what = `${init.method} ${path} ${init.body?.toString().slice(0, 500) ?? ''}`;
  await scene.read(what, await fetch(product.publicUrl + path, init));
}

test(
  'the public port, when webhooks, updates and paths are hostile, then nothing fails, is told or moves money',
  async () => {
    const before = await money();
    await Promise.all([
      scene.each(heleketReports(keys, invoices), COUNTS.heleket, toPublicPort),
      scene.each(supplierReports(keys), COUNTS.suppliers, toPublicPort),
      scene.each(anything, COUNTS.paths, toPublicPort),
      scene.each(updates(keys), COUNTS.updates, toPublicPort),
      scene.each(presses(keys), COUNTS.presses, toPublicPort),
    ]);
    expect(faults()).toEqual([]);
    await settled();
    expect(await money()).toEqual(before);
  },
  PATIENCE_MS,
);

test(
  'the back office, when queries, forms and addresses are hostile, then nothing fails and nothing of the inside is told',
  async () => {
    const ids: Record<string, string[]> = {};
    for (const resource of [
      'orders',
      'users',
      'tickets',
      'refunds',
      'deliveries',
      'packages',
      'faq',
      'breaks',
    ]) {
      const list = await browsers[2]?.get(`/admin/api/resources/${resource}/actions/list?perPage=5`);
      const { records = [] } = ((await list?.json()) ?? {}) as { records?: { id: string }[] };
      ids[resource] = records.map(({ id }) => id);
    }
    const ask = async ([asked, who]: [Asked, number]): Promise<void> => {
      const what = `${who} ${asked.method} ${asked.path} ${asked.as ?? ''} ${JSON.stringify(asked.body)}`;
      const response = await browsers[who]?.send(asked.path, requestOf(asked));
      if (response) await scene.read(what, response);
    };
    await scene.each(fc.tuple(officeRequests(ids), fc.nat(3)), COUNTS.office, ask);
    expect(faults()).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'the live connection, when frames are hostile, then it ends or goes on, and others hear nothing of it',
  async () => {
    const topics = fc.oneof(
      hostileValue.map((value) => ({ topics: value })),
      fc.array(hostileValue, { maxLength: 30 }).map((value) => ({ topics: value })),
      hostileValue.map((value) => ({ typing: value })),
      hostileValue,
    );
    const frames = fc.array(fc.tuple(written(topics), fc.boolean()), { minLength: 1, maxLength: 3 });
    await scene.each(fc.tuple(frames, fc.nat(3)), COUNTS.frames, async ([sent, who]) => {
      const address = `${product.adminUrl.replace('http', 'ws')}/admin/live`;
      const headers = { cookie: browsers[who]?.cookie() ?? '', origin: product.adminUrl };
      const socket = new WebSocket(address, { headers });
      socket.on('message', (data: Buffer) => scene.harmless('a frame', data.toString()));
      socket.on('error', () => {});
      await once(socket, 'open');
      const ended = once(socket, 'close');
      for (const [body, binary] of sent) socket.send(body, { binary });
      socket.ping();
      await Promise.race([once(socket, 'pong'), ended]);
      socket.terminate();
      await ended;
    });
    expect(faults()).toEqual([]);
  },
  PATIENCE_MS,
);

test('the answers of both ports, when they are read, then their headers let no page frame, cache or leak them', async () => {
  const open = await fetch(`${product.publicUrl}/health`);
  expect(open.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(open.headers.get('cache-control')).toBe('no-store');
  for (const path of ['/login', '/admin', '/admin/api/dashboard', '/admin/queues/', '/nothing']) {
    const page = await browsers[2]?.get(path);
    const policy = page?.headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
      "connect-src 'self'",
    ])
      expect(policy, path).toContain(part);
    expect(/script-src 'self' 'nonce-[\w+/=]{20,}'(?:;|$)/.test(policy), path).toBe(true);
    expect(page?.headers.get('cache-control'), path).toBe('no-store');
    expect(page?.headers.get('referrer-policy'), path).toBe('same-origin');
    expect(page?.headers.get('cross-origin-opener-policy'), path).toBe('same-origin');
  }
});

test('the product, when all of this is over, then it works, its ledger is sound and its memory is as before', async () => {
  expect((await fetch(`${product.publicUrl}/health`)).status).toBe(200);
  expect((await browsers[0]?.get('/admin/api/dashboard'))?.status).toBe(200);
  // The test has one connection too.
  const clients = String(await app.redis.call('CLIENT', 'LIST')).match(/^id=/gm)?.length;
  expect(clients).toBe(connectionsOf(config) + 1);
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
  scene.harmless('the log', JSON.stringify(product.log().map((line) => ({ ...line, err: undefined }))));
  const grown = (await scene.heapUsed()) - heapBefore;
  expect(grown).toBeLessThan(30_000_000);
});
