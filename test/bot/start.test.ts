import { expect, test } from 'vitest';
import { openChats } from '../kit/chats.ts';

const chats = await openChats();

test('/start, when a Russian speaker sends it, then greets in Russian with the main menu', async () => {
  const { anna } = chats.player;

  await anna.send('/start');
  const home = await anna.waitFor('Starboard');

  expect(home.text).toContain('Здравствуйте');
  const data = (home.reply_markup?.inline_keyboard ?? []).flat().map((button) => button.callback_data);
  expect(data).toEqual(expect.arrayContaining(['buy_stars', 'balance', 'help', 'settings']));
});

test('/start, when an English speaker sends it, then greets in English', async () => {
  const { bob } = chats.player;

  await bob.send('/start');

  expect((await bob.waitFor('Starboard')).text).toContain('Hello');
});

test('start, when the bot has begun, then its commands are published in both languages', async () => {
  const [russian, english] = [await chats.player.anna.chat(), await chats.player.bob.chat()];

  expect(russian.commands.map(({ command }) => command)).toEqual([
    'start',
    'balance',
    'buy',
    'history',
    'help',
    'paysupport',
    'settings',
    'cancel',
  ]);
  expect(russian.commands[0]?.description).toBe('Главное меню');
  expect(english.commands[0]?.description).toBe('Main menu');
});
