import { expect, test } from 'vitest';
import { newId } from '../../src/lib/index.ts';
import { notify } from '../../src/notifications/index.ts';
import { refunded } from '../kit/news.ts';
import type { PlayedUser } from '../kit/player.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats();

/** A message that the bot sends by itself, and what sends it. */
async function news(person: PlayedUser): Promise<() => Promise<void>> {
  const key = newId();
  await notify(chats.app.db, {
    userId: await chats.userId(person),
    ...refunded(),
    subjectId: newId(),
    key,
  });
  const row = await chats.testDb.owner.one<{ id: string }>('SELECT id FROM notifications WHERE key = $1', [
    key,
  ]);
  return () => chats.bot.sendNotification(row?.id ?? '');
}

test('the circuit of Telegram, when it fails for several chats and methods, then it opens, and closes again after good probes', async () => {
  const people = await Promise.all([1, 2, 3].map(() => chats.person()));
  const [person] = people;
  if (!person) throw new Error('nobody');
  const send = await news(person);
  for (const target of ['sendMessage', 'editMessageText'])
    await chats.player.telegramFault({ kind: 'serverError', target, times: 200 });

  for (const pressing of people) await pressing.press('balance');
  await chats.answered();
  await expect(send()).rejects.toMatchObject({ code: 'CIRCUIT_OPEN' });
  expect((await chats.app.breakers.telegram.state()).phase).toBe('open');
  await chats.player.clearFaults();
  chats.clock.advance(61_000);
  await send();
  await chats.answerAll();
  await person.waitFor('Ваш баланс');
  await person.send('/help');
  await person.waitFor('Помощь и поддержка');

  expect((await chats.app.breakers.telegram.state()).phase).toBe('closed');
});

test.each(['serverError', 'reset', 'html'])(
  'the circuit of Telegram, when one method answers with %s, then it stays closed and the others are served',
  async (kind) => {
    const people = await Promise.all([1, 2, 3, 4].map(() => chats.person()));
    await chats.player.telegramFault({ kind, target: 'editMessageText', times: 200 });

    for (const person of people) await person.press('balance');
    await chats.answered();
    const calm = await chats.person();

    expect(await calm.lastFromBot()).toBeDefined();
    expect((await chats.app.breakers.telegram.state()).phase).toBe('closed');
    await chats.player.clearFaults();
    await chats.answerAll();
    for (const person of people) await person.waitFor('Ваш баланс');
  },
);

test('the circuit of Telegram, when a flood is answered with 429, then it stays closed and the others are served', async () => {
  const [busy, calm] = [await chats.person(), await chats.person()];
  await chats.player.telegramFault({
    kind: 'tooManyRequests',
    target: 'sendMessage',
    retryAfter: 60,
    times: 6,
  });
  for (let i = 0; i < 3; i++) await busy.send('/help');
  await chats.answered();
  expect((await chats.app.breakers.telegram.state()).phase).toBe('closed');

  await chats.player.clearFaults();
  await calm.send('/help');

  await calm.waitFor('Помощь и поддержка');
});

test('the circuit of Heleket, when it is open, then payment screens say so and the balance still buys', async () => {
  const person = await chats.person();
  await chats.give(person, 100);
  await chats.player.heleketFault({ kind: 'error500', times: 50 });
  for (let i = 0; i < 8 && (await chats.app.breakers.heleket.state()).phase !== 'open'; i++)
    await chats.app.provider.services().catch(() => undefined);

  await person.send('/buy');
  const shop = await person.waitFor('Магазин звёзд');
  expect(shop.text).toContain('Платёжный сервис сейчас не отвечает');
  await person.press('buy_100');
  await person.waitFor('на паузе');
  for (const table of ['orders', 'invoices'])
    expect((await chats.testDb.owner.query(`SELECT 1 FROM ${table}`)).rows).toHaveLength(0);
  await person.press('buy_stars_with_balance');
  await person.waitFor('Звёзды приходят сразу');
  await person.press('buy_100_balance');
  const confirm = await person.waitFor('Проверьте покупку');
  const data = (confirm.reply_markup?.inline_keyboard ?? [])
    .flat()
    .find((button) => button.callback_data?.startsWith('confirm_'))?.callback_data;
  await person.press(data ?? '');
  await person.waitFor('Звёзды на вашем балансе');
});
