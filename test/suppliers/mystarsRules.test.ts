import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createStage, newName, order, type RawCall } from './mystarsStage.ts';

const stage = await createStage();
const { call, play, supplier } = stage;

const valid = (change: object = {}) => ({
  type: 'stars',
  recipient: { username: newName() },
  quantity: 50,
  ...change,
});
const create = (body: object, options: RawCall = {}) =>
  call('POST', 'orders', {
    body,
    ...options,
    headers: { 'idempotency-key': randomUUID(), ...options.headers },
  });

describe('what the imitation refuses', () => {
  test.each([
    ['no key', {}],
    ['another key', { 'x-api-key': 'x' }],
  ])('a call, when it has %s, then 401', async (_what, headers) => {
    const response = await fetch(`${stage.sandbox.url}/mystars/v1/currencies`, { headers });
    expect([response.status, await response.json()]).toEqual([
      401,
      { error: { code: 'unauthorized', message: expect.any(String) } },
    ]);
  });

  test('a path, when there is no such route, then 404 with a bare word', async () => {
    expect(await call('GET', 'nothing')).toMatchObject({ status: 404, body: { error: 'not_found' } });
  });

  test.each([
    ['a bare string as recipient', { recipient: 'anna' }],
    ['a name with a hyphen', { recipient: { username: 'an-na' } }],
    ['a name of 33 characters', { recipient: { username: 'a'.repeat(33) } }],
    ['one star too few', { quantity: 49 }],
    ['one star too many', { quantity: 1_000_001 }],
    ['half a star', { quantity: 50.5 }],
    ['the number as text', { quantity: '50' }],
    ['another product', { type: 'premium' }],
    ['a currency that is not sold', { payment_currency: 'btc' }],
    ['a callback over http', { callback_url: 'http://shop.example/x' }],
    ['a callback in a private network', { callback_url: 'https://192.168.1.1/x' }],
    ['a callback without a domain', { callback_url: 'https://intranet/x' }],
    ['a callback that is no address', { callback_url: 'x' }],
  ])('an order, when it has %s, then 400', async (_what, change) => {
    expect(await create(valid(change))).toMatchObject({
      status: 400,
      body: { error: { code: 'bad_request' } },
    });
  });

  test('an order, when it has no idempotency key, then 400', async () => {
    expect((await call('POST', 'orders', { body: valid() })).status).toBe(400);
  });

  test('a body, when it is no JSON or too large, then 400 and 413', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const bad = await call('POST', 'orders', { raw: '{', headers: key });
    const large = await call('POST', 'orders', { raw: ' '.repeat(256 * 1024 + 1), headers: key });
    expect([bad.status, large.status]).toEqual([400, 413]);
  });

  test.each(['limit=0', 'limit=101', 'limit=x', 'status=unheard', 'cursor=!'])(
    'the list, when asked with %s, then 400',
    async (query) => {
      expect((await call('GET', `orders?${query}`)).status).toBe(400);
    },
  );

  test('prices, when more than 200 are asked at once, then 400', async () => {
    const quantities = Array.from({ length: 201 }, (_, index) => 50 + index).join(',');
    expect((await call('GET', `pricing/batch?type=stars&quantities=${quantities}`)).status).toBe(400);
  });
});

