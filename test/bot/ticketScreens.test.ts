import { expect, test } from 'vitest';
import {
  addUserMessage,
  closeTicket,
  openTicket as open,
  reopenTicketByStaff,
  replyToTicket,
  resolveTicket,
} from '../../src/support/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import { ticketsIn } from '../kit/tickets.ts';
import { createRaw, dataOf, photo } from './rawMessage.ts';
import { openChats } from '../kit/chats.ts';
import { hire } from '../kit/hire.ts';

const chats = await openChats({ MAX_OPEN_TICKETS: '2' });
const { beginTicket, openTicket, ticketOf, sendNotifications } = ticketsIn(chats);
const raw = createRaw(chats);

const fromBot = async (person: PlayedUser) =>
  (await person.messages()).filter((message) => message.from?.is_bot === true);

test('an answer of support, when the ticket is opened later, then it can be read again, page by page', async () => {
  const person = await chats.person();
  await openTicket(person);
  const by = { ticketId: await ticketOf(person), staffId: await hire(chats, 'support') };
  await replyToTicket(chats.app, { ...by, text: `Первый ответ ${'я'.repeat(3280)}` });
  await sendNotifications();
  const userId = await chats.userId(person);
  for (let n = 1; n <= 12; n++)
    await addUserMessage(chats.app, { ticketId: by.ticketId, userId, kind: 'text', text: `строка ${n}.` });

  await person.send(`/start ticket_${by.ticketId}`);
  const latest = await person.waitFor('строка 12.');
  expect(latest.text).toContain('строка 3.');
  expect(latest.text).not.toContain('строка 2.');
  const earlier = dataOf(latest).find((data) => /^ticket_[0-9a-f-]{36}_\d+$/.test(data)) ?? '';
  await person.press(earlier);
  const page = await person.waitFor((message) => /строка 2\./.test(message.text ?? ''));
  await person.press(dataOf(page).find((data) => /^ticket_[0-9a-f-]{36}_\d+$/.test(data)) ?? '');
  const first = await person.waitFor(
    (message) => message.message_id === latest.message_id && /Первый ответ/.test(message.text ?? ''),
  );
  expect(first.text).toContain('яяя');
});

test('a ticket screen, when an agent wrote a note, then the user never sees it', async () => {
  const person = await chats.person();
  await openTicket(person);
  const ticketId = await ticketOf(person);
  await chats.testDb.owner.query(
    `INSERT INTO ticket_messages (id, ticket_id, user_id, author, is_note, body) SELECT gen_random_uuid(), id, user_id, 'staff', true, 'тайна' FROM tickets WHERE id = $1`,
    [ticketId],
  );
  await person.send(`/start ticket_${ticketId}`);
  const shown = await person.waitFor('Где мои звёзды?');
  expect(shown.text).not.toContain('тайна');
});

test('lines into an open ticket, when they follow one another, then one answer counts them and all arrive', async () => {
  const person = await chats.person();
  await openTicket(person);
  const before = (await fromBot(person)).length;
  for (let n = 1; n <= 6; n++) await raw.send(person, { text: `строка ${n}` });
  await person.waitFor(/Передано в обращение №\d+: 6 сообщений/);
  expect((await fromBot(person)).length).toBe(before + 1);

  await replyToTicket(chats.app, {
    ticketId: await ticketOf(person),
    staffId: await hire(chats, 'support'),
    text: 'Смотрим',
  });
  await sendNotifications();
  await person.waitFor('Смотрим');
  await raw.send(person, { text: 'после ответа' });
  expect((await person.lastFromBot())?.text).toMatch(/Передано в обращение №\d+\.$/);
});

test('a draft, when lines follow one another, then one screen gathers them and only one can be sent', async () => {
  const person = await chats.person();
  const prompt = await beginTicket(person);
  const before = (await fromBot(person)).length;
  for (let n = 1; n <= 6; n++) await raw.send(person, { text: `строка ${n}` });
  await person.waitFor('строка 6');
  expect((await fromBot(person)).length).toBe(before + 2);
  const withSend = (await fromBot(person)).filter((message) => dataOf(message).includes('ticket_send'));
  expect(withSend).toHaveLength(1);
  const stale = (await person.messages()).find((message) => message.message_id === prompt.message_id);
  expect(stale && dataOf(stale)).toEqual([]);
});

test('a draft that was sent, when "send" or "cancel" of an older screen comes, then the ticket is named, not "nothing was sent"', async () => {
  const person = await chats.person();
  const prompt = await beginTicket(person);
  await raw.send(person, { text: 'вопрос' });
  const draft = await person.waitFor('Черновик обращения');
  await person.press({ data: 'ticket_send', messageId: draft.message_id });
  await person.waitFor('принято');
  const { person: known } = await person.chat();
  for (const data of ['ticket_send', 'draft_cancel', 'draft_resume']) {
    await chats.player.sendUpdate({
      callback_query: {
        id: `q-${data}-${person.id}`,
        from: known.user,
        message: prompt,
        chat_instance: '1',
        data,
      },
    });
    await person.waitForToast(/Уже отправлено: обращение №\d+/);
    const said = (await person.messages()).map((message) => message.text ?? '').join('\n');
    expect(said).toMatch(/Уже отправлено: обращение №\d+/);
    expect(said).not.toContain('Ничего не списано и не отправлено');
  }
});

