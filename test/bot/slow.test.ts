import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { PlayedUser } from '../kit/player.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats();
/** A turn that takes so long is still under way when everybody else has been answered. */
const SLOW = { kind: 'slow', target: 'payment', ms: 25_000 };
let nextMessage = 6_000_000;
let nextUpdate = 830_000_000;

async function command(person: PlayedUser, text: string) {
  const { person: known } = await person.chat();
  return {
    message: {
      message_id: nextMessage++,
      from: known.user,
      chat: { id: person.id, type: 'private' },
      date: 1,
      text,
    },
  };
}

async function answers(person: PlayedUser, words: string): Promise<number> {
  return (await person.messages()).filter(({ text }) => text?.includes(words)).length;
}

const openRows = async (): Promise<number> =>
  (await chats.testDb.owner.query('SELECT 1 FROM open_updates')).rows.length;

test('160 updates of others, when one turn is slow, then all of them are answered before it ends', async () => {
  const slow = await chats.person();
  const others = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => chats.person()));
  await slow.press('buy_stars');
  await slow.waitFor('Магазин звёзд');
  await chats.player.heleketFault(SLOW);
  await slow.press('buy_100');
  for (let i = 0; i < 20; i++)
    for (const person of others) await chats.player.sendUpdate(await command(person, '/paysupport'));

  await expect
    .poll(
      async () => {
        const counts = await Promise.all(others.map((person) => answers(person, 'плат')));
        return counts.reduce((sum, count) => sum + count, 0);
      },
      { timeout: 22_000, interval: 200 },
    )
    .toBeGreaterThanOrEqual(160);
  expect(await answers(slow, 'Счёт на')).toBe(0);
  await slow.waitFor('Счёт на', 40_000);
  await expect.poll(openRows, { timeout: 10_000 }).toBe(0);
}, 90_000);

test('a noisy person, when 160 updates come at once, then another one is answered before they are', async () => {
  const [noisy, calm] = [await chats.person(), await chats.person()];
  for (let i = 0; i < 160; i++) await chats.player.sendUpdate(await command(noisy, '/help'));

  await calm.send('/balance');
  await calm.waitFor('Ваш баланс');

  expect(await answers(noisy, 'Помощь и поддержка')).toBeLessThan(160);
  await expect.poll(() => answers(noisy, 'Помощь и поддержка'), { timeout: 60_000, interval: 200 }).toBe(160);
}, 90_000);

test('takeUpdate, when a turn takes long, then comes back with the update kept, and the turn goes on', async () => {
  const person = await chats.person();
  await person.press('buy_stars');
  const shop = await person.waitFor('Магазин звёзд');
  await chats.player.heleketFault({ ...SLOW, ms: 4000 });
  const { person: known } = await person.chat();
  const update = {
    update_id: nextUpdate++,
    callback_query: {
      id: randomUUID(),
      from: known.user,
      message: shop,
      chat_instance: '1',
      data: 'buy_100',
    },
  };

  await chats.bot.takeUpdate(update, randomUUID());

  expect(await answers(person, 'Счёт на')).toBe(0);
  expect(await openRows()).toBe(1);
  await person.waitFor('Счёт на', 20_000);
  await expect.poll(openRows, { timeout: 10_000 }).toBe(0);
  await chats.bot.takeUpdate(update, randomUUID());
  expect(chats.updates().filter((line) => line['updateId'] === update.update_id)).toHaveLength(1);
}, 60_000);
