import { expect, test } from 'vitest';
import { setSwitch } from '../../src/switches/index.ts';
import { closeTicket, openTicket, replyToTicket, resolveTicket } from '../../src/support/index.ts';
import type { Message } from '../../sandbox/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import { ticketsIn } from '../kit/tickets.ts';
import { createRaw, dataOf, photo } from './rawMessage.ts';
import { openChats } from '../kit/chats.ts';
import { hire } from '../kit/hire.ts';

const chats = await openChats();
const { openTicket: open, ticketOf, sendNotifications } = ticketsIn(chats);
const raw = createRaw(chats);

/** The texts of the user's messages in each ticket, the oldest ticket first. */
async function conversations(person: PlayedUser): Promise<string[][]> {
  const { rows } = await chats.testDb.owner.query<{ texts: string[] }>(
    `SELECT array_agg(m.body ORDER BY m.seq) AS texts FROM tickets t JOIN ticket_messages m ON m.ticket_id = t.id
     WHERE t.user_id = $1 AND m.author = 'user' GROUP BY t.id, t.number ORDER BY t.number`,
    [await chats.userId(person)],
  );
  return rows.map(({ texts }) => texts);
}

async function statusOf(person: PlayedUser): Promise<string[]> {
  const { rows } = await chats.testDb.owner.query<{ status: string }>(
    'SELECT status FROM tickets WHERE user_id = $1 ORDER BY number',
    [await chats.userId(person)],
  );
  return rows.map(({ status }) => status);
}

const buttonOf = (message: Message, start: string): string =>
  dataOf(message).find((data) => data.startsWith(start)) ?? '';

async function resolved(person: PlayedUser): Promise<{ ticketId: string; notice: Message }> {
  await open(person);
  const ticketId = await ticketOf(person);
  await resolveTicket(chats.app, { ticketId, staffId: await hire(chats, 'support') });
  await sendNotifications();
  return { ticketId, notice: await person.waitFor(/решено/) };
}

test('words and pictures out of the blue, when they are sent to support, then a ticket holds all of them once', async () => {
  const person = await chats.person();
  await person.send('я оплатил, где звёзды???');
  const first = await person.waitFor('Сообщение сохранено');
  expect(first.text).toContain('я оплатил, где звёзды???');
  await raw.send(person, photo('p1', { caption: 'чек' }));
  await raw.send(person, { voice: { file_id: 'v1', duration: 2 } });
  await raw.send(person, { sticker: { file_id: 's', emoji: '😡' } });
  await person.waitFor('Сохранено: 4 сообщения');

  const send = buttonOf(first, 'inbox_send_');
  await Promise.all([person.press(send), person.press(send)]);
  await person.waitFor(/Обращение №\d+ принято|Уже отправлено: обращение №\d+/);
  await chats.answered();

  expect(await conversations(person)).toEqual([['я оплатил, где звёзды???', 'чек', '', '😡']]);
  await person.send('и ещё');
  await person.waitFor('Передано в обращение');
  expect((await conversations(person))[0]?.at(-1)).toBe('и ещё');
});

test('words out of the blue, when they are edited before they are sent, then the new text is sent', async () => {
  const person = await chats.person();
  const said = await person.send('очепятка');
  await person.waitFor('Сообщение сохранено');
  await person.edit(said.message_id, 'опечатка');
  const shown = await person.waitFor((message) => /сохранено[\s\S]*опечатка/i.test(message.text ?? ''));
  await person.press(buttonOf(shown, 'inbox_send_'));
  await person.waitFor('принято');
  expect(await conversations(person)).toEqual([['опечатка']]);
});

test('words out of the blue, when the user does not want to send them, then nothing reaches support', async () => {
  const person = await chats.person();
  await person.send('просто так');
  const shown = await person.waitFor('Сообщение сохранено');
  await person.press('inbox_drop');
  await person.waitFor('в поддержку оно не ушло');
  await raw.send(person, { text: 'другое' });
  const other = await person.waitFor('Сообщение сохранено');
  expect(other.text).not.toContain('просто так');
  expect(dataOf(shown).length).toBeGreaterThan(0);
});

test('words out of the blue, when Redis forgets everything, then they can still be sent', async () => {
  const person = await chats.person();
  await person.send('сохраните');
  const shown = await person.waitFor('Сообщение сохранено');
  await chats.app.redis.flushall();
  await person.press(buttonOf(shown, 'inbox_send_'));
  await person.waitFor('принято');
  expect(await conversations(person)).toEqual([['сохраните']]);
});

test('words out of the blue, when support takes no tickets, then they are kept and it says so', async () => {
  const person = await chats.person();
  await setSwitch(chats.app, { name: 'tickets', enabled: false, note: '', staffId: null });
  await person.send('помогите');
  const shown = await person.waitFor('не принимает новые обращения');
  expect(buttonOf(shown, 'inbox_send_')).toBe('');
  await setSwitch(chats.app, { name: 'tickets', enabled: true, note: '', staffId: null });
  await person.send('ещё раз');
  await person.press(buttonOf(await person.waitFor('Сохранено: 2 сообщения'), 'inbox_send_'));
  await person.waitFor('принято');
  expect(await conversations(person)).toEqual([['помогите', 'ещё раз']]);
});

