import { expect, test } from 'vitest';
import { freePort } from '../../scripts/services/ports.ts';
import { createIStarStage } from './istarStage.ts';

const stage = await createIStarStage();
const { sandbox, client, intent: intentFor, play, fault } = stage;
const SHORT = { readMs: 300, createMs: 300 };
/** Longer than a client of these tests waits. */
const SLOW = { ms: 900 };

const ordersOf = (username: string) =>
  sandbox.istar.world.state.orders.filter((order) => order.username === username);

test('a check, when Telegram knows the account, then name, photo and token come, and asking again gives the same token', async () => {
  const supplier = client();
  const check = await supplier.checkRecipient('anna', 50);
  expect(check).toEqual({
    is: 'ok',
    name: 'Анна Иванова',
    photo: 'https://t.me/i/userpic/320/anna.jpg',
    token: expect.stringMatching(/^[\w-]{43}$/) as unknown,
    isSelf: false,
    checkedAt: expect.any(Date) as unknown,
  });
  expect(await supplier.checkRecipient('anna', 100)).toMatchObject({
    token: check.is === 'ok' && check.token,
  });
});

test.each([
  ['nobody has it', 'nobody_here', 'notFound'],
  ['it is a channel', 'channel_news', 'notUser'],
  ['it takes no stars', 'closed_door', 'cannotReceiveNow'],
])('a check, when %s, then it says so with the words of the supplier', async (_, name, is) => {
  expect(await client().checkRecipient(name, 50)).toMatchObject({
    is,
    text: expect.stringMatching(/\w/) as unknown,
  });
});

test('a check, when the account is our own, or was deleted, then it says so', async () => {
  expect(await client().checkRecipient('myself_shop', 50)).toMatchObject({ is: 'ok', isSelf: true });
  await play('telegram/users', { id: 7001, first_name: 'Gone', username: 'gone_one' });
  await play('telegram/users/7001/deactivate', {});
  expect(await client().checkRecipient('gone_one', 50)).toMatchObject({ is: 'notFound' });
});

test.each([
  ['does not answer', 'timeoutBefore', {}],
  ['answers too late', 'slow', SLOW],
  ['cuts the line', 'resetBefore', {}],
  ['is away', 'unavailable', {}],
  ['shows a page', 'html', {}],
  ['breaks off', 'broken', {}],
  ['is busy', 'tooMany', {}],
  ['refuses the key', 'unauthorized', {}],
  ['has a word that we do not know', 'refuse', { description: 'Not Found', status: 404 }],
  ['forgets the token', 'odd', { description: '{"recipient":null}' }],
  ['contradicts itself', 'odd', { description: '{"success":false}' }],
])('a check, when the supplier %s, then it is unknown', async (_, kind, more) => {
  await fault(kind, { target: 'star/recipient/search', ...more });
  expect(await client(SHORT).checkRecipient('anna', 50)).toMatchObject({ is: 'unknown' });
});

test('a check, when only what nothing hangs on is odd, then the rest counts', async () => {
  await fault('odd', { description: '{"name":["x"],"photo":"<img>","myself":"no"}' });
  expect(await client().checkRecipient('bob_smith', 50)).toEqual({
    is: 'ok',
    token: expect.any(String) as unknown,
    checkedAt: expect.any(Date) as unknown,
  });
});

test('the float, when both balances are told, then it is exact', async () => {
  await play('istar/balance', { TON: '12.345678', USDT: '0.1' });
  expect(await client().float()).toEqual({
    is: 'float',
    costs: [
      { asset: 'TON', amount: 12_345_678_000n },
      { asset: 'USDT', amount: 100_000n },
    ],
    at: expect.any(Date) as unknown,
  });
  await play('istar/balance', { TON: '1000', USDT: '1000' });
});

test('the float, when there is no wallet for one coin, then only the other is told', async () => {
  await fault('refuse', { target: 'wallet/balance', status: 404, description: 'Wallet is not linked' });
  expect(await client().float()).toMatchObject({ is: 'float', costs: [{ asset: 'USDT' }] });
});

