import { expect, test } from 'vitest';
import {
  mergeTickets,
  openTicket,
  replyToTicket,
  resolveTicket,
  type Ticket,
} from '../../src/support/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import { ticketsIn } from '../kit/tickets.ts';
import { openChats } from '../kit/chats.ts';
import { hire } from '../kit/hire.ts';

const chats = await openChats();
const { sendNotifications } = ticketsIn(chats);

async function textsIn(ticketId: string): Promise<string[]> {
  const { rows } = await chats.testDb.owner.query<{ body: string }>(
    'SELECT body FROM ticket_messages WHERE ticket_id = $1 ORDER BY seq',
    [ticketId],
  );
  return rows.map(({ body }) => body);
}

async function twoTickets(person: PlayedUser): Promise<[Ticket, Ticket]> {
  const userId = await chats.userId(person);
  const open = (text: string): Promise<Ticket> => openTicket(chats.app, { userId, subject: 'other', text });
  return [await open('first'), await open('second')];
}

test('two tickets, when support merges them, then the user is told once, and links, buttons and messages of the old one lead to the other', async () => {
  const person = await chats.person();
  const [gone, kept] = await twoTickets(person);
  const agent = await hire(chats, 'support');
  await replyToTicket(chats.app, { ticketId: gone.id, staffId: agent, text: 'Ответ в первом' });
  await resolveTicket(chats.app, { ticketId: gone.id, staffId: agent });
  await sendNotifications();
  await person.waitFor(`Обращение №${gone.number} решено`);

  for (let again = 0; again < 2; again++)
    await mergeTickets(chats.app, { ticketId: gone.id, staffId: agent, intoId: kept.id });
  await sendNotifications();
  const told = await person.waitFor(`Обращение №${gone.number} объединено с №${kept.number}`);
  expect(told.text).toContain(`попадёт в обращение №${kept.number}`);
  const { rows } = await chats.testDb.owner.query(
    `SELECT state FROM notifications WHERE kind = 'ticket_merged' AND user_id = $1`,
    [await chats.userId(person)],
  );
  expect(rows).toEqual([{ state: 'sent' }]);

  await person.press(`reopen_${gone.id}`);
  await person.waitFor(`Обращение №${kept.number}`);
  await person.send(`/start ticket_${gone.id}`);
  await person.waitFor(`Обращение №${kept.number}`);
  await person.send('и ещё вопрос');
  await person.waitFor(`Передано в обращение №${kept.number}`);
  expect(await textsIn(kept.id)).toEqual(['first', 'second', 'Ответ в первом', 'и ещё вопрос']);
  expect(await textsIn(gone.id)).toEqual([]);
});

test('two tickets of an English speaker, when support merges them, then the user is told in English', async () => {
  const person = await chats.person({ language_code: 'en' });
  const [gone, kept] = await twoTickets(person);
  const agent = await hire(chats, 'support');
  await mergeTickets(chats.app, { ticketId: gone.id, staffId: agent, intoId: kept.id });
  await sendNotifications();
  await person.waitFor(`Ticket #${gone.number} is now part of #${kept.number}`);
});

test('an agent, when writing an answer, then the user sees it at most once in a while, and not when nothing would arrive', async () => {
  const person = await chats.person();
  const [gone, kept] = await twoTickets(person);
  const shown = async (): Promise<number> => {
    const calls = await chats.player.telegramCalls('sendChatAction');
    return calls.filter((call) => JSON.stringify(call).includes(String(person.id))).length;
  };
  await Promise.all([1, 2, 3].map(() => chats.bot.showTyping(kept.id)));
  expect(await shown()).toBe(1);
  await resolveTicket(chats.app, { ticketId: gone.id, staffId: await hire(chats, 'support') });
  await chats.bot.showTyping(gone.id);
  await chats.bot.showTyping('00000000-0000-7000-8000-000000000000');
  expect(await shown()).toBe(1);
});
