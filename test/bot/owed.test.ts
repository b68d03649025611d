import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { checkOrder } from '../../src/payments/index.ts';
import { createAlbums } from '../../src/bot/album.ts';
import { ticketsIn } from '../kit/tickets.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats();
const { beginTicket, messagesOf } = ticketsIn(chats);
const SENDS = ['sendMessage', 'editMessageText'];

beforeEach(async () => {
  await chats.player.clearFaults();
  await chats.app.breakers.telegram.reset();
});

async function fail(kind: string, targets: readonly string[], times = 500): Promise<void> {
  for (const target of targets) await chats.player.telegramFault({ kind, target, times });
}

test('words for support, when nobody knows whether their screen arrived, then they are in the ticket all the same', async () => {
  const person = await chats.person();
  await beginTicket(person, 'other');
  await fail('resetAfter', ['sendMessage'], 20);

  await person.send('первое слово');
  await person.waitFor('первое слово');
  await chats.answered();
  await chats.answerAll();
  await chats.player.clearFaults();
  await person.send('второе слово');
  await person.waitFor(
    (message) => message.text?.includes('второе слово') === true && message.from?.is_bot === true,
  );
  await person.press('ticket_send');
  await person.waitFor(/Обращение №\d+ принято/);

  expect((await messagesOf(person)).map(({ body }) => body)).toEqual(['первое слово', 'второе слово']);
}, 120_000);

test('an account, when it was deleted by the word and Telegram took no answer, then the farewell comes', async () => {
  const person = await chats.person();
  await chats.give(person, 7);
  const before = await chats.userId(person);
  await person.press('settings');
  await person.waitFor('Настройки');
  await person.press('privacy');
  await chats.answered();
  await person.press('privacy_delete');
  await person.waitFor('7 TON');
  const asked = await person.lastFromBot();
  const data = (asked?.reply_markup?.inline_keyboard ?? [])
    .flat()
    .find((button) => /^privacy_delete_\d+_\d+$/.test(button.callback_data ?? ''))?.callback_data;
  await person.press(data ?? '');
  await person.waitFor('УДАЛИТЬ');
  await fail('serverError', SENDS);

  await person.send('УДАЛИТЬ');
  await chats.answered();
  await expect.poll(() => chats.userId(person).catch(() => undefined), { timeout: 20_000 }).not.toBe(before);
  await chats.player.clearFaults();
  await chats.answerAll();

  await person.waitFor('Аккаунт удалён', 20_000);
  const { rows } = await chats.testDb.owner.query('SELECT 1 FROM inbox_messages');
  expect(rows).toEqual([]);
});

test('news of an order, when its payment screen cannot be edited, then they are told all the same', async () => {
  const person = await chats.person();
  await person.send('/buy');
  await person.waitFor('Магазин звёзд');
  await person.press('buy_100');
  const invoice = await person.waitFor('Счёт на');
  const url = (invoice.reply_markup?.inline_keyboard ?? []).flat().find((button) => button.url)?.url;
  await chats.player.pay(url ?? '');
  const userId = await chats.userId(person);
  const of = { owner: chats.testDb.owner, ids: [userId] };
  const order = await of.owner.one<{ id: string }>('SELECT id FROM orders WHERE user_id = $1', of.ids);
  chats.clock.advance(60_000);
  await checkOrder(chats.app, order?.id ?? '');
  const news = await of.owner.one<{ id: string }>('SELECT id FROM notifications WHERE user_id = $1', of.ids);
  await fail('serverError', ['editMessageText']);

  await chats.bot.sendNotification(news?.id ?? '');

  await person.waitFor('Звёзды на вашем балансе');
});

test('an album, when its first update is handled once more, then that one is still the first', async () => {
  const albums = createAlbums(chats.app);
  const album = randomUUID();
  const first = { chatId: 1, updateId: 10 };
  const second = { chatId: 1, updateId: 11 };

  expect(await albums.place(first, album)).toBe('first');
  expect(await albums.place(second, album)).toBe('rest');
  expect(await albums.place(first, album)).toBe('first');
  expect(await createAlbums(chats.app).place(first, album)).toBe('first');
  await albums.refuse(1, album);
  expect(await albums.place(second, album)).toBe('refused');
});
