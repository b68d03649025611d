import { expect, test } from 'vitest';
import { createBot } from '../../src/bot/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import { ticketsIn } from '../kit/tickets.ts';
import { createRaw, photo } from './rawMessage.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats({ RATE_LIMIT_MESSAGES: '12', RATE_LIMIT_TICKET_MESSAGES: '15' });
const { beginTicket, openTicket, messagesOf } = ticketsIn(chats);
const raw = createRaw(chats);

const sentBy = async (person: PlayedUser): Promise<[string, string][]> =>
  (await messagesOf(person)).map(({ kind, body }) => [kind, body]);
const told = async (person: PlayedUser, words: string): Promise<number> =>
  (await person.messages()).filter((message) => message.text?.includes(words)).length;

test('words into an own open ticket, when there are more than messages allowed, then their own ceiling counts; beyond it the user is told', async () => {
  const person = await chats.person();
  await openTicket(person);
  for (let n = 1; n <= 16; n++) await raw.send(person, { text: `строка ${n}` });
  const arrived = (await sentBy(person)).map(([, body]) => body);
  expect(arrived).toContain('строка 14');
  expect(arrived).not.toContain('строка 16');
  const shown = await person.waitFor('Слишком быстро');
  expect(shown.text).toContain('передано в поддержку');
  expect(shown.text).not.toContain('С деньгами ничего не произошло');
});

test.each(['an open ticket', 'a draft', 'nothing that waits'])(
  'an album beyond the limit, when it goes into %s, then none of it is taken and the user is told once',
  async (place) => {
    const person = await chats.person();
    if (place === 'an open ticket') await openTicket(person);
    if (place === 'a draft') await beginTicket(person);
    for (let n = 0; n < 20; n++) await raw.send(person, { text: `${n}-я строка` });
    const before = (await messagesOf(person)).length;
    const album = `A-${place}`;
    await raw.send(person, photo('a1', { media_group_id: album, caption: 'подпись' }));
    // The first limit is over in the middle of the album.
    await chats.app.redis.flushall();
    await raw.send(person, photo('a2', { media_group_id: album }));
    await raw.send(person, photo('a3', { media_group_id: album }));
    expect((await messagesOf(person)).length).toBe(before);
    const { rows } = await chats.testDb.owner.query(
      'SELECT FROM inbox_messages WHERE user_id = $1 AND media_group_id = $2',
      [await chats.userId(person), album],
    );
    expect(rows).toEqual([]);
    expect(await told(person, 'Слишком быстро')).toBeGreaterThan(0);
  },
);

test('an album at the limit, when its first message is the last that is let in, then all of it is taken', async () => {
  const person = await chats.person();
  await openTicket(person);
  for (let n = 1; n <= 13; n++) await raw.send(person, { text: `строка ${n}` });
  for (let n = 1; n <= 4; n++)
    await raw.send(
      person,
      photo(`f${n}`, { media_group_id: 'full', ...(n === 1 ? { caption: 'все' } : {}) }),
    );
  expect((await sentBy(person)).filter(([kind]) => kind === 'photo')).toHaveLength(4);
});

test('an album, when two replicas get its parts, then all of it goes to one place', async () => {
  const person = await chats.person();
  await openTicket(person);
  const other = createBot(chats.app);
  const { person: known } = await person.chat();
  const update = (n: number): unknown => ({
    update_id: 900_000_000 + n + person.id * 100,
    message: {
      message_id: 3_000_000 + n,
      date: 1,
      from: known.user,
      chat: { id: person.id, type: 'private' },
      ...photo(`r${n}`, { media_group_id: 'replicas' }),
    },
  });
  await Promise.all(
    [1, 2, 3, 4, 5, 6].map((n) => (n % 2 ? chats.bot : other).takeUpdate(update(n), `c-${n}`)),
  );
  expect((await sentBy(person)).filter(([kind]) => kind === 'photo')).toHaveLength(6);
  await other.stop();
});

test('an album, when a draft has room for some of it only, then all of it goes in; when the draft is full, none does', async () => {
  const person = await chats.person();
  await beginTicket(person);
  for (let n = 1; n <= 8; n++) await raw.send(person, photo(`s${n}`));
  for (let n = 1; n <= 5; n++) await raw.send(person, photo(`g${n}`, { media_group_id: 'fits' }));
  await person.waitFor('13 вложений');
  for (let n = 1; n <= 3; n++) await raw.send(person, photo(`h${n}`, { media_group_id: 'late' }));
  await person.waitFor('Больше 10 вложений нельзя');
  await person.press('ticket_send');
  await person.waitFor('принято');
  expect(await sentBy(person)).toHaveLength(13);
});

test('edits and a live location, when there are many, then they do not count and block nobody', async () => {
  const person = await chats.person();
  const said = await raw.send(person, { text: 'вопрос' });
  const place = await raw.send(person, { location: { latitude: 55.7, longitude: 37.6, live_period: 900 } });
  const before = (await person.messages()).length;
  for (let n = 0; n < 15; n++)
    await raw.edit(person, place, { location: { latitude: 55 + n / 10, longitude: 37, live_period: 900 } });
  expect((await person.messages()).length).toBe(before);
  for (let n = 0; n < 15; n++) await raw.edit(person, said, { text: `вопрос ${n}` });
  expect(await told(person, 'Слишком быстро')).toBe(0);
  const { rows } = await chats.testDb.owner.query<{ body: string }>(
    'SELECT body FROM inbox_messages WHERE user_id = $1 ORDER BY telegram_message_id',
    [await chats.userId(person)],
  );
  expect(rows.map(({ body }) => body)).toEqual(['вопрос 14', '📍 55.7, 37.6 (live: where it began)']);
  const { rows: events } = await chats.testDb.owner.query('SELECT FROM security_events WHERE user_id = $1', [
    await chats.userId(person),
  ]);
  expect(events).toEqual([]);
});

test.each([
  { pinned_message: { message_id: 1, date: 1, chat: { id: 1, type: 'private' }, text: 'x' } },
  { message_auto_delete_timer_changed: { message_auto_delete_time: 86_400 } },
  { forum_topic_created: { name: 't', icon_color: 1 } },
  { gift: { gift: {} } },
  { write_access_allowed: {} },
  { chat_background_set: { type: {} } },
  { web_app_data: { data: 'x', button_text: 'y' } },
])('a note of the chat itself, when %j comes, then nothing is answered and nothing counts', async (part) => {
  const person = await chats.person();
  const before = (await person.messages()).length;
  for (let n = 0; n < 14; n++) await raw.send(person, part);
  expect((await person.messages()).length).toBe(before);
  await person.send('/help');
  await person.waitFor('Помощь и поддержка');
});
