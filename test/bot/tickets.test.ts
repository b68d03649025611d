import { expect, test } from 'vitest';
import { replyToTicket, resolveTicket } from '../../src/support/index.ts';
import type { Message } from '../../sandbox/index.ts';
import { ticketsIn } from '../kit/tickets.ts';
import { openChats } from '../kit/chats.ts';
import { hire } from '../kit/hire.ts';

const chats = await openChats();
const { beginTicket, openTicket, messagesOf, ticketOf, sendNotifications } = ticketsIn(chats);
const NASTY = '<b>&"_*';

const dataOf = (message: Message): string[] =>
  (message.reply_markup?.inline_keyboard ?? []).flat().flatMap((button) => button.callback_data ?? []);

test('create_ticket, when text and files are sent, then the agent gets all of it once', async () => {
  const person = await chats.person();
  await beginTicket(person, 'delivery');

  await person.send(`Привет ${NASTY}`);
  await person.waitFor('Черновик обращения');
  await person.sendPhoto('снимок', 3);
  await person.waitFor('3 вложения');
  await person.sendDocument('чек.txt', 'hash', undefined);
  const draft = await person.waitFor('4 вложения');
  expect(draft.text).toContain(NASTY);
  await Promise.all([person.press('ticket_send'), person.press('ticket_send')]);
  await person.waitFor(/Обращение №\d+ принято/);
  await chats.answered();

  const messages = await messagesOf(person);
  expect(messages.map(({ kind }) => kind)).toEqual(['text', 'photo', 'photo', 'photo', 'document']);
  expect(messages[0]?.body).toBe(`Привет ${NASTY}`);
});

test('an open ticket, when the user writes, sends files or edits, then it reaches the agent', async () => {
  const person = await chats.person();
  await openTicket(person);

  const said = await person.send('ещё вопрос');
  await person.waitFor('Передано в обращение');
  await person.edit(said.message_id, 'ещё один вопрос');
  await person.waitFor('Правка передана');
  await person.sendPhoto('фото', 2);
  await person.sendSticker('👍');
  await person.sendDocument('a.txt', 'a');
  await chats.answered();

  const messages = await messagesOf(person);
  expect(messages.map(({ kind, body }) => [kind, body])).toEqual([
    ['text', 'Где мои звёзды?'],
    ['text', 'ещё один вопрос'],
    ['photo', 'фото'],
    ['photo', ''],
    ['other', '👍'],
    ['document', ''],
  ]);
  expect(messages[1]?.edits).toHaveLength(1);
});

test('an answer of support, when it is sent, then it arrives escaped and its delivery is written down', async () => {
  const person = await chats.person();
  await openTicket(person);

  await replyToTicket(chats.app, {
    ticketId: await ticketOf(person),
    staffId: await hire(chats, 'support'),
    text: `Ответ ${NASTY}`,
  });
  await sendNotifications();

  const answer = await person.waitFor('Ответ поддержки');
  expect(answer.text).toContain(`Ответ ${NASTY}`);
  expect((await messagesOf(person)).at(-1)).toMatchObject({ author: 'staff', delivery: 'sent' });
});

test('a resolved ticket, when it is rated and reopened, then both are kept', async () => {
  const person = await chats.person();
  await openTicket(person);
  const ticketId = await ticketOf(person);
  await resolveTicket(chats.app, { ticketId, staffId: await hire(chats, 'support') });
  await sendNotifications();
  const resolved = await person.waitFor(/решено/);
  expect(dataOf(resolved)).toEqual(expect.arrayContaining([`rate_5_${ticketId}`, `reopen_${ticketId}`]));

  await person.press(`rate_4_${ticketId}`);
  await person.waitFor('Спасибо за оценку');
  await person.press(`reopen_${ticketId}`);
  await person.waitFor('снова открыто');

  const row = await chats.testDb.owner.one('SELECT status, rating FROM tickets WHERE id = $1', [ticketId]);
  expect(row).toEqual({ status: 'open', rating: 4 });
});

test('a ticket about a transaction, when it is opened from the detail screen, then it names the order', async () => {
  const person = await chats.person();
  await person.press('buy_stars');
  await person.waitFor('Магазин звёзд');
  await person.press('buy_100');
  await person.waitFor('Счёт на покупку');
  await person.send('/history');
  const history = await person.waitFor('История за 30 дней');
  const detail = dataOf(history).find((data) => data.startsWith('transaction_')) ?? '';
  await person.press(detail);
  await person.waitFor('ждёт оплаты');

  await person.press(detail.replace('transaction_', 'ticket_about_'));
  await person.waitFor('По операции');
  await person.send('вопрос');
  await person.waitFor('Черновик обращения');
  await person.press('ticket_send');
  await person.waitFor(/принято/);

  const row = await chats.testDb.owner.one<{ order_id: string }>(
    'SELECT order_id FROM tickets WHERE user_id = $1',
    [await chats.userId(person)],
  );
  expect(row?.order_id).toBe(detail.replace('transaction_', ''));
});

test('a ticket draft, when nothing was written, then it cannot be sent', async () => {
  const person = await chats.person();
  const prompt = await beginTicket(person);

  await chats.player.sendUpdate({
    callback_query: {
      id: 'empty-draft-query',
      from: (await person.chat()).person.user,
      message: prompt,
      chat_instance: '1',
      data: 'ticket_send',
    },
  });

  await person.waitForToast('Добавьте пару слов');
});

test('a user, when the bot is blocked, then answers are not sent and it is written down', async () => {
  const person = await chats.person();
  await openTicket(person);
  await person.block();

  await replyToTicket(chats.app, {
    ticketId: await ticketOf(person),
    staffId: await hire(chats, 'support'),
    text: 'Ответ',
  });
  await sendNotifications();

  expect((await messagesOf(person)).at(-1)).toMatchObject({ delivery: 'blocked' });
  const blocked = async () =>
    (
      await chats.testDb.owner.one<{ bot_blocked_at: Date | null }>(
        'SELECT bot_blocked_at FROM users WHERE telegram_id = $1',
        [person.id],
      )
    )?.bot_blocked_at;
  expect(await blocked()).not.toBeNull();
  await person.unblock();
  await person.send('/start');
  await chats.answered();
  expect(await blocked()).toBeNull();
});
