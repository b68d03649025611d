import { expect, test } from 'vitest';
import { createHook, openSandbox } from '../kit/sandbox.ts';
import { eventually } from '../kit/eventually.ts';

interface Update {
  update_id: number;
  message?: { text?: string; entities?: unknown[] };
  [kind: string]: unknown;
}

test('getUpdates, when a message comes during a long poll, then ends at once with ids that grow', async () => {
  const { player, done } = await openSandbox();
  const poll = done<Update[]>('getUpdates', { timeout: 30 });
  await player.anna.send('/start buy_500');
  const [first] = await poll;
  expect(first?.message).toMatchObject({
    text: '/start buy_500',
    entities: [{ type: 'bot_command', offset: 0, length: 6 }],
  });
  await player.anna.send('two');
  await player.anna.send('three');
  const rest = await done<Update[]>('getUpdates', { offset: (first?.update_id ?? 0) + 1, timeout: 30 });
  expect(rest.map((update) => update.message?.text)).toEqual(['two', 'three']);
  expect(rest[0]?.update_id).toBe((first?.update_id ?? 0) + 1);
  expect(await done('getUpdates', { offset: (rest[1]?.update_id ?? 0) + 1 })).toEqual([]);
});

test('getUpdates, when another one starts or a webhook is set, then ends with 409', async () => {
  const { bot, done } = await openSandbox();
  const older = bot('getUpdates', { timeout: 30 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const newer = bot('getUpdates', { timeout: 1 });
  expect(await older).toMatchObject({
    error_code: 409,
    description: expect.stringMatching(/^Conflict: terminated by other/),
  });
  expect(await newer).toMatchObject({ ok: true });
  await done('setWebhook', { url: 'http://127.0.0.1:1/x' });
  expect(await bot('getUpdates')).toMatchObject({
    error_code: 409,
    description: expect.stringMatching(/^Conflict: can't use getUpdates method while webhook is active/),
  });
});

test('allowed_updates, when set, then other kinds are not kept', async () => {
  const { player, done } = await openSandbox();
  await done('getUpdates', { allowed_updates: ['message'] });
  const message = await player.anna.send('one');
  await player.anna.edit(message.message_id, 'changed');
  await player.anna.block();
  const updates = await done<Update[]>('getUpdates');
  expect(updates.map((update) => Object.keys(update)[1])).toEqual(['message']);
});

test('updates of every kind, when played, then arrive as they are', async () => {
  const { player, done } = await openSandbox();
  const name = '<b>&"_*';
  const odd = await player.addUser({ first_name: name, language_code: 'de' });
  const message = await odd.send('text');
  await odd.edit(message.message_id, 'edited');
  await odd.sendPhoto('caption');
  await odd.sendSticker();
  await odd.sendDocument('a.txt', 'x');
  await odd.block();
  await player.postInChannel('news');
  await player.sendUpdate({
    callback_query: { id: '77', from: { id: 5, is_bot: false, first_name: 'X' }, data: 'old' },
  });
  await player.sendUpdate({ quantum_message: { spin: 'up' } });
  const updates = await done<Update[]>('getUpdates');
  const kinds = updates.map((update) => Object.keys(update).find((key) => key !== 'update_id'));
  expect(kinds).toEqual([
    'message',
    'edited_message',
    'message',
    'message',
    'message',
    'my_chat_member',
    'channel_post',
    'callback_query',
    'quantum_message',
  ]);
  expect(updates[0]?.message).toMatchObject({ from: { first_name: name } });
  expect(await done('answerCallbackQuery', { callback_query_id: '77' })).toBe(true);
});

test('a webhook, when it fails, then gets the update again with the secret, and a 2xx ends it', async () => {
  const { player, done, sandbox } = await openSandbox();
  const hook = await createHook((_request, index) => (index < 2 ? 500 : 200));
  await done('setWebhook', { url: hook.url, secret_token: 'secret_-1' });
  await player.anna.send('hello');
  await eventually(() => hook.received.length === 1);
  const info = async () =>
    done<{ pending_update_count: number; last_error_message?: string }>('getWebhookInfo');
  await eventually(
    async () =>
      (await info()).last_error_message === 'Wrong response from the webhook: 500 Internal Server Error',
  );
  expect((await info()).pending_update_count).toBe(1);
  sandbox.time.advance(5000);
  await eventually(() => hook.received.length === 2);
  await eventually(async () => {
    sandbox.time.advance(5000);
    return hook.received.length === 3;
  });
  await eventually(async () => (await info()).pending_update_count === 0);
  expect(new Set(hook.received.map((item) => item.body)).size).toBe(1);
  expect(hook.received[0]?.headers['x-telegram-bot-api-secret-token']).toBe('secret_-1');
});

test('a webhook, when slow, then gets up to max_connections updates at once and no more', async () => {
  const { player, done } = await openSandbox();
  let open = 0;
  let most = 0;
  const gates: (() => void)[] = [];
  const hook = await createHook(async () => {
    open += 1;
    most = Math.max(most, open);
    await new Promise<void>((resolve) => gates.push(resolve));
    open -= 1;
    return 200;
  });
  await done('setWebhook', { url: hook.url, max_connections: 3 });
  for (let index = 0; index < 5; index++) await player.anna.send(`m${index}`);
  await eventually(() => gates.length === 3);
  expect(open).toBe(3);
  await eventually(() => {
    gates.shift()?.();
    return hook.received.length === 5 && open === 0;
  });
  expect(most).toBe(3);
});

test('a webhook, when its answer holds a method call, then the call is made', async () => {
  const { player, done } = await openSandbox();
  const body = JSON.stringify({ method: 'sendMessage', chat_id: 1001, text: 'from the answer' });
  const hook = await createHook(() => ({ status: 200, body }));
  await done('setWebhook', { url: hook.url });
  await player.anna.send('/start');
  expect(await player.anna.waitFor('from the answer')).toMatchObject({ from: { is_bot: true } });
});

test.each([
  ['http://example.com/x', {}, 'An HTTPS URL must be provided for webhook'],
  ['https://example.com:8001/x', {}, 'Webhook can be set up only on ports 80, 88, 443 or 8443'],
])('setWebhook, when given %s, then refuses', async (url, fields, why) => {
  const { bot } = await openSandbox();
  expect(await bot('setWebhook', { url, ...fields })).toMatchObject({
    description: `Bad Request: bad webhook: ${why}`,
  });
  expect(await bot('setWebhook', { url: 'https://example.com/x', secret_token: 'a b' })).toMatchObject({
    description: 'Bad Request: secret token contains unallowed characters',
  });
});
