import { expect, test } from 'vitest';
import type { Message } from '../../sandbox/index.ts';
import { replyToTicket, resolveTicket } from '../../src/support/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import { ticketsIn } from '../kit/tickets.ts';
import { openChats } from '../kit/chats.ts';
import { hire } from '../kit/hire.ts';

const chats = await openChats();
const { beginTicket, openTicket, ticketOf, sendNotifications } = ticketsIn(chats);

async function reply(person: PlayedUser, to: Message, text: string): Promise<void> {
  await fetch(`${chats.player.url}/play/telegram/users/${person.id}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text, replyTo: to.message_id }),
  });
  await chats.answered();
}

/** A message that the play interface has no button for. */
async function sendRaw(person: PlayedUser, content: Record<string, unknown>): Promise<void> {
  const { person: known } = await person.chat();
  await chats.player.sendUpdate({
    message: {
      message_id: 2_000_000 + Math.floor(Math.random() * 1_000_000),
      date: 1,
      from: known.user,
      chat: { id: person.id, type: 'private' },
      ...content,
    },
  });
}

/** The texts of the user's messages in each ticket, the oldest ticket first. */
async function conversations(person: PlayedUser): Promise<string[][]> {
  const { rows } = await chats.testDb.owner.query<{ texts: string[] }>(
    `SELECT array_agg(m.body ORDER BY m.seq) AS texts FROM tickets t JOIN ticket_messages m ON m.ticket_id = t.id
     WHERE t.user_id = $1 AND m.author = 'user' GROUP BY t.id, t.number ORDER BY t.number`,
    [await chats.userId(person)],
  );
  return rows.map(({ texts }) => texts);
}

async function answer(person: PlayedUser, text: string): Promise<Message> {
  await replyToTicket(chats.app, {
    ticketId: await ticketOf(person),
    staffId: await hire(chats, 'support'),
    text,
  });
  await sendNotifications();
  return person.waitFor(text);
}

async function askForTopup(person: PlayedUser): Promise<Message> {
  await person.send('/balance');
  await person.waitFor('Ваш баланс');
  await person.press('recharge');
  await person.waitFor('Пополнение баланса');
  await person.press('recharge_custom');
  return person.waitFor('На какую сумму');
}

test('two open tickets, when an answer of support is answered by reply, then it goes into that ticket', async () => {
  const person = await chats.person();
  await openTicket(person, 'первый');
  const first = await answer(person, 'Ответ по первому');
  await openTicket(person, 'второй');

  await reply(person, first, 'это про первый');
  await person.waitFor('Передано в обращение');
  await person.send('это про тот же');
  await chats.answered();

  expect(await conversations(person)).toEqual([['первый', 'это про первый', 'это про тот же'], ['второй']]);
});

test('a resolved ticket, when its answer is answered by reply, then it opens again with those words', async () => {
  const person = await chats.person();
  await openTicket(person);
  const ticketId = await ticketOf(person);
  const said = await answer(person, 'Готово');
  await resolveTicket(chats.app, { ticketId, staffId: await hire(chats, 'support') });

  await reply(person, said, 'не готово');

  await person.waitFor('снова открыто, сообщение передано');
  expect(await conversations(person)).toEqual([['Где мои звёзды?', 'не готово']]);
});

test('an open ticket, when a number is asked for, then words go to the agent and the number to the question', async () => {
  const person = await chats.person();
  await openTicket(person, 'вопрос');
  const prompt = await askForTopup(person);

  await person.send('спасибо, жду 3 дня');
  await person.waitFor('Передано в обращение');
  await person.send('-5');
  await person.waitFor('Действие не потеряно');
  await reply(person, prompt, 'сто');
  await person.waitFor('Действие не потеряно');
  await person.send('25');

  expect((await person.waitFor('Счёт на пополнение')).text).toContain('25 TON');
  expect(await conversations(person)).toEqual([['вопрос', 'спасибо, жду 3 дня']]);
});

test('a ticket draft, when another question is asked meanwhile, then an edit of its text still counts', async () => {
  const person = await chats.person();
  await beginTicket(person);
  const said = await person.send('с ошибкой');
  const draft = await person.waitFor('Черновик обращения');
  await askForTopup(person);

  await person.edit(said.message_id, 'без ошибки');
  await person.waitFor((message) => /Черновик[\s\S]*без ошибки/.test(message.text ?? ''));
  await person.press({ data: 'ticket_send', messageId: draft.message_id });
  await person.waitFor('принято');

  expect(await conversations(person)).toEqual([['без ошибки']]);
});

test('a ticket draft, when it holds as many messages as it can, then what is left out is said', async () => {
  const person = await chats.person();
  await beginTicket(person);
  for (let i = 1; i <= 10; i++) await person.send(`строка ${i}`);
  await chats.answered();
  expect((await person.lastFromBot())?.text).not.toContain('не добавлено');

  await person.send('строка 11');
  const told = await person.waitFor('последнее не добавлено');
  await person.press({ data: 'ticket_send', messageId: told.message_id });
  await person.waitFor('принято');

  expect((await conversations(person))[0]).toHaveLength(10);
});

test('a voice message or a video, when a ticket is drafted or open, then the agent gets it as a file', async () => {
  const person = await chats.person();
  await beginTicket(person);
  await sendRaw(person, { voice: { file_id: 'v1', duration: 1 } });
  await person.waitFor('1 вложение');
  await person.press('ticket_send');
  await person.waitFor('принято');
  await sendRaw(person, { video: { file_id: 'v2', duration: 1 }, caption: 'смотрите' });
  await person.waitFor('Передано');
  await sendRaw(person, { game: { title: 'g' } });
  await person.waitFor('Такое сообщение агент не увидит');
  await sendRaw(person, { game: { title: 'g' }, caption: 'игра' });
  await person.waitFor('передан только текст');

  const { rows } = await chats.testDb.owner.query(
    `SELECT body, file_id, file_name FROM ticket_messages WHERE user_id = $1 ORDER BY seq`,
    [await chats.userId(person)],
  );
  expect(rows).toEqual([
    { body: '', file_id: 'v1', file_name: 'voice.ogg' },
    { body: 'смотрите', file_id: 'v2', file_name: 'video.mp4' },
    { body: 'игра', file_id: null, file_name: null },
  ]);
});
