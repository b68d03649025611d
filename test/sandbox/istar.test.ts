import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { atEnd } from '../kit/atEnd.ts';
import { openSandbox, type OpenSandbox } from '../kit/sandbox.ts';

const KEY = 'sandbox-istar-key';
const api = async ({ sandbox }: OpenSandbox, way: string, body?: unknown, key = KEY) => {
  const response = await fetch(`${sandbox.istarUrl}/api/v1/partner/${way}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'api-key': key, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return {
    status: response.status,
    type: response.headers.get('content-type')?.split(';')[0],
    text: await response.text(),
  };
};
const json = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

const stage = await openSandbox();
stage.sandbox.istar.world.settings.rateLimit = false;
const tokenOf = async (name: string): Promise<unknown> =>
  json((await api(stage, `star/recipient/search?username=${name}&quantity=50`)).text)['recipient'];

test('iStar, when the key or the path is wrong, then it answers with a page', async () => {
  expect(await api(stage, 'wallet/balance', undefined, 'x')).toMatchObject({
    status: 403,
    type: 'text/html',
  });
  expect(await api(stage, 'nowhere')).toMatchObject({ status: 404, type: 'text/html' });
});

test('iStar, when an order is good, then it answers with a number as amount and without the hour of a change', async () => {
  const order = {
    username: '@Plain_One',
    recipient_hash: await tokenOf('plain_one'),
    quantity: 1000,
    wallet_type: 'USDT',
  };
  const made = await api(stage, 'orders/star', order);
  expect(made.text).toContain('"amount":15,');
  const { order_id: id, created_at: at, ...rest } = json(made.text);
  expect(rest).toEqual({
    success: true,
    status: 'pending',
    username: 'plain_one',
    quantity: 1000,
    amount: 15,
  });
  expect(json((await api(stage, `orders/${String(id)}`)).text)).toMatchObject({
    created_at: at,
    updated_at: at,
  });
  expect(await api(stage, 'orders/none')).toMatchObject({ status: 404, type: 'application/json' });
});

test.each<[string, unknown]>([
  ['is no JSON', '{"username"'],
  ['has no name', { username: undefined }],
  ['has a foreign name', { username: 'аnna' }],
  ['has the token of another account', { recipient_hash: 'x' }],
  ['has too few stars', { quantity: 49 }],
  ['has too many stars', { quantity: 1_000_001 }],
  ['has half a star', { quantity: 50.5 }],
  ['has a text as quantity', { quantity: '50' }],
  ['has an unknown wallet', { wallet_type: 'BTC' }],
  ['has no wallet', { wallet_type: undefined }],
])('iStar, when an order %s, then it is refused and nothing is taken', async (_, change) => {
  const good = {
    username: 'plain_one',
    recipient_hash: await tokenOf('plain_one'),
    quantity: 50,
    wallet_type: 'TON',
  };
  const { state } = stage.sandbox.istar.world;
  const before = { ton: state.balances.TON, count: state.orders.length };
  const answer = await api(
    stage,
    'orders/star',
    typeof change === 'string' ? change : { ...good, ...(change as object) },
  );
  expect(answer).toMatchObject({ status: 400, type: 'application/json' });
  expect({ ton: state.balances.TON, count: state.orders.length }).toEqual(before);
});

test('iStar, when an account changes its name, then its token stays and one of the name before is worth nothing', async () => {
  const play = (way: string, method: string, body: unknown) =>
    fetch(`${stage.sandbox.url}/play/${way}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await play('telegram/users', 'POST', { id: 7003, first_name: 'Ms', username: 'first_name' });
  const before = await tokenOf('first_name');
  await play('telegram/users/7003', 'PATCH', { username: 'second_name' });
  expect(await tokenOf('second_name')).toBe(before);
  expect(await tokenOf('first_name')).not.toBe(before);
});

test('iStar, when it is asked twice within a second, then the second time is too many', async () => {
  const paced = await openSandbox();
  expect(await api(paced, 'wallet/balance')).toMatchObject({ status: 200 });
  expect(await api(paced, 'wallet/balance')).toMatchObject({ status: 429, type: 'application/json' });
  paced.sandbox.time.advance(1000);
  expect(await api(paced, 'wallet/balance?wallet_type=USDT')).toMatchObject({ status: 200 });
});

test('iStar, when the sandbox restarts with its file, then orders and balances are there again', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'starboard-istar-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const stateFile = path.join(folder, 'state.json');
  const first = await openSandbox({ stateFile });
  const { settings } = first.sandbox.istar.world;
  Object.assign(settings, { rateLimit: false, completeAfterMs: null });
  const found = await api(first, 'star/recipient/search?username=kept_one&quantity=50');
  const { recipient } = json(found.text);
  const order = { username: 'kept_one', recipient_hash: recipient, quantity: 50, wallet_type: 'TON' };
  const { order_id: id } = json((await api(first, 'orders/star', order)).text);
  await first.sandbox.close();
  const second = await openSandbox({ stateFile });
  expect(second.sandbox.istar.world.state).toMatchObject({
    orders: [{ id, status: 'pending' }],
    balances: { TON: '999.765625', USDT: '1000' },
  });
});
