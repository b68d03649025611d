import { expect, test } from 'vitest';
import { openChats } from '../kit/chats.ts';

const chats = await openChats({ DELIVERY: 'supplier' });
const { owner } = chats.testDb;

test('the shop, when the stars ran out, then says that they are being restocked, sells nothing, and sells again later', async () => {
  const person = await chats.person();
  await person.press('buy_stars');
  await person.waitFor('Магазин звёзд');
  await owner.query(`UPDATE supply_state SET stopped = true, why = 'short'`);

  await person.press('buy_100');
  await person.waitFor('Пополняем запас звёзд');
  await person.press('home');
  await person.waitFor('Две кнопки');
  await person.press('buy_stars');
  await person.waitFor('Пополняем запас звёзд');
  const made = await owner.query('SELECT FROM orders WHERE user_id = $1', [await chats.userId(person)]);
  expect(made.rows).toEqual([]);

  await owner.query(`UPDATE supply_state SET stopped = false, why = 'covered'`);
  await person.press('home');
  await person.waitFor('Две кнопки');
  await person.press('buy_stars');
  await person.waitFor('Магазин звёзд');
});
