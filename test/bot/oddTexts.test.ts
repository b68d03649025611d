import { expect, test } from 'vitest';
import { ticketsIn } from '../kit/tickets.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats();
const { openTicket, messagesOf } = ticketsIn(chats);
const ODD = 'до\0после\ud83d и 😀';
const KEPT = 'допосле\ufffd и 😀';

test('a text, when it holds what PostgreSQL cannot keep, then support gets the rest of it, and its edit and file as well', async () => {
  const person = await chats.person();
  await openTicket(person);
  const said = await person.send(ODD);
  await person.waitFor('Передано в обращение');
  await person.sendDocument('a\0.txt', 'hash', ODD);
  await chats.answered();
  expect((await messagesOf(person)).map(({ body }) => body).slice(1)).toEqual([KEPT, KEPT]);
  await person.edit(said.message_id, `${ODD}!`);
  await person.waitFor('Правка передана');
  await chats.answered();
  expect((await messagesOf(person))[1]?.body).toBe(`${KEPT}!`);
});

test('a profile, when its name holds what PostgreSQL cannot keep, then the person is served', async () => {
  const person = await chats.person({ first_name: `A\0\ud800nn` });
  await person.send('/start');
  await chats.answered();
  const { rows } = await chats.testDb.owner.query('SELECT first_name FROM users WHERE id = $1', [
    await chats.userId(person),
  ]);
  expect(rows).toEqual([{ first_name: 'A\ufffdnn' }]);
  expect(chats.updates().filter(({ result }) => result === 'INTERNAL')).toEqual([]);
});

test('an amount, when it has more digits than any column, then the question stays open', async () => {
  const person = await chats.person();
  await person.send('/balance');
  await person.waitFor('Ваш баланс');
  await person.press('recharge');
  await person.waitFor('Пополнение баланса');
  await person.press('recharge_custom');
  await person.waitFor('На какую сумму');
  for (const text of ['9'.repeat(400), '99999999999999999999', '1e400', '\0', '\ud800'])
    await person.send(text);
  await chats.answered();
  expect(chats.updates().filter(({ result }) => result === 'INTERNAL')).toEqual([]);
});
