import http2 from 'node:http2';
import https from 'node:https';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { freePort } from '../../scripts/services/ports.ts';
import { startProxy } from '../../scripts/services/proxy.ts';
import { atEnd } from '../kit/atEnd.ts';
import { startProduct, startReplica } from '../kit/product.ts';

const SECRET = 'a-secret-token-of-telegram';
const METRICS_TOKEN = 'a-token-for-the-figures';
const settings = {
  BOT_MODE: 'webhook',
  WEBHOOK_SECRET: SECRET,
  METRICS_TOKEN,
  HEALTH_CHECK_INTERVAL: '1',
};
const first = await startProduct(settings);
const ports = {
  WEBHOOK_PORT: await freePort(),
  ADMIN_PORT: await freePort(),
  SANDBOX_PORT: await freePort(),
};
const second = await startReplica(
  first,
  Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
);
const portOf = (name: string): number => Number(first.environment[name]);
const proxy = await startProxy({
  public: [portOf('WEBHOOK_PORT'), ports.WEBHOOK_PORT],
  office: [portOf('ADMIN_PORT'), ports.ADMIN_PORT],
});
atEnd(() => proxy.stop());

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}
function ask(
  path: string,
  options: {
    host?: string;
    port?: number;
    method?: string;
    headers?: Record<string, string>;
    body?: string;
  } = {},
): Promise<Answer> {
  const { host = 'localhost', port = proxy.https, method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const request = https.request(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        servername: host,
        rejectUnauthorized: false,
        headers: { host: `${host}:${port}`, ...headers },
      },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
const update = (id: number): { method: string; headers: Record<string, string>; body: string } => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
  body: JSON.stringify({ update_id: id }),
});

test('the addresses that the shop is watched by, when asked, then they answer on each port, and plain HTTP leads to HTTPS', async () => {
  for (const port of [proxy.https, proxy.https2])
    expect((await ask('/health/db', { port })).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${proxy.health}/health`)).status).toBe(200);
  for (const port of [proxy.http, proxy.health]) {
    const plain = await fetch(`http://127.0.0.1:${port}/admin?a=1`, { redirect: 'manual' });
    expect(plain.status).toBe(308);
    expect(plain.headers.get('location')).toMatch(/^https:\/\/127\.0\.0\.1(:\d+)?\/admin\?a=1$/);
  }
});

test('TLS, when spoken, then HTTP/2 is offered, old versions are refused, and browsers are told to stay with it', async () => {
  const session = http2.connect(`https://localhost:${proxy.https}`, { rejectUnauthorized: false });
  const status = await new Promise((resolve, reject) => {
    session.on('error', reject);
    session.request({ ':path': '/health/db' }).on('response', (headers) => resolve(headers[':status']));
  });
  session.close();
  expect(status).toBe(200);
  const old = new Promise((resolve, reject) =>
    https
      .get({
        host: '127.0.0.1',
        port: proxy.https,
        maxVersion: 'TLSv1.1',
        minVersion: 'TLSv1',
        rejectUnauthorized: false,
      })
      .on('response', resolve)
      .on('error', reject),
  );
  await expect(old).rejects.toThrow();
  expect((await ask('/health/db')).headers['strict-transport-security']).toContain('max-age=31536000');
});

test('the public name, when anything but webhooks and health is asked for, then there is nothing, and nothing of the back office', async () => {
  for (const path of ['/admin', '/admin/login', '/login', '/metrics', '/', '/webhooks/other'])
    expect((await ask(path)).status, path).toBe(404);
  for (const path of ['/metrics', '/metrics/', '/METRICS', '//metrics', '/%6detrics', '/./metrics'])
    expect(
      (await ask(path, { host: 'admin.localhost', headers: { authorization: `Bearer ${METRICS_TOKEN}` } }))
        .status,
    ).toBe(404);
});

test('webhooks, when sent through the proxy, then the product checks them as it does without', async () => {
  expect((await ask('/webhook', update(1))).status).toBe(200);
  const { body } = update(2);
  const forged = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  expect((await ask('/webhook', forged)).status).toBe(401);
  expect((await ask('/webhooks/heleket', { ...forged, body: '{"sign":"x"}' })).status).toBeGreaterThanOrEqual(
    400,
  );
});

test.each(['istar', 'mystars'])(
  'a report of %s, when sent through the proxy, then it reaches the product, which checks it',
  async (supplier) => {
    const report = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    expect((await ask(`/webhooks/${supplier}`, report)).status).toBe(401);
  },
);

test('the address of a caller, when it claims another one, then the product sees that of the connection', async () => {
  const path = '/webhooks/heleket';
  await ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': '31.133.220.8' },
    body: '{}',
  });
  expect(proxy.log().find((line) => line['path'] === path)?.['address']).toBe('127.0.0.1');
});

test('the back office, when opened by its name, then pages come compressed and the live socket is passed on', async () => {
  const page = await ask('/login', { host: 'admin.localhost', headers: { 'accept-encoding': 'gzip' } });
  expect([page.status, page.headers['content-encoding']]).toEqual([200, 'gzip']);
  const tls = { rejectUnauthorized: false, servername: 'admin.localhost' };
  const host = `admin.localhost:${proxy.https}`;
  const headers = { host, origin: `https://${host}` };
  const socket = new WebSocket(`wss://127.0.0.1:${proxy.https}/admin/live`, {
    ...tls,
    headers,
  });
  // Nobody is logged in: it is the product that refuses, so the upgrade reached it.
  const refused = await new Promise((resolve) =>
    socket
      .on('unexpected-response', (_request, response) => resolve(response.statusCode))
      .on('error', () => {}),
  );
  expect([401, 403]).toContain(refused);
});

test('a log-in, when tried again and again from one address, then the proxy slows it down', async () => {
  const tries = await Promise.all(
    Array.from({ length: 30 }, () => ask('/login', { host: 'admin.localhost' })),
  );
  expect(tries.filter(({ status }) => status === 429).length).toBeGreaterThan(5);
});

test('a replica, when it is killed while requests come in, then the other one answers all of them, and it is taken back later', async () => {
  const upstreams = (): Set<unknown> =>
    new Set(
      proxy
        .log()
        .slice(-40)
        .map((line) => line['upstream']),
    );
  for (let n = 0; n < 20; n++) await ask('/health/db');
  expect(upstreams().size).toBeGreaterThan(1);
  const sent = Array.from({ length: 40 }, async (_, n) => {
    await new Promise((resolve) => setTimeout(resolve, n * 25));
    return (await ask('/webhook', update(100 + n))).status;
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  await second.kill();
  // One that the dead process had taken is refused, and Telegram sends it again; none is lost in silence.
  const statuses = await Promise.all(sent);
  expect(statuses.filter((status) => status !== 200 && status !== 502)).toEqual([]);
  expect(statuses.filter((status) => status === 502).length).toBeLessThan(5);
  for (let n = 0; n < 10; n++) expect((await ask('/webhook', update(200 + n))).status).toBe(200);
  await second.start();
  await expect
    .poll(
      async () => {
        for (let n = 0; n < 6; n++) await ask('/health/db');
        return [...upstreams()].some((address) => String(address) === `127.0.0.1:${ports.WEBHOOK_PORT}`);
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(true);
});
