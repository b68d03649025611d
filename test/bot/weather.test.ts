import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { PlayedUser } from '../kit/player.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats({}, undefined, 1000);

async function alive(person: PlayedUser): Promise<void> {
  await person.send('/settings');
  await person.waitFor('Настройки');
}

const KINDS: Record<string, (person: PlayedUser) => Record<string, unknown>> = {
  'a photo': (p) => ({ message: { ...base(p), photo: [{ file_id: 'f' }] } }),
  'a sticker': (p) => ({ message: { ...base(p), sticker: { file_id: 's', emoji: '👍' } } }),
  'a voice message': (p) => ({ message: { ...base(p), voice: { file_id: 'v', duration: 1 } } }),
  'a location': (p) => ({ message: { ...base(p), location: { latitude: 1, longitude: 2 } } }),
  'an edited message': (p) => ({ edited_message: { ...base(p), text: 'edited' } }),
  'a text of 4096 characters': (p) => ({ message: { ...base(p), text: '<'.repeat(4096) } }),
  'a press without message': (p) => ({
    callback_query: { id: randomUUID(), from: base(p).from, data: 'home' },
  }),
  'a press in a message that Telegram no longer shows': (p) => ({
    callback_query: {
      id: randomUUID(),
      from: base(p).from,
      data: 'home',
      message: { message_id: 1, date: 0, chat: base(p).chat },
    },
  }),
  'a press with buttons of another shape': (p) => ({
    callback_query: {
      id: randomUUID(),
      from: base(p).from,
      data: 'home',
      message: { ...base(p), reply_markup: { inline_keyboard: [[{ text: 7 }], 'x'] } },
    },
  }),
  'a press without data': (p) => ({
    callback_query: { id: randomUUID(), from: base(p).from, game_short_name: 'x' },
  }),
  'a block': (p) => ({
    my_chat_member: { ...base(p), new_chat_member: { status: 'kicked', user: { id: 1 } } },
  }),
  'a channel post': () => ({
    channel_post: { message_id: 1, chat: { id: -100, type: 'channel' }, text: 'x' },
  }),
  'a group message': (p) => ({
    message: { ...base(p), chat: { id: -5, type: 'supergroup' }, text: '/start' },
  }),
  'a reply to an old message': (p) => ({
    message: { ...base(p), text: 'x', reply_to_message: { message_id: 1, date: 0, chat: base(p).chat } },
  }),
  'an empty text': (p) => ({ message: { ...base(p), text: '' } }),
  'an edit of an unknown message without text': (p) => ({ edited_message: { ...base(p), voice: {} } }),
  'a poll': () => ({ poll: { id: '1', question: 'x' } }),
  'a reaction': (p) => ({ message_reaction: { chat: base(p).chat, message_id: 1, new_reaction: [] } }),
  'an unknown kind': () => ({ kind_of_next_year: { a: [null, { b: 1 }] } }),
  'a message of wrong shape': () => ({ message: { message_id: 'x', chat: 7 } }),
};

function base(person: PlayedUser) {
  return {
    message_id: 1_000_000 + Math.floor(Math.random() * 1_000_000),
    date: 1,
    from: { id: person.id, is_bot: false, first_name: 'Тест', language_code: 'ru' },
    chat: { id: person.id, type: 'private' },
  };
}

test.each(Object.keys(KINDS))('%s, when it comes, then the bot goes on', async (kind) => {
  const person = await chats.person();
  const make = KINDS[kind];

  await chats.player.sendUpdate(make?.(person) ?? {});

  await alive(person);
  expect(chats.updates().some((line) => line['level'] === 'error')).toBe(false);
});

test('takeUpdate, when the update is no update at all, then does not throw', async () => {
  for (const update of [null, undefined, 5, 'x', [], {}, { update_id: 'x' }, { update_id: 1, message: 5 }])
    await expect(chats.bot.takeUpdate(update, randomUUID())).resolves.toBeUndefined();
});