test.each([
  ['is busy', 'tooMany', {}, { why: 'busy', afterMs: 1000 }],
  ['refuses the key', 'unauthorized', {}, { why: 'key' }],
  ['is away', 'unavailable', {}, { why: 'down' }],
  ['does not answer', 'timeoutBefore', {}, { why: 'down' }],
  ['speaks of another coin', 'odd', { description: '{"currency":"BTC"}' }, { why: 'down' }],
  ['tells no number', 'odd', { description: '{"balance":"much"}' }, { why: 'down' }],
])('the float, when the supplier %s, then it is known later', async (_, kind, more, later) => {
  await fault(kind, { target: 'wallet/balance', ...more });
  expect(await client(SHORT).float()).toMatchObject({ is: 'later', ...later });
});

test('a create, when it is taken, then the order, its price and who pays it are known', async () => {
  const supplier = client();
  const intent = await intentFor('taken_one', 50);
  const body = supplier.bodyOf(intent);
  expect(body).toBe(
    `{"username":"taken_one","recipient_hash":"${intent.token}","quantity":50,"wallet_type":"TON"}`,
  );
  const before = sandbox.istar.world.state.balances.TON;
  const outcome = await supplier.create({ key: intent.key, body });
  expect(outcome).toMatchObject({
    is: 'accepted',
    isNew: true,
    view: {
      ref: ordersOf('taken_one')[0]?.id,
      state: 'pending',
      status: 'pending',
      recipient: 'taken_one',
      stars: 50,
      cost: { asset: 'TON', amount: 234_375_000n },
      createdAt: expect.any(Date) as unknown,
    },
  });
  expect(Number(before) - Number(sandbox.istar.world.state.balances.TON)).toBeCloseTo(0.234375, 9);
});

test('a create, when its amount is no number that can be money, then the order counts without what is odd', async () => {
  const supplier = client();
  const intent = await intentFor('odd_amount');
  await fault('odd', {
    target: 'orders/star',
    description: '{"amount":"-1","quantity":"many","username":"","created_at":null}',
  });
  const outcome = await supplier.create({ key: intent.key, body: supplier.bodyOf(intent) });
  expect(outcome).toMatchObject({ is: 'accepted', view: { state: 'pending' } });
  expect(outcome.is === 'accepted' && Object.keys(outcome.view).sort()).toEqual([
    'raw',
    'ref',
    'state',
    'status',
  ]);
});

test.each([
  ['the balance is too small', { stars: 1_000_000 }, 'funds'],
  ['the token is of another account', { token: 'x' }, 'recipient'],
  ['nobody has the name', { recipient: 'nobody_now' }, 'recipient'],
  ['the quantity is too small', { stars: 49 }, 'order'],
])('a create, when %s, then it is refused and there is no order', async (_, change, why) => {
  const supplier = client();
  const intent = { ...(await intentFor('refused_one')), ...change };
  const count = sandbox.istar.world.state.orders.length;
  const outcome = await supplier.create({ key: intent.key, body: supplier.bodyOf(intent) });
  expect(outcome).toMatchObject({ is: 'refused', why, text: expect.stringMatching(/\w/) as unknown });
  expect(sandbox.istar.world.state.orders).toHaveLength(count);
});