test('an album out of the blue, when it is sent to support, then all of it is there', async () => {
  const person = await chats.person();
  await person.sendPhoto('подпись', 4);
  const shown = await person.waitFor('4 вложения');
  await person.press(buttonOf(shown, 'inbox_send_'));
  await person.waitFor('принято');
  expect(await conversations(person)).toEqual([['подпись', '', '', '']]);
});

test('a lone number, when nothing waits for one, then buying that many and support are both offered', async () => {
  const person = await chats.person();
  await person.send('120');
  const shown = await person.waitFor('Как будете платить');
  expect(shown.text).toContain('120 звёзд');
  await person.press(buttonOf(shown, 'inbox_send_'));
  await person.waitFor('принято');
  expect(await conversations(person)).toEqual([['120']]);
});

test('a lone number that nobody can buy, when nothing waits for one, then the limits are said and it is kept', async () => {
  const person = await chats.person();
  await person.send('99999');
  const shown = await person.waitFor('Сообщение сохранено');
  expect(shown.text).toContain('10000');
  expect(buttonOf(shown, 'inbox_send_')).not.toBe('');
});

test('words and a photo, when a number is asked for, then the question stays open and they can go to support', async () => {
  const person = await chats.person();
  await person.send('/buy');
  await person.waitFor('Магазин звёзд');
  await person.press('buy_stars_with_payment');
  await person.waitFor('Покупка по счёту');
  await person.press('custom_amount');
  await person.waitFor('Сколько звёзд');
  await person.send('я уже оплатил!');
  const problem = await person.waitFor('Действие не потеряно');
  await raw.send(person, photo('p2'));
  await person.send('150');
  await person.waitFor('Счёт на покупку');

  await person.press(buttonOf(problem, 'inbox_send_'));
  await person.waitFor('принято');
  expect(await conversations(person)).toEqual([['я уже оплатил!', '']]);
});

test('"thank you" after a ticket was resolved, when it is typed, then the same ticket can take it, or a new one', async () => {
  const person = await chats.person();
  const { ticketId } = await resolved(person);
  await person.send('спасибо, но звёзд всё ещё нет');
  const shown = await person.waitFor('Сообщение сохранено');
  expect(buttonOf(shown, 'inbox_send_')).not.toBe('');
  await person.press(`inbox_into_${ticketId}`);
  await person.waitFor('снова открыто, сообщение передано');
  expect(await conversations(person)).toEqual([['Где мои звёзды?', 'спасибо, но звёзд всё ещё нет']]);
  expect(await statusOf(person)).toEqual(['open']);
});

test.each(['5', '4 ⭐', '3/5'])(
  'the digit %j, when it follows the question for a rating, then it is one and sells nothing',
  async (text) => {
    const person = await chats.person();
    await resolved(person);
    await person.send(text);
    await person.waitFor('Спасибо за оценку');
    const row = await chats.testDb.owner.one('SELECT rating FROM tickets WHERE user_id = $1', [
      await chats.userId(person),
    ]);
    expect(row).toEqual({ rating: Number(text[0]) });
  },
);

test('a digit, when something else was shown after the question for a rating, then it is a number of stars; as a reply it still rates', async () => {
  const person = await chats.person();
  const { notice } = await resolved(person);
  await person.send('/buy');
  await person.waitFor('Магазин звёзд');
  await person.send('5');
  await person.waitFor('Как будете платить');
  await raw.reply(person, notice, { text: '2' });
  await person.waitFor('Спасибо за оценку');
});

test('a reply to "resolved", when it holds words, then the ticket opens again with them', async () => {
  const person = await chats.person();
  const { notice } = await resolved(person);
  await raw.reply(person, notice, photo('p3', { caption: 'не решено', media_group_id: 'A1' }));
  await raw.reply(person, notice, photo('p4', { media_group_id: 'A1' }));
  await person.waitFor('снова открыто');
  expect(await conversations(person)).toEqual([['Где мои звёзды?', 'не решено', '']]);
});

test.each(['closed', 'resolved long ago'])(
  'a reply to an answer of support, when its ticket is %s, then a new ticket about the same begins with it',
  async (how) => {
    const person = await chats.person();
    await open(person);
    const by = { ticketId: await ticketOf(person), staffId: await hire(chats, 'support') };
    await replyToTicket(chats.app, { ...by, text: 'Ответ' });
    await sendNotifications();
    const answer = await person.waitFor('Ответ поддержки');
    if (how === 'closed') await closeTicket(chats.app, by);
    else {
      await resolveTicket(chats.app, by);
      chats.clock.advance(8 * 86_400_000);
    }
    await raw.reply(person, answer, photo('p5', { caption: 'снова не пришли', media_group_id: `B${how}` }));
    await raw.reply(person, answer, photo('p6', { media_group_id: `B${how}` }));
    await person.waitFor('поэтому мы открыли новое');
    expect(await conversations(person)).toEqual([['Где мои звёзды?'], ['снова не пришли', '']]);
  },
);

test('several open tickets, when one of them is on the screen, then what is typed goes into it', async () => {
  const person = await chats.person();
  const userId = await chats.userId(person);
  const [first] = [
    await openTicket(chats.app, { userId, subject: 'other', text: 'первый' }),
    await openTicket(chats.app, { userId, subject: 'other', text: 'второй' }),
  ];
  await person.send(`/start ticket_${first.id}`);
  await person.waitFor('первый');
  await person.send('про первый');
  await person.send('и это');
  await person.waitFor('2 сообщения');
  expect(await conversations(person)).toEqual([['первый', 'про первый', 'и это'], ['второй']]);
});
