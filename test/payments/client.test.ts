import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { createHeleket, signBody } from '../../src/payments/index.ts';
import { createBreaker, createLogger, loadConfig } from '../../src/platform/index.ts';
import { createTestContext } from '../kit/testContext.ts';

/** A provider that answers whatever the test says, and remembers what it was asked. */
const canned = { status: 200, type: 'application/json', body: '{}', headers: {} as Record<string, string> };
const asked: { url: string; headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    asked.push({ url: request.url ?? '', headers: request.headers, body });
    response.writeHead(canned.status, { 'content-type': canned.type, ...canned.headers }).end(canned.body);
  });
}).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
afterAll(() => server.close());

const SECRETS = {
  API_KEY: 'payment-key-that-nobody-sees',
  HELEKET_PAYOUT_KEY: 'payout-key-that-nobody-sees',
};
const lines: string[] = [];
const base = await createTestContext({ CIRCUIT_BREAKER_FAILURE_THRESHOLD: '1000' });
const config = loadConfig({
  SANDBOX: 'on',
  ENVIRONMENT: 'test',
  LOG_LEVEL: 'debug',
  DATABASE_URL: base.testDb.url,
  REDIS_URL: base.redisUrl,
  HELEKET_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  ...SECRETS,
});
const context = { ...base, config, log: createLogger(config, { write: (line) => void lines.push(line) }) };
const provider = createHeleket(
  context,
  createBreaker(context, 'heleket', () => false),
  { timeoutMs: 2000 },
);

const answer = (body: unknown, status = 200, headers: Record<string, string> = {}): void => {
  Object.assign(canned, { status, body: typeof body === 'string' ? body : JSON.stringify(body), headers });
};
const INVOICE = {
  uuid: 'u-1',
  order_id: 'o-1',
  amount: '95.00000000',
  currency: 'TON',
  payment_status: 'paid',
  payer_currency: 'TON',
  payer_amount: '95.00000000',
  payment_amount: '95.00000000',
  merchant_amount: '93.10000000',
  commission: '1.90000000',
  is_final: true,
};
const told = (change: object): void => answer({ state: 0, result: { ...INVOICE, ...change } });
const info = () => provider.info({ orderId: 'o-1' });

test.each([
  ['a number', 95],
  ['an exponent', '9.5e1'],
  ['a sign', '-95'],
  ['a comma', '95,0'],
  ['other digits', '٩٥'],
  ['nothing', ''],
])(
  'an answer, when an amount is written with %s, then is not understood instead of guessed at',
  async (_, amount) => {
    told({ amount });
    await expect(info()).rejects.toMatchObject({ code: 'PROVIDER_MISMATCH' });
    told({ payment_amount: amount });
    await expect(info()).rejects.toMatchObject({ code: 'PROVIDER_MISMATCH' });
  },
);

test('an answer, when what no money hangs on has a strange form, then the rest is understood', async () => {
  told({
    url: '',
    txid: 7,
    from: ['x'],
    network: 5,
    is_final: 'yes',
    expired_at: 'soon',
    created_at: 12,
    comments: {},
  });
  expect(await info()).toMatchObject({
    uuid: 'u-1',
    status: 'paid',
    paymentAmount: '95.00000000',
    isFinal: undefined,
  });
});

test.each([
  ['no state at all', { message: 'Server error, #1', code: 500, error: null }, 200, 'PROVIDER_UNAVAILABLE'],
  ['a text for state', { state: '0', result: INVOICE }, 200, 'PROVIDER_REFUSED'],
  ['state 1', { state: 1, message: 'no' }, 200, 'PROVIDER_REFUSED'],
  ['a bad signature', { message: 'Invalid Sign.' }, 401, 'PROVIDER_REFUSED'],
  ['a list', [], 200, 'PROVIDER_REFUSED'],
  ['state 0 in an error', { state: 0, result: INVOICE }, 500, 'PROVIDER_UNAVAILABLE'],
  ['HTML', '<html></html>', 200, 'PROVIDER_UNAVAILABLE'],
  ['too many requests', { message: 'Too Many Attempts.' }, 429, 'PROVIDER_UNAVAILABLE'],
])('an answer, when it has %s, then is no good answer', async (_, body, status, code) => {
  answer(body, status);
  await expect(info()).rejects.toMatchObject({ code });
});