test.each<[string, string, number, Record<string, unknown>]>([
  ['the answer is lost behind it', 'timeoutAfter', 1, {}],
  ['no answer comes and nothing was done', 'timeoutBefore', 0, {}],
  ['the answer comes too late', 'slow', 1, SLOW],
  ['the line is cut behind it', 'resetAfter', 1, {}],
  ['the line is cut before it', 'resetBefore', 0, {}],
  ['503 comes and nothing was done', 'unavailable', 0, {}],
  ['503 comes although it was done', 'unavailableAfter', 1, {}],
  ['a page comes and nothing was done', 'html', 0, {}],
  ['a page comes although it was done', 'htmlAfter', 1, {}],
  ['the answer breaks off', 'broken', 1, {}],
  ['408 comes', 'refuse', 0, { status: 408 }],
  ['a conflict comes', 'refuse', 0, { status: 409, description: 'order exists' }],
  ['a redirect comes', 'refuse', 0, { status: 302 }],
  [
    'a refusal comes with a number',
    'refuse',
    0,
    { status: 422, description: 'no', value: '{"order_id":"an-order"}' },
  ],
  ['a refusal comes without a word', 'refuse', 0, { status: 400, description: '' }],
  ['the answer has no number', 'odd', 1, { description: '{"order_id":null}' }],
])('a create, when %s, then its fate is unknown', async (what, kind, orders, more) => {
  const name = `lost_${what.replaceAll(/\W/g, '_')}`.toLowerCase().slice(0, 32);
  const intent = await intentFor(name);
  const supplier = client(SHORT);
  await fault(kind, { target: 'orders/star', ...more });
  const outcome = await supplier.create({ key: intent.key, body: supplier.bodyOf(intent) });
  expect(outcome).toEqual({ is: 'unknown', evidence: expect.stringMatching(/\w/) as unknown });
  await expect.poll(() => ordersOf(name)).toHaveLength(orders);
});

test.each([
  ['the supplier is busy', 'tooMany', {}, { why: 'busy', afterMs: 1000 }],
  ['our key is refused', 'unauthorized', {}, { why: 'key' }],
  ['our key is refused with 403', 'refuse', { status: 403 }, { why: 'key' }],
])('a create, when %s, then nothing happened and it may be tried later', async (_, kind, more, later) => {
  const supplier = client();
  const intent = await intentFor('later_one');
  await fault(kind, { target: 'orders/star', ...more });
  const outcome = await supplier.create({ key: intent.key, body: supplier.bodyOf(intent) });
  expect(outcome).toMatchObject({ is: 'later', ...later });
  expect(ordersOf('later_one')).toHaveLength(0);
});

test.each(['', 'x'])(
  'a refused key, when its text is cut, then it can still be kept (%j before)',
  async (pad) => {
    await fault('refuse', { target: 'wallet/balance', status: 401, description: pad + '😀'.repeat(400) });
    const later = await client().float();
    expect(later.is === 'later' && later.text?.isWellFormed()).toBe(true);
  },
);

test('a create, when nobody listens or the key is wrong, then nothing happened and it may be tried later', async () => {
  const intent = await intentFor('unsent_one');
  const away = client({ url: `http://127.0.0.1:${await freePort()}` });
  const order = { key: intent.key, body: away.bodyOf(intent) };
  expect(await away.create(order)).toMatchObject({ is: 'later', why: 'down', text: 'ECONNREFUSED' });
  expect(await client({ key: 'another' }).create(order)).toMatchObject({ is: 'later', why: 'key' });
  expect(ordersOf('unsent_one')).toHaveLength(0);
});

test('an order, when its key is used again, then iStar makes a second one: so it must never be sent again', async () => {
  const supplier = client();
  const intent = await intentFor('twice_one');
  const order = { key: intent.key, body: supplier.bodyOf(intent) };
  await supplier.create(order);
  await supplier.create(order);
  expect(ordersOf('twice_one')).toHaveLength(2);
  expect(supplier.can).toMatchObject({ create: 'unsafe', find: 'none' });
});

test('an order, when there is no token, then its body cannot be made', () => {
  const intent = { key: 'k', recipient: 'anna', stars: 50 };
  expect(() => client().bodyOf(intent)).toThrow('needs the token');
});

test('what iStar does not have, when it is asked for, then that is said without a call', async () => {
  const supplier = client();
  const intent = { key: 'k', recipient: 'anna', token: 't', stars: 50, body: '', askedAt: new Date() };
  const asked = sandbox.istar.world.calls.list({}).length;
  expect(await supplier.find(intent)).toEqual({ is: 'unsupported' });
  expect(await supplier.cancel('any')).toEqual({ is: 'tooLate' });
  expect(await supplier.list()).toBeUndefined();
  expect(await supplier.quote([50, 100])).toEqual({ is: 'quotes', quotes: [] });
  expect(sandbox.istar.world.calls.list({})).toHaveLength(asked);
});

