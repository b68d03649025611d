import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { createPublicServer } from '../../src/http/index.ts';
import { openShop } from '../kit/shop.ts';

const shop = await openShop();
const { app } = shop;
const updates: unknown[] = [];
const server = createPublicServer(app, {
  takeTelegramUpdate: async (update) => {
    if ((update as { fail?: boolean }).fail) throw new Error('secret inside');
    updates.push(update);
  },
}).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const get = async (
  path: string,
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> => {
  const response = await fetch(url + path);
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
    headers: response.headers,
  };
};
const post = async (body: string, token?: string): Promise<{ status: number; text: string }> => {
  const response = await fetch(url + app.config.WEBHOOK_PATH, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { 'x-telegram-bot-api-secret-token': token }),
    },
    body,
  });
  return { status: response.status, text: await response.text() };
};
const secret = app.config.WEBHOOK_SECRET.reveal();

test('the Telegram webhook, when the secret is right, then the update is handed over before the answer', async () => {
  expect((await post('{"update_id":1}', secret)).status).toBe(200);
  expect(updates).toEqual([{ update_id: 1 }]);
});

test.each([['absent'], ['wrong'], [`${secret}x`], ['']])(
  'the Telegram webhook, when the secret is %s, then 401 and a security event',
  async (given) => {
    const count = async () =>
      app.db.one<{ n: bigint }>(
        `SELECT count(*) AS n FROM security_events WHERE kind = 'webhook_secret_invalid'`,
      );
    const before = await count();
    const seen = updates.length;
    const result = await post('{"update_id":2}', given === 'absent' ? undefined : given);
    expect(result.status).toBe(401);
    expect(result.text).toContain('SECRET_TOKEN_INVALID');
    expect(updates.length).toBe(seen);
    expect((await count())?.n).toBe((before?.n ?? 0n) + 1n);
  },
);

test('the Telegram webhook, when handling fails, then is not 200 and tells nothing of the inside', async () => {
  const result = await post('{"fail":true}', secret);
  expect(result.status).toBe(500);
  expect(result.text).not.toContain('secret inside');
});

test('the Telegram webhook, when the body is no JSON, then 400', async () => {
  expect((await post('{', secret)).status).toBe(400);
});

test.each(['/', '/admin', '/health/nothing', '/metrics', '/webhooks', '/webhook'])(
  'the public port, when asked for %s, then 404 as JSON',
  async (path) => {
    const { status, body, headers } = await get(path);
    expect(status).toBe(404);
    expect(body['error']).toMatchObject({ code: 'NOT_FOUND' });
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  },
);

test('health, when all is well, then 200 everywhere and no secret', async () => {
  for (const path of ['/health', '/health/db', '/health/redis', '/health/payment']) {
    const { status, body } = await get(path);
    expect({ path, status, ok: body['ok'] }).toEqual({ path, status: 200, ok: true });
    expect(JSON.stringify(body)).not.toMatch(/postgres|127\.0\.0\.1|key/i);
  }
});

test('health, when the provider fails again and again, then its part is 503 and the shop is still open', async () => {
  for (let n = 0; n < 5; n++)
    await app.breakers.heleket
      .run(() => Promise.reject(Object.assign(new Error(), { code: 'x' })))
      .catch(() => {});
  await app.redis.hset(`${app.config.REDIS_PREFIX}:circuit:heleket`, {
    phase: 'open',
    failures: 5,
    successes: 0,
    probing: 0,
    since: app.clock.now().getTime(),
  });
  expect(await get('/health/payment')).toMatchObject({ status: 503, body: { circuit: 'open' } });
  expect((await get('/health')).status).toBe(200);
  await app.breakers.heleket.reset();
});

test('health, when Redis is gone, then 503 with the part that is to blame', async () => {
  app.redis.disconnect();
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const { status, body } = await get('/health');
  expect(status).toBe(503);
  expect(body).toMatchObject({ db: { ok: true }, redis: { ok: false } });
});
