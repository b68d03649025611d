import { beforeAll, expect, test } from 'vitest';
import { openSandbox, sign, MERCHANT, PAYMENT_KEY } from '../kit/sandbox.ts';

const opened = await openSandbox();
const { bot, player, sandbox, heleket } = opened;
const message = { chat_id: 1001, text: 'x' };

beforeAll(() => player.anna.send('/start'));

test('a 429 fault, when ordered for two calls, then the third passes', async () => {
  await player.telegramFault({ kind: 'tooManyRequests', target: 'sendMessage', times: 2, retryAfter: 7 });
  const limited = {
    ok: false,
    error_code: 429,
    description: 'Too Many Requests: retry after 7',
    parameters: { retry_after: 7 },
  };
  expect(await bot('sendMessage', message)).toEqual(limited);
  expect(await bot('getMe')).toMatchObject({ ok: true });
  expect(await bot('sendMessage', message)).toEqual(limited);
  expect(await bot('sendMessage', message)).toMatchObject({ ok: true });
});

test.each([
  [{ kind: 'serverError' }, 500, 'Internal Server Error'],
  [{ kind: 'serverError', status: 502 }, 502, 'Bad Gateway'],
  [{ kind: 'blocked' }, 403, 'Forbidden: bot was blocked by the user'],
  [
    { kind: 'refuse', description: 'Bad Request: chat not found', status: 400 },
    400,
    'Bad Request: chat not found',
  ],
])('a fault %j, when ordered, then answers so without acting', async (fault, code, description) => {
  const before = (await player.anna.messages()).length;
  await player.telegramFault(fault);
  expect(await bot('sendMessage', message)).toEqual({ ok: false, error_code: code, description });
  expect((await player.anna.messages()).length).toBe(before);
});

test.each([
  ['silence', 0],
  ['reset', 0],
  ['silenceAfter', 1],
  ['resetAfter', 1],
])('a %s fault, when ordered, then no answer comes and %i message is sent', async (kind, sent) => {
  const before = (await player.anna.messages()).length;
  await player.telegramFault({ kind });
  const call = fetch(`${sandbox.telegramRoot}/bot${sandbox.telegram.world.token}/sendMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
    signal: AbortSignal.timeout(400),
  });
  await expect(call).rejects.toThrow();
  expect((await player.anna.messages()).length - before).toBe(sent);
  expect((await player.telegramCalls('sendMessage')).at(-1)).toMatchObject({
    fault: kind,
    status: sent ? 200 : 0,
  });
});

test('flood limits, when a chat gets a burst, then 429 tells when to come back, and the wait helps', async () => {
  await player.telegramSettings({ floodLimits: true });
  let answer = await bot('sendMessage', message);
  for (let count = 0; answer.ok && count < 40; count++) answer = await bot('sendMessage', message);
  expect(answer).toMatchObject({ error_code: 429, parameters: { retry_after: expect.any(Number) } });
  opened.clock.advance((answer.parameters?.retry_after ?? 0) * 1000);
  expect(await bot('sendMessage', message)).toMatchObject({ ok: true });
  await player.telegramSettings({ floodLimits: false });
});

const create = (orderId: string) => ({ amount: '95', currency: 'TON', order_id: orderId });

test('a provider time-out, when it comes after acting, then the invoice exists; before, it does not', async () => {
  for (const [kind, exists] of [
    ['timeoutBefore', false],
    ['timeoutAfter', true],
    ['resetAfter', true],
  ] as const) {
    await player.heleketFault({ kind, target: 'payment' });
    const body = JSON.stringify(create(kind));
    const call = fetch(`${sandbox.heleketUrl}/v1/payment`, {
      method: 'POST',
      headers: { merchant: MERCHANT, sign: sign(body, PAYMENT_KEY) },
      body,
      signal: AbortSignal.timeout(300),
    });
    await expect(call).rejects.toThrow();
    expect([kind, (await heleket('payment/info', { order_id: kind })).status]).toEqual([
      kind,
      exists ? 200 : 404,
    ]);
  }
});

test('provider faults, when ordered, then give the error body, HTML, or lies, and the truth stays', async () => {
  await heleket('payment', create('lies-1'));
  await player.heleketFault({ kind: 'error500' });
  expect(await heleket('payment/info', { order_id: 'lies-1' })).toEqual({
    status: 500,
    body: { message: 'Server error, #1', code: 500, error: null },
  });
  await player.heleketFault({ kind: 'lyingAmount', value: '1.00' });
  await player.heleketFault({ kind: 'lyingStatus', target: 'payment/list', value: 'paid' });
  const lie = await heleket('payment/info', { order_id: 'lies-1' });
  const list = await heleket('payment/list', {});
  const truth = await heleket('payment/info', { order_id: 'lies-1' });
  expect(lie.body.result).toMatchObject({ amount: '1.00' });
  expect((list.body.result as { items: unknown[] }).items[0]).toMatchObject({ status: 'paid' });
  expect(truth.body.result).toMatchObject({ amount: '95.00000000', status: 'check' });
  await player.heleketFault({ kind: 'html' });
  await expect(heleket('payment/info', { order_id: 'lies-1' })).rejects.toThrow(/JSON/);
});
