import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { createBot } from '../../src/bot/index.ts';
import { deleteWebhookCommand, setWebhookCommand, webhookInfoCommand } from '../../src/cli/webhook.ts';
import { clearRateCommand, showRateCommand } from '../../src/cli/rateLimit.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats({ BOT_MODE: 'polling' });

async function printed(work: () => Promise<number>): Promise<string> {
  const lines: string[] = [];
  const spy = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  try {
    expect(await work()).toBe(0);
  } finally {
    spy.mockRestore();
  }
  return lines.join('\n');
}

test('start, when setMyCommands is refused at first, then the bot works and the commands come later', async () => {
  await chats.bot.stop();
  await chats.player.telegramFault({ kind: 'serverError', target: 'setMyCommands', times: 1 });
  const before = (await chats.player.telegramCalls('setMyCommands')).length;

  await chats.restart();
  const person = await chats.person();

  expect(await person.lastFromBot()).toBeDefined();
  await vi.waitFor(
    async () =>
      expect((await chats.player.telegramCalls('setMyCommands')).length).toBeGreaterThanOrEqual(before + 4),
    { timeout: 10_000 },
  );
});

test('polling, when a webhook was left behind, then it is taken away and updates come', async () => {
  await printed(() => setWebhookCommand(chats.app));
  const person = await chats.player.addUser({ first_name: 'Late', language_code: 'ru' });

  await chats.restart();
  await person.send('/start');

  await person.waitFor('Starboard');
});

test('stop, when an update is under way, then it is finished first', async () => {
  const person = await chats.person();
  const { person: known } = await person.chat();
  await chats.player.telegramFault({ kind: 'slow', target: 'sendMessage', ms: 500 });
  const seen = await chats.answered();
  const message = {
    message_id: 1,
    from: known.user,
    chat: { id: person.id, type: 'private' },
    text: '/balance',
  };

  const underWay = chats.bot.takeUpdate({ update_id: 700_000_000, message }, randomUUID());
  await chats.bot.stop();

  expect(chats.updates()).toHaveLength(seen + 1);
  await underWay;
  await person.waitFor('Ваш баланс');
  await chats.restart();
});

test('webhook mode, when the bot starts, then the webhook stands with its secret', async () => {
  await chats.bot.stop();
  const app = { ...chats.app, config: { ...chats.app.config, botMode: 'webhook' as const } };
  const bot = createBot(app);

  await bot.start();
  await vi.waitFor(async () => {
    const info = await printed(() => webhookInfoCommand(chats.app));
    expect(info).toContain(app.config.WEBHOOK_PATH);
  });
  await bot.stop();

  const [call] = (await chats.player.telegramCalls('setWebhook')).slice(-1);
  expect(JSON.stringify(call)).toContain(app.config.WEBHOOK_SECRET.reveal());
  await printed(() => deleteWebhookCommand(chats.app));
  expect(await printed(() => webhookInfoCommand(chats.app))).toContain('polling');
  await chats.restart();
});

test('rate-limit show and clear, when a user is named, then the counters are printed and cleared', async () => {
  const person = await chats.person();
  const user = await chats.userId(person);

  expect(await printed(() => showRateCommand(chats.app, [String(user)]))).toMatch(/message +1 of/);
  expect(await printed(() => clearRateCommand(chats.app, [`tg:${person.id}`]))).toContain('cleared');
  expect(await printed(() => showRateCommand(chats.app, [String(user)]))).toMatch(/message +0 of/);
  await expect(showRateCommand(chats.app, ['nobody'])).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  await expect(showRateCommand(chats.app, ['999999'])).rejects.toMatchObject({ code: 'USER_UNKNOWN' });
});