test('a name with markup, when its owner writes, then it is shown as it is', async () => {
  const person = await chats.person({ first_name: '<b>&"_*' });

  expect((await person.lastFromBot())?.text).toContain('<b>&"_*');
});

test('429, when Telegram asks to wait, then the answer comes after the wait', async () => {
  const person = await chats.person();
  await chats.player.telegramFault({ kind: 'tooManyRequests', target: 'sendMessage', retryAfter: 1 });

  await person.send('/balance');

  await person.waitFor('Ваш баланс');
});

test.each(['serverError', 'html', 'reset'])(
  '%s, when Telegram fails twice, then the answer still comes',
  async (kind) => {
    const person = await chats.person();
    await chats.player.telegramFault({ kind, target: 'sendMessage', times: 2 });

    await person.send('/balance');

    await person.waitFor('Ваш баланс');
  },
);

test('a button, when the provider is slow, then its query is answered before the invoice is there', async () => {
  const person = await chats.person();
  await person.press('buy_stars');
  await person.waitFor('Магазин звёзд');
  await chats.player.heleketFault({ kind: 'slow', ms: 2500 });

  const { callbackQueryId } = await person.press('buy_100');
  await person.waitFor('Счёт на покупку');

  const calls = await chats.player.telegramCalls();
  const answer = calls.find((call) => JSON.stringify(call.params).includes(callbackQueryId));
  const edit = calls.findLast((call) => call.target === 'editMessageText');
  expect(answer?.id).toBeLessThan(edit?.id ?? 0);
});

test('an album, when nothing waits for one, then one answer comes', async () => {
  const person = await chats.person();

  await person.sendPhoto('альбом', 5);
  await chats.answered();

  const told = (await person.messages()).filter((message) => /сохранено/i.test(message.text ?? ''));
  expect(told).toHaveLength(1);
  expect(told[0]?.text).toContain('5 вложений');
});

test('polling, when Telegram fails to give updates, then it goes on afterwards', async () => {
  const person = await chats.person();
  await chats.player.telegramFault({ kind: 'serverError', target: 'getUpdates', times: 2 });

  await alive(person);
});

test('an error in one update, when the database fails under it, then that user is told and the next update works', async () => {
  const person = await chats.person();
  await chats.testDb.owner.query('ALTER TABLE faq RENAME TO faq_away');

  await person.press('help');
  await person.waitFor('Помощь и поддержка');
  await person.press('help_faq');
  await chats.answered();
  const shown = await person.waitFor('Сбой на нашей стороне');
  await chats.testDb.owner.query('ALTER TABLE faq_away RENAME TO faq');

  const line = chats.updates().find((item) => item['result'] === 'INTERNAL');
  const reference = /Код для поддержки: ([0-9a-f]{8})/.exec(shown.text ?? '')?.[1];
  expect(reference).toBeDefined();
  expect(String(line?.['correlationId']).startsWith(reference ?? 'none')).toBe(true);
  await alive(person);
});

test('a handled update, when it is logged, then one line tells kind, user, time and correlation', async () => {
  const person = await chats.person();
  const seen = await chats.answered();

  await person.send('/history');
  await chats.answered();

  const user = await chats.userId(person);
  expect(chats.updates()[seen]).toMatchObject({
    update: 'message',
    act: '/history',
    result: 'ok',
    userId: user.toString(),
    ms: expect.any(Number),
    correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

test('Redis, when it is away, then fixed packages, balance and tickets still answer', async () => {
  const person = await chats.person();
  const prompt = await person.lastFromBot();
  await chats.redis.stop();

  await person.press({ data: 'buy_stars', messageId: prompt?.message_id ?? 0 });
  await person.waitFor('Магазин звёзд', 30_000);
  await person.press('buy_100');
  await person.waitFor('Счёт на покупку', 30_000);
  await person.press('back_to_buy_stars');
  await person.waitFor('Магазин звёзд', 30_000);
  await person.press('buy_stars_with_payment');
  await person.waitFor('Покупка по счёту', 30_000);
  await person.press('custom_amount');

  await person.waitFor('Ввод с клавиатуры сейчас недоступен', 30_000);
}, 120_000);
