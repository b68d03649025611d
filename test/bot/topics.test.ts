import { expect, test } from 'vitest';
import { checkOrder } from '../../src/payments/index.ts';
import { replyToTicket } from '../../src/support/index.ts';
import type { Message } from '../../sandbox/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import { openChats } from '../kit/chats.ts';
import { hire } from '../kit/hire.ts';

const chats = await openChats();
const TOPIC = 4242;
let nextMessage = 5_000_000;

/** Something typed in a topic of the chat. */
async function say(person: PlayedUser, text: string, thread = TOPIC): Promise<void> {
  const { person: known } = await person.chat();
  await chats.player.sendUpdate({
    message: {
      message_id: nextMessage++,
      message_thread_id: thread,
      is_topic_message: true,
      from: known.user,
      chat: { id: person.id, type: 'private' },
      date: 1,
      text,
    },
  });
  await chats.answered();
}

const threadsOf = async (person: PlayedUser, words: string): Promise<(number | undefined)[]> =>
  (await person.messages())
    .filter(({ text, caption }) => `${text ?? ''}${caption ?? ''}`.includes(words))
    .map((message) => message.message_thread_id);

async function sendAll(person: PlayedUser): Promise<void> {
  const { rows } = await chats.testDb.owner.query<{ id: string }>(
    `SELECT id FROM notifications WHERE user_id = $1 AND state = 'queued' ORDER BY seq`,
    [await chats.userId(person)],
  );
  for (const { id } of rows) await chats.bot.sendNotification(id);
}

test('an answer, when its message stands in a topic, then goes to that topic, a file too', async () => {
  const person = await chats.person();
  await say(person, '/balance');
  await person.waitFor('Ваш баланс');
  await say(person, '/settings', 7);
  await person.waitFor('Настройки');
  await person.press('privacy');
  await chats.answered();
  await person.press('privacy_export');
  await person.waitFor((message) => message.document !== undefined);

  expect(await threadsOf(person, 'Ваш баланс')).toEqual([TOPIC]);
  const file = (await person.messages()).find((message) => message.document !== undefined);
  expect(file?.message_thread_id).toBe(7);
});

test('news of an order, when it was opened in a topic and its screen gave way, then come in that topic', async () => {
  const person = await chats.person();
  await say(person, '/buy');
  await person.waitFor('Магазин звёзд');
  await person.press('buy_100');
  const invoice: Message = await person.waitFor('Счёт на');
  await person.press({ data: 'back_to_buy_stars', messageId: invoice.message_id });
  await chats.answered();
  await say(person, '/help', 99);
  const order = await chats.testDb.owner.one<{ id: string }>('SELECT id FROM orders WHERE user_id = $1', [
    await chats.userId(person),
  ]);
  const url = (invoice.reply_markup?.inline_keyboard ?? []).flat().find((key) => key.url)?.url ?? '';
  await chats.player.pay(url);
  await checkOrder(chats.app, order?.id ?? '');

  await sendAll(person);

  expect(await threadsOf(person, 'Звёзды на вашем балансе')).toEqual([TOPIC]);
});

test('an answer of an agent, when the ticket was written in a topic that is gone by now, then it comes all the same', async () => {
  const person = await chats.person();
  await say(person, '/help');
  await person.press('create_ticket');
  await person.waitFor('Новое обращение');
  await person.press('ticket_subject_other');
  await chats.answered();
  await say(person, 'вопрос');
  await person.press('ticket_send');
  await chats.answered();
  const ticket = await chats.testDb.owner.one<{ id: string }>('SELECT id FROM tickets WHERE user_id = $1', [
    await chats.userId(person),
  ]);
  const staffId = await hire(chats, 'support');
  const reply = (text: string) => replyToTicket(chats.app, { ticketId: ticket?.id ?? '', staffId, text });
  await reply('первый ответ');
  await sendAll(person);
  expect(await threadsOf(person, 'первый ответ')).toEqual([TOPIC]);

  await chats.player.telegramFault({
    kind: 'refuse',
    target: 'sendMessage',
    times: 1,
    description: 'message thread not found',
  });
  await reply('второй ответ');
  await sendAll(person);

  expect(await threadsOf(person, 'второй ответ')).toEqual([undefined]);
});