async function newOrder(name: string): Promise<string> {
  const supplier = client();
  const intent = await intentFor(name);
  const outcome = await supplier.create({ key: intent.key, body: supplier.bodyOf(intent) });
  if (outcome.is !== 'accepted') throw new Error(outcome.is);
  return outcome.view.ref;
}

test('a look-up, when the order goes on, is done or fails, then that is its state', async () => {
  const ref = await newOrder('looked_up');
  const view = { ref, stars: 50, recipient: 'looked_up' };
  expect(await client().lookUp(ref)).toMatchObject({ is: 'found', view: { ...view, state: 'pending' } });
  await play(`istar/orders/${ref}/status`, { status: 'processing' });
  expect(await client().lookUp(ref)).toMatchObject({ view: { state: 'pending', status: 'processing' } });
  await play(`istar/orders/${ref}/status`, { status: 'completed' });
  expect(await client().lookUp(ref)).toMatchObject({ view: { state: 'delivered', status: 'completed' } });
  await play(`istar/orders/${ref}/status`, { status: 'failed', error: 'No stars' });
  expect(await client().lookUp(ref)).toMatchObject({ view: { state: 'failed', reason: 'No stars' } });
});

test('a look-up, when it does not say which wallet pays, then the amount is not taken for money', async () => {
  const ref = await newOrder('no_wallet');
  const plain = await client().lookUp(ref);
  expect(plain.is === 'found' && plain.view.cost).toBeUndefined();
  await fault('odd', { target: 'orders/id', description: '{"wallet_type":"USDT","amount":0.75}' });
  expect(await client().lookUp(ref)).toMatchObject({ view: { cost: { asset: 'USDT', amount: 750_000n } } });
});

test('a look-up, when there is no such order, then it is absent; a page says nothing of it', async () => {
  expect(await client().lookUp('550e8400-e29b-41d4-a716-446655440000')).toEqual({ is: 'absent' });
  expect(await client({ url: `${sandbox.url}/istar/wrong` }).lookUp('x')).toMatchObject({ is: 'later' });
});

test.each([
  ['does not answer', 'timeoutBefore', {}, { why: 'down' }],
  ['is away', 'unavailable', {}, { why: 'down' }],
  ['is busy', 'tooMany', {}, { why: 'busy' }],
  ['refuses the key', 'unauthorized', {}, { why: 'key' }],
  ['breaks off', 'broken', {}, { why: 'down' }],
  ['says Not Found of anything', 'refuse', { status: 404, description: 'Not Found' }, { why: 'down' }],
  ['answers about another order', 'odd', { description: '{"order_id":"another"}' }, { why: 'down' }],
  ['forgets the status', 'odd', { description: '{"status":null}' }, { why: 'down' }],
])('a look-up, when the supplier %s, then the state is known later', async (_, kind, more, later) => {
  const ref = await newOrder('later_look_up');
  await fault(kind, { target: 'orders/id', ...more });
  expect(await client(SHORT).lookUp(ref)).toMatchObject({ is: 'later', ...later });
});

test('the circuit, when it is open, then a create was surely not sent', async () => {
  const tight = await createIStarStage({ CIRCUIT_BREAKER_FAILURE_THRESHOLD: '1' });
  const intent = await tight.intent('open_circuit');
  await tight.fault('unavailable', { target: 'wallet/balance' });
  const supplier = tight.client();
  expect(await supplier.float()).toMatchObject({ is: 'later', why: 'down' });
  const outcome = await supplier.create({ key: intent.key, body: supplier.bodyOf(intent) });
  expect(outcome).toMatchObject({ is: 'later', why: 'open' });
  expect(tight.sandbox.istar.world.state.orders).toEqual([]);
});

test('the pace, when replicas ask at once, then they call once a second together', async () => {
  // Until Redis is there, each of them counts by itself.
  await stage.context.redis.ping();
  const [one, other] = [client({ prefix: 'shared' }), client({ prefix: 'shared' })];
  const start = performance.now();
  const checks = await Promise.all([one, other, one].map((replica) => replica.checkRecipient('anna', 50)));
  expect(checks.map(({ is }) => is)).toEqual(['ok', 'ok', 'ok']);
  expect(performance.now() - start).toBeGreaterThan(1900);
});
