import { expect, test } from 'vitest';
import { createClient } from '../../src/bot/client.ts';
import { ALLOWED_UPDATES } from '../../src/bot/update.ts';
import { createWatch, type Watch } from '../../src/bot/watch.ts';
import { createWebhookControl } from '../../src/bot/webhook.ts';
import { readSigns } from '../../src/health/index.ts';
import { Secret } from '../../src/lib/index.ts';
import type { Config } from '../../src/platform/index.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats();
await chats.bot.stop();
const { app, player } = chats;
const lines: Record<string, unknown>[] = [];
for (const level of ['error', 'warn', 'info'] as const)
  app.log[level] = ((data: object, msg: string) =>
    void lines.push({ ...data, msg, level })) as typeof app.log.info;

const watchWith = (change: Partial<Config>): { watch: Watch; client: ReturnType<typeof createClient> } => {
  const context = { ...app, config: { ...app.config, ...change } };
  const client = createClient(context, app.breakers.telegram);
  return { watch: createWatch(context, client, createWebhookControl(client, context.config)), client };
};
const { watch, client } = watchWith({ botMode: 'webhook' });
const ours = `${app.config.publicUrl}${app.config.WEBHOOK_PATH}`;
const url = async (): Promise<string> => (await client.call('getWebhookInfo', {})).url ?? '';
const signs = async (): Promise<string[]> =>
  (await readSigns(app)).map(({ name }) => name).filter((name) => name.startsWith('telegram.'));
const told = (name: string): Record<string, unknown>[] =>
  lines.filter(({ sign, seconds }) => sign === name && seconds === undefined);

test('the webhook, when the bot starts, then it is set and nothing is wrong', async () => {
  await watch.look();
  await watch.look();
  expect({ url: await url(), signs: await signs(), told: told('telegram.webhook') }).toEqual({
    url: ours,
    signs: [],
    told: [],
  });
});

test.each<[string, () => Promise<unknown>]>([
  ['deleted by somebody', () => client.call('deleteWebhook', {})],
  ['led elsewhere', () => client.call('setWebhook', { url: 'https://example.org/hook/of-somebody' })],
  [
    'set with fewer kinds of updates',
    () => client.call('setWebhook', { url: ours, allowed_updates: ['message'] }),
  ],
])(
  'the webhook, when it is %s, then health says so, it is set again, and one word tells so',
  async (_what, harm) => {
    await watch.look();
    lines.length = 0;
    await harm();
    await watch.look();
    expect(await signs()).toEqual(['telegram.webhook']);
    expect(told('telegram.webhook')).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain('of-somebody');
    const info = await client.call('getWebhookInfo', {});
    expect({ url: info.url, allowed: info.allowed_updates }).toEqual({
      url: ours,
      allowed: [...ALLOWED_UPDATES],
    });
    await watch.look();
    expect(await signs()).toEqual([]);
  },
);

test('the webhook, when Telegram could not deliver, then health shows its words', async () => {
  // Nobody listens at our address here.
  await player.anna.send('/start');
  await expect.poll(async () => (await client.call('getWebhookInfo', {})).last_error_date).toBeDefined();
  await watch.look();
  const sign = (await readSigns(app)).find(({ name }) => name === 'telegram.delivery');
  expect(sign).toMatchObject({ severity: 'degraded' });
  expect(sign?.text).toContain('1 wait');
});

test('the webhook, when Telegram does not take our address, then health says so in its words, told once', async () => {
  const { watch: refused } = watchWith({ botMode: 'webhook', publicUrl: 'http://example.org' });
  lines.length = 0;
  await refused.look();
  await refused.look();
  const sign = (await readSigns(app)).find(({ name }) => name === 'telegram.webhook');
  expect(sign?.text).toContain('An HTTPS URL must be provided');
  expect(told('telegram.webhook')).toHaveLength(1);
  expect(lines.filter(({ level }) => level === 'warn')).toEqual([]);
  await watchWith({ botMode: 'webhook' }).watch.look();
  expect(await signs()).not.toContain('telegram.webhook');
});

test('polling, when a webhook of somebody else stands, then it is never deleted, and health and log name the command', async () => {
  const { watch: polling } = watchWith({ botMode: 'polling' });
  await client.call('setWebhook', { url: 'https://example.org/hook/of-somebody' });
  lines.length = 0;
  await polling.look();
  await polling.look();
  expect(await url()).toBe('https://example.org/hook/of-somebody');
  expect(await signs()).toEqual(['telegram.webhook']);
  expect(told('telegram.webhook')).toEqual([
    expect.objectContaining({ level: 'error', msg: expect.stringContaining('webhook delete') as string }),
  ]);
  await client.call('setWebhook', { url: ours });
  await polling.look();
  expect(await url()).toBe('');
  await polling.look();
  expect(await signs()).toEqual([]);
});

test.each([
  ['unknown', '100000001:another-token'],
  ['no token at all', 'nonsense'],
])(
  'the token, when Telegram refuses it (%s), then health says so, told once, and it passes by itself',
  async (_what, token) => {
    const { watch: refused } = watchWith({ TELEGRAM_TOKEN: new Secret(token) });
    lines.length = 0;
    await refused.look();
    await refused.look();
    expect(await readSigns(app)).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'telegram.token', severity: 'unhealthy' })]),
    );
    expect(told('telegram.token')).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain(token);
    const { watch: well } = watchWith({ botMode: 'polling' });
    await well.look();
    expect(await signs()).toEqual([]);
  },
);

test('two bots, when both poll with one token, then health and log say so', async () => {
  await client.call('deleteWebhook', {});
  lines.length = 0;
  await chats.restart();
  const stopping = new AbortController();
  const other = (async () => {
    while (!stopping.signal.aborted) {
      await client.call('getUpdates', { timeout: 1 }).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  await expect.poll(signs, { timeout: 40_000, interval: 300 }).toContain('telegram.consumers');
  expect(told('telegram.consumers')).toHaveLength(1);
  stopping.abort();
  await other;
});
