import { expect, test } from 'vitest';
import { closeTicket, replyToTicket, resolveTicket } from '../../src/support/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import { ticketsIn } from '../kit/tickets.ts';
import { createRaw, dataOf, photo } from './rawMessage.ts';
import { openChats } from '../kit/chats.ts';
import { hire } from '../kit/hire.ts';

const chats = await openChats();
const { openTicket, ticketOf, sendNotifications } = ticketsIn(chats);
const raw = createRaw(chats);

interface Told {
  status: string;
  body: string;
  file_id: string | null;
  edits: Record<string, unknown>[];
}
/** The last message of the user and the state of its ticket. */
async function last(person: PlayedUser): Promise<Told | undefined> {
  return chats.testDb.owner.one<Told>(
    `SELECT t.status, m.body, m.file_id, m.edits FROM ticket_messages m JOIN tickets t ON t.id = m.ticket_id
     WHERE m.user_id = $1 AND m.author = 'user' ORDER BY m.seq DESC LIMIT 1`,
    [await chats.userId(person)],
  );
}

test('an edit, when its ticket waits for the user, then it is the turn of the shop again', async () => {
  const person = await chats.person();
  await openTicket(person);
  const said = await raw.send(person, { text: 'хеш abc' });
  await replyToTicket(chats.app, {
    ticketId: await ticketOf(person),
    staffId: await hire(chats, 'support'),
    text: 'Какой?',
  });
  await sendNotifications();
  expect((await last(person))?.status).toBe('waiting_user');

  await raw.edit(person, said, { text: 'хеш abd' });
  await person.waitFor('Правка передана');
  expect(await last(person)).toMatchObject({ status: 'open', body: 'хеш abd', edits: [{ text: 'хеш abc' }] });
});

test('an edit, when its ticket is resolved, then nobody is said to read it, and the ticket opens again with it', async () => {
  const person = await chats.person();
  await openTicket(person);
  const said = await raw.send(person, { text: 'было' });
  const ticketId = await ticketOf(person);
  await resolveTicket(chats.app, { ticketId, staffId: await hire(chats, 'support') });

  await raw.edit(person, said, { text: 'стало' });
  const told = await person.waitFor('правку в нём никто не прочитает');
  expect((await last(person))?.status).toBe('resolved');
  await person.press(dataOf(told).find((data) => data.startsWith('reopen_')) ?? '');
  await person.waitFor('снова открыто');
  expect(await last(person)).toMatchObject({ status: 'open', body: 'стало', edits: [{ text: 'было' }] });
});

test('an edit, when its ticket is closed, then it is kept and can begin a new ticket', async () => {
  const person = await chats.person();
  await openTicket(person);
  const said = await raw.send(person, { text: 'было' });
  await closeTicket(chats.app, { ticketId: await ticketOf(person), staffId: await hire(chats, 'support') });

  await raw.edit(person, said, { text: 'стало' });
  const told = await person.waitFor('Сообщение сохранено');
  await person.press(dataOf(told).find((data) => data.startsWith('inbox_send_')) ?? '');
  await person.waitFor(
    ({ message_id, text }) => message_id === told.message_id && /принято/.test(text ?? ''),
  );
  expect(await last(person)).toMatchObject({ status: 'open', body: 'стало', edits: [] });
});

test.each([
  ['with a new caption', 'новая подпись'],
  ['with the same caption', 'подпись'],
])('a photo, when an edit replaces it %s, then both versions are kept', async (_how, caption) => {
  const person = await chats.person();
  await openTicket(person);
  const said = await raw.send(person, photo('old', { caption: 'подпись' }));
  await raw.edit(person, said, photo('new', { caption }));
  await person.waitFor('Правка передана');
  expect(await last(person)).toMatchObject({
    body: caption,
    file_id: 'new',
    edits: [{ text: 'подпись', fileId: 'old', kind: 'photo' }],
  });
});

test('a photo, when only its caption is edited, then the file is told to be the same though its handle changed', async () => {
  const person = await chats.person();
  await openTicket(person);
  const said = await raw.send(person, photo('same', { caption: 'a' }));
  await raw.edit(person, said, {
    photo: [{ file_id: 'another-handle', file_unique_id: 'u-same' }],
    caption: 'b',
  });
  await person.waitFor('Правка передана');
  expect((await last(person))?.edits).toEqual([{ text: 'a', at: expect.any(String) }]);
});

test('a photo in a draft, when an edit replaces it, then the new one is sent', async () => {
  const person = await chats.person();
  await person.send('/paysupport');
  await person.waitFor('Помощь с оплатой');
  await person.press('create_ticket');
  await person.waitFor('О чём ваш вопрос');
  await person.press('ticket_subject_payment');
  await person.waitFor('Опишите вопрос');
  const said = await raw.send(person, photo('first', { caption: 'x' }));
  await person.waitFor('1 вложение');
  await raw.edit(person, said, photo('second', { caption: 'x' }));
  await person.press('ticket_send');
  await person.waitFor('принято');
  expect(await last(person)).toMatchObject({ file_id: 'second', edits: [] });
});

test('an edit of something that is nowhere any more, when it comes, then it is like a new message', async () => {
  const person = await chats.person();
  await raw.edit(person, 1_999_999, { text: 'давно отправлено' });
  await person.waitFor('Сообщение сохранено');
});

test('an edit that changes nothing, when it comes, then nothing is said and nothing moves', async () => {
  const person = await chats.person();
  await openTicket(person);
  const said = await raw.send(person, { text: 'то же' });
  await person.waitFor('Передано');
  const before = (await person.messages()).length;
  await raw.edit(person, said, { text: 'то же' });
  expect((await person.messages()).length).toBe(before);
  expect((await last(person))?.edits).toEqual([]);
});
