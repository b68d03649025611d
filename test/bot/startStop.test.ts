import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { createBot } from '../../src/bot/index.ts';
import { deleteWebhookCommand, setWebhookCommand, webhookInfoCommand } from '../../src/cli/webhook.ts';
import { clearRateCommand, showRateCommand } from '../../src/cli/rateLimit.ts';
import { createStage } from './stage.ts';

const stage = await createStage({ BOT_MODE: 'polling' });

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
  await stage.bot.stop();
  await stage.player.telegramFault({ kind: 'serverError', target: 'setMyCommands', times: 1 });
  const before = (await stage.player.telegramCalls('setMyCommands')).length;

  await stage.restart();
  const person = await stage.person();

  expect(await person.lastFromBot()).toBeDefined();
  await vi.waitFor(
    async () =>
      expect((await stage.player.telegramCalls('setMyCommands')).length).toBeGreaterThanOrEqual(before + 4),
    { timeout: 10_000 },
  );
});

test('polling, when a webhook was left behind, then it is taken away and updates come', async () => {
  await printed(() => setWebhookCommand(stage.app));
  const person = await stage.player.addUser({ first_name: 'Late', language_code: 'ru' });

  await stage.restart();
  await person.send('/start');

  await person.waitFor('Starboard');
});

test('stop, when an update is under way, then it is finished first', async () => {
  const person = await stage.person();
  const { person: known } = await person.chat();
  await stage.player.telegramFault({ kind: 'slow', target: 'sendMessage', ms: 500 });
  const seen = await stage.settled();
  const message = {
    message_id: 1,
    from: known.user,
    chat: { id: person.id, type: 'private' },
    text: '/balance',
  };

  const underWay = stage.bot.takeUpdate({ update_id: 700_000_000, message }, randomUUID());
  await stage.bot.stop();

  expect(stage.updates()).toHaveLength(seen + 1);
  await underWay;
  await person.waitFor('Ваш баланс');
  await stage.restart();
});

test('webhook mode, when the bot starts, then the webhook stands with its secret', async () => {
  await stage.bot.stop();
  const app = { ...stage.app, config: { ...stage.app.config, botMode: 'webhook' as const } };
  const bot = createBot(app);

  await bot.start();
  await vi.waitFor(async () => {
    const info = await printed(() => webhookInfoCommand(stage.app));
    expect(info).toContain(app.config.WEBHOOK_PATH);
  });
  await bot.stop();

  const [call] = (await stage.player.telegramCalls('setWebhook')).slice(-1);
  expect(JSON.stringify(call)).toContain(app.config.WEBHOOK_SECRET.reveal());
  await printed(() => deleteWebhookCommand(stage.app));
  expect(await printed(() => webhookInfoCommand(stage.app))).toContain('polling');
  await stage.restart();
});

test('rate-limit show and clear, when a user is named, then the counters are printed and cleared', async () => {
  const person = await stage.person();
  const user = await stage.userId(person);

  expect(await printed(() => showRateCommand(stage.app, [String(user)]))).toMatch(/message +1 of/);
  expect(await printed(() => clearRateCommand(stage.app, [`tg:${person.id}`]))).toContain('cleared');
  expect(await printed(() => showRateCommand(stage.app, [String(user)]))).toMatch(/message +0 of/);
  await expect(showRateCommand(stage.app, ['nobody'])).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  await expect(showRateCommand(stage.app, ['999999'])).rejects.toMatchObject({ code: 'USER_UNKNOWN' });
});
