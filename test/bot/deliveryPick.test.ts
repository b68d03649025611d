import { expect, test } from 'vitest';
import type { PlayedUser } from '../kit/player.ts';
import { button, createSender, freshName } from './sender.ts';
import { openChats } from '../kit/chats.ts';
import { eventually } from '../kit/eventually.ts';
import { ticketsIn } from '../kit/tickets.ts';

const chats = await openChats({ DELIVERY: 'manual' });
const { press, type, shown, owner, deliveries } = createSender(chats);
const { openTicket } = ticketsIn(chats);

/** A person of the bot who is asked to whom 60 stars go. */
async function asked(): Promise<PlayedUser> {
  const person = await owner(60);
  await press(person, 'balance');
  await press(person, 'send_stars');
  await press(person, 'send_60');
  return person;
}
const friend = (username?: string) =>
  chats.player.addUser({ first_name: 'Bob', last_name: '<b>&', ...(username && { username }) });
const buttons = async (person: PlayedUser): Promise<string[]> =>
  (await person.chat()).keyboard.flat().map(({ text }) => text);
/** Messages of the bot that are still in the chat and only belong to the button. */
const left = async (person: PlayedUser): Promise<string[]> =>
  (await person.messages()).flatMap(({ text }) => (/^(👇 Можно|👌)/.test(text ?? '') ? [text ?? ''] : []));
/** Rows of the product that hold this text anywhere. */
async function kept(text: string): Promise<number> {
  const { rows } = await chats.testDb.owner.query<{ n: number }>(
    `SELECT (SELECT count(*) FROM inbox_messages m WHERE m::text LIKE $1)::integer
       + (SELECT count(*) FROM ticket_messages m WHERE m::text LIKE $1)::integer
       + (SELECT count(*) FROM open_updates u WHERE u::text LIKE $1)::integer AS n`,
    [`%${text}%`],
  );
  const keys = await chats.app.redis.keys('*:drafts:*');
  const drafts = await Promise.all(keys.map((key) => chats.app.redis.hgetall(key)));
  return (rows[0]?.n ?? 0) + drafts.filter((draft) => JSON.stringify(draft).includes(text)).length;
}

test('the question for a recipient, when a person is picked, then that account is checked, and the button is gone', async () => {
  const name = freshName();
  const person = await asked();
  expect(await buttons(person)).toEqual(['👥 Выбрать человека']);

  await person.pick((await friend(name.toUpperCase())).id);
  const confirm = await shown(person);

  expect(confirm.text).toContain(`Кому: @${name}`);
  expect([await buttons(person), await left(person)]).toEqual([[], []]);
  await press(person, button(confirm, `go_60_${name}_`));
  expect(await deliveries(person)).toMatchObject([{ recipient: name, status: 'reserved' }]);
});

test('a picked person, when they have no @username, then that is explained and another one can be picked', async () => {
  const name = freshName();
  const person = await asked();

  await person.pick((await friend()).id);
  const told = await shown(person);
  expect(told.text).toContain('У этого человека (Bob <b>&) нет @username');
  expect(await buttons(person)).toEqual(['👥 Выбрать человека']);

  await person.pick((await friend(name)).id);
  expect((await shown(person)).text).toContain(`Кому: @${name}`);
});

test.each(['asked', 'too late', 'with an open ticket'])(
  'a shared contact, when the bot asks for a recipient (%s), then the way is explained and the number is kept nowhere',
  async (when) => {
    const bob = await friend(freshName());
    const person = await asked();
    if (when === 'with an open ticket') {
      await openTicket(person, 'where are my stars?');
      await type(person, '/balance');
      await press(person, 'send_stars');
      await press(person, 'send_60');
    }
    if (when === 'too late') chats.clock.advance(31 * 60_000);

    const { contact } = await person.shareContact(bob.id);
    const told = await shown(person);

    expect(told.text).toContain(when === 'too late' ? 'Прошло слишком много времени' : 'По номеру телефона');
    expect(contact?.phone_number).toMatch(/^\+7\d{10}$/);
    await eventually(async () => (await kept(contact?.phone_number ?? '')) === 0);
  },
);

test.each([
  ['is typed', (person: PlayedUser) => type(person, freshName())],
  ['is given up', (person: PlayedUser) => press(person, 'draft_cancel')],
  ['gives way to a command', (person: PlayedUser) => type(person, '/balance')],
])('the button that picks a person, when the answer %s, then it is gone', async (_how, go) => {
  const person = await asked();
  await type(person, 'no such name');
  expect(await buttons(person)).toHaveLength(1);

  await go(person);

  expect([await buttons(person), await left(person)]).toEqual([[], []]);
});

test('a picked person, when the question is over or was never asked, then that is said and the button is gone', async () => {
  const bob = await friend(freshName());
  const person = await asked();
  await chats.app.redis.flushdb();

  await person.pick(bob.id);

  expect((await shown(person)).text).toContain('уже закрыт');
  expect(await buttons(person)).toEqual([]);
  expect(await deliveries(person)).toEqual([]);
});

test('a picked person, when the question waited too long, then the choice is kept and goes on from there', async () => {
  const name = freshName();
  const person = await asked();
  chats.clock.advance(31 * 60_000);

  await person.pick((await friend(name)).id);

  expect((await shown(person)).text).toContain(`Ваш ответ сохранён: ${name}`);
  expect(button(await press(person, 'draft_resume'), `go_60_${name}_`)).not.toBe('');
});

test('the button that picks a person, when its messages cannot be deleted, then it is gone all the same', async () => {
  const person = await asked();
  await chats.player.telegramFault({ kind: 'refuse', target: 'deletemessage', times: 2 });

  await type(person, freshName());

  await person.waitFor('Проверьте отправку');
  expect([await buttons(person), (await left(person)).length]).toEqual([[], 2]);
});