test('as many open tickets as may be, when one more is asked for by any door, then the open ones are offered', async () => {
  const person = await chats.person();
  const userId = await chats.userId(person);
  const tickets = [
    await open(chats.app, { userId, subject: 'other', text: 'раз' }),
    await open(chats.app, { userId, subject: 'payment', text: 'два' }),
  ];
  const offered = tickets.map(({ id }) => `ticket_${id}`);
  const isFull = async (): Promise<void> => {
    const shown = await person.waitFor(/У вас уже 2 открытых обращения/);
    expect(dataOf(shown)).toEqual(expect.arrayContaining(offered));
  };
  await person.send('/start ticket_new');
  await isFull();
  await person.send('/paysupport');
  await person.waitFor('Помощь с оплатой');
  await person.press('create_ticket');
  await isFull();
  const { person: known } = await person.chat();
  const [message] = (await fromBot(person)).slice(-1);
  for (const data of ['ticket_subject_payment', 'ticket_code_0123abcd']) {
    await person.send('/help');
    await chats.player.sendUpdate({
      callback_query: { id: `f-${data}`, from: known.user, message, chat_instance: '1', data },
    });
    await isFull();
  }
});

test('a resolved ticket, when it is opened again by a user who has as many as may be, then the open ones are offered', async () => {
  const person = await chats.person();
  const userId = await chats.userId(person);
  await openTicket(person);
  const ticketId = await ticketOf(person);
  await resolveTicket(chats.app, { ticketId, staffId: await hire(chats, 'support') });
  await sendNotifications();
  const notice = await person.waitFor(/решено/);
  for (const text of ['раз', 'два']) await open(chats.app, { userId, subject: 'other', text });
  await person.press(`reopen_${ticketId}`);
  await person.waitFor(/У вас уже 2 открытых обращения/);
  await raw.reply(person, notice, { text: 'не решено' });
  const kept = await person.waitFor('Сообщение сохранено');
  await person.press(dataOf(kept).find((data) => data.startsWith('inbox_into_')) ?? '');
  await person.waitFor('Передано в обращение');
  const { rows } = await chats.testDb.owner.query(
    `SELECT status FROM tickets WHERE id = $1 UNION ALL SELECT t.status FROM ticket_messages m JOIN tickets t ON t.id = m.ticket_id WHERE m.body = 'не решено' AND m.user_id = $2`,
    [ticketId, userId],
  );
  expect(rows).toEqual([{ status: 'resolved' }, { status: 'open' }]);
});

test('a ticket, when support closes it without an answer and opens it again, then the user is told what is so', async () => {
  const person = await chats.person();
  await openTicket(person);
  const by = { ticketId: await ticketOf(person), staffId: await hire(chats, 'support') };
  await closeTicket(chats.app, by);
  await sendNotifications();
  const told = await person.waitFor('закрыли его без ответа');
  await person.press(dataOf(told).find((data) => data.startsWith('ticket_')) ?? '');
  const screen = await person.waitFor('Обращение закончено');
  expect(dataOf(screen)).toContain('create_ticket');
  await reopenTicketByStaff(chats.app, by);
  await sendNotifications();
  await person.waitFor('снова открыто');
});

test('a file of more than 20 MB, when it is sent to support, then the user is told that nobody can open it', async () => {
  const person = await chats.person();
  const large = { document: { file_id: 'big', file_name: 'видео.mov', file_size: 21 * 1024 * 1024 } };
  await raw.send(person, large);
  await person.waitFor('больше 20 МБ');
  await person.press('inbox_drop');
  await beginTicket(person);
  await raw.send(person, large);
  await person.waitFor((message) => /Черновик[\s\S]*больше 20 МБ/.test(message.text ?? ''));
  await person.press('ticket_send');
  await person.waitFor('принято');
  await raw.send(person, large);
  await person.waitFor('попало только название файла');
  await raw.send(person, photo('small'));
  await person.waitFor(/Передано в обращение/);
});

test('an error, when support is pressed under it, then the code goes into the ticket by itself', async () => {
  const person = await chats.person();
  await chats.player.heleketFault({ kind: 'error500', target: 'payment', times: 50 });
  await person.send('/buy');
  await person.waitFor('Магазин звёзд');
  await person.press('buy_100');
  const error = await person.waitFor('Код для поддержки');
  await chats.player.clearFaults();
  const code = /Код для поддержки: ([0-9a-f]{8})/.exec(error.text ?? '')?.[1] ?? '';
  await person.press(`ticket_code_${code}`);
  await person.waitFor(`Код ${code} уже приложен`);
  await raw.send(person, { text: 'не выходит купить' });
  await person.waitFor('Черновик обращения');
  await person.press('ticket_send');
  await person.waitFor('принято');
  const row = await chats.testDb.owner.one('SELECT support_code FROM tickets WHERE user_id = $1', [
    await chats.userId(person),
  ]);
  expect(row).toEqual({ support_code: code });
});