describe('what the imitation takes', () => {
  test.each([
    ['on this machine', 'http://127.0.0.1:9/x'],
    ['on the public net', 'https://shop.example/x'],
  ])('a callback, when it is %s, then the order is made', async (_what, callback_url) => {
    expect((await create(valid({ callback_url }))).status).toBe(201);
  });

  test('a name, when it has an @ and capitals, then it is kept plain', async () => {
    const { body } = await create(valid({ recipient: { username: '@Some_Body' } }));
    expect((await call('GET', `orders/${String(body['order_id'])}`)).body).toMatchObject({
      recipient_username: 'some_body',
    });
  });

  test('a key, when its first call was refused, then it is still free', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const username = newName('nobody');
    const statuses = [await create(valid({ quantity: 1 }), { headers })];
    statuses.push(await create(valid({ recipient: { username } }), { headers }));
    await play('/faults', { kind: 'unavailable', target: 'orders/create' });
    statuses.push(await create(valid(), { headers }));
    const body = valid();
    statuses.push(await create(body, { headers }), await create(body, { headers }));
    statuses.push(await create(body, { raw: `${JSON.stringify(body)} `, headers }));
    expect(statuses.map(({ status }) => status)).toEqual([400, 422, 503, 201, 200, 409]);
  });

  test('an order, when it is looked up, then only the create says what to pay, and money is text', async () => {
    const made = await create(valid({ payment_currency: 'usdt_ton' }));
    expect(made.body).toMatchObject({
      months: null,
      payment: { currency: 'usdt_ton', chain: 'ton', amount_units: 'usdt', amount: '2.3575', fee: '1.6075' },
    });
    const { body } = await call('GET', `orders/${String(made.body['order_id'])}`);
    expect(body).not.toHaveProperty('payment');
    expect(body).toMatchObject({
      amount_ton: '0.234375',
      created_at: expect.stringMatching(/Z$/),
      expires_at: expect.stringMatching(/Z$/),
    });
  });

  test('an order, when its window is over, then it is expired and waits for no payment any more', async () => {
    const { ref } = await order(supplier);
    stage.context.clock.advance(2 * 3600_000 + 1000);
    await expect.poll(async () => (await supplier.lookUp(ref)).is === 'found').toBe(true);
    await expect
      .poll(async () => (await call('GET', `orders/${ref}`)).body)
      .toMatchObject({ status: 'expired', failure_reason: 'expired', expires_at: null });
    expect(await play('/pay', { order: ref })).toEqual({ verdict: 'late' });
  });

  test('currencies, products and one price, when asked, then they are as published', async () => {
    const [currencies, products, price] = await Promise.all([
      call('GET', 'currencies'),
      call('GET', 'products'),
      call('GET', 'pricing?type=stars&quantity=50&payment_currency=ton'),
    ]);
    expect(currencies.body).toMatchObject({ currencies: [{ code: 'ton' }, { code: 'usdt_ton' }] });
    expect(products.body).toMatchObject({
      products: [{ type: 'stars', min: 50, max: 1_000_000, values: null }],
    });
    expect(price.body).toMatchObject({ amount: '0.234375', currency: 'ton', fee: null });
  });

  test('prices, when asked in any order and twice, then each stands once and rises', async () => {
    const { body } = await call('GET', 'pricing/batch?type=stars&quantities=100,50,100');
    expect(body['quotes']).toEqual([
      { quantity: 50, amount: '0.234375', fee: null },
      { quantity: 100, amount: '0.46875', fee: null },
    ]);
  });

  test('the list, when it is filtered and short, then it goes on by key although orders are added', async () => {
    const made: string[] = [];
    for (let count = 0; count < 3; count++) {
      const { ref } = await order(supplier);
      await supplier.cancel(ref);
      made.push(ref);
    }
    const first = await call('GET', 'orders?status=cancelled&limit=2');
    await order(supplier);
    const cursor = String(first.body['next_cursor']);
    const second = await call('GET', `orders?status=cancelled&limit=2&cursor=${cursor}`);
    const refs = [first, second].flatMap(({ body }) =>
      (body['orders'] as { order_id: string }[]).map(({ order_id }) => order_id),
    );
    expect([refs, second.body['next_cursor']]).toEqual([made.toReversed(), null]);
  });
});

describe('budgets of the imitation', () => {
  test('calls, when a budget is spent, then 429 names the wait, and the other budgets go on', async () => {
    const many = { general: 1000, orders: 1000, probes: 1000 };
    await play('/settings', { limits: { ...many, probes: 2 } });
    const probe = () => call('GET', 'pricing?type=stars&quantity=50');
    const probes = [await probe(), await probe(), await probe()];
    const others = [await call('GET', 'orders'), await create(valid())];
    expect(probes.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(others.map(({ status }) => status)).toEqual([200, 201]);
    expect(probes[1]?.headers.get('ratelimit-remaining')).toBe('0');
    const wait = Number(probes[2]?.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    stage.context.clock.advance(wait * 1000);
    expect((await probe()).status).toBe(200);
    await play('/settings', { limits: { ...many, general: 1 } });
    const shared = [await probe(), await call('GET', 'orders'), await create(valid())];
    expect(shared.map(({ status }) => status)).toEqual([200, 429, 201]);
    await play('/settings', { limits: many });
  });
});