test('an unknown invoice, when the provider itself says so, then is unknown; a wrong address does not say so', async () => {
  answer({ state: 1, message: 'No query results for model [App\\Models\\MerchantPayment].' }, 404);
  expect(await info()).toBeUndefined();
  answer({ message: 'Not Found', code: 404 }, 404);
  await expect(info()).rejects.toMatchObject({ code: 'PROVIDER_REFUSED' });
});

test('the list, when a row has no name of ours, then it is there under its own', async () => {
  const items = [
    INVOICE,
    { ...INVOICE, uuid: 'u-2', order_id: null },
    { ...INVOICE, uuid: 'u-3', order_id: '' },
  ];
  answer({ state: 0, result: { items, paginate: { nextCursor: null } } });
  const page = await provider.list({ from: new Date(0), to: new Date() });
  expect(page.items.map(({ orderId }) => orderId)).toEqual(['o-1', 'u-2', 'u-3']);
});

test('a redirect, when the provider sends one, then is not followed, so that the signature goes nowhere else', async () => {
  answer('', 302, { location: `${config.HELEKET_API_URL}/elsewhere` });
  await expect(info()).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
  expect(asked.some(({ url }) => url.includes('elsewhere'))).toBe(false);
});

test('each call, when it is made, then is signed, and the payout key signs refunds only', async () => {
  asked.length = 0;
  answer({ state: 0, result: [] });
  await provider.resend('u-1');
  await provider.refund({ uuid: 'u-1', address: 'a', amount: '1', feeFromBalance: false });
  await provider.exchangeRate('TON');
  expect(asked.map(({ url, body }) => [url, body])).toEqual([
    ['/v1/payment/resend', '{"uuid":"u-1"}'],
    ['/v1/payment/refund', '{"uuid":"u-1","address":"a","is_subtract":false,"amount":"1"}'],
    ['/v1/exchange-rate/TON/list', ''],
  ]);
  const signs = asked.map(({ headers }) => headers['sign']);
  expect(signs).toEqual([
    signBody('{"uuid":"u-1"}', SECRETS.API_KEY),
    signBody(asked[1]?.body ?? '', SECRETS.HELEKET_PAYOUT_KEY),
    signBody('', SECRETS.API_KEY),
  ]);
});

test('the log, after good and bad calls of every kind, then holds no key, no signature and no wallet', async () => {
  const wallet = 'UQBvW8Z5huBkMJYdnfAEM5JqTNkuWX3diqYENkWsIL0XggGG';
  const calls: (() => Promise<unknown>)[] = [
    info,
    () => provider.list({ from: new Date(0), to: new Date() }),
    () => provider.services(),
    () => provider.balance(),
    () => provider.amlLinks('u-1'),
    () => provider.refund({ uuid: 'u-1', address: wallet, feeFromBalance: false }),
  ];
  const answers: [unknown, number][] = [
    [{ state: 0, result: { ...INVOICE, from: wallet } }, 200],
    [{ message: 'Invalid Sign.' }, 401],
    [`<html>${wallet}</html>`, 502],
  ];
  for (const [body, status] of answers) {
    answer(body, status);
    for (const call of calls)
      await call().catch((error: unknown) => context.log.error({ err: error }, 'a call failed'));
  }
  const text = lines.join('');
  expect(text).toContain('provider answered');
  for (const secret of [
    ...Object.values(SECRETS),
    wallet,
    ...asked.map(({ headers }) => String(headers['sign'])),
  ])
    expect(text).not.toContain(secret);
});
