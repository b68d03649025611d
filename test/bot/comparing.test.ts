import { expect, test } from 'vitest';
import { clearRate } from '../../src/limits/index.ts';
import type { Message } from '../../sandbox/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats({ RATE_LIMIT_PAYMENTS: '2' });

const dataOf = (message: Message): string[] =>
  (message.reply_markup?.inline_keyboard ?? []).flat().flatMap((button) => button.callback_data ?? []);

async function count(table: string, person: PlayedUser): Promise<number> {
  const text = `SELECT count(*) AS n FROM ${table} WHERE user_id = $1`;
  const row = await chats.testDb.owner.one<{ n: bigint }>(text, [await chats.userId(person)]);
  return Number(row?.n);
}
const blocks = (person: PlayedUser) =>
  count(`(SELECT * FROM security_events WHERE kind = 'rate_limit_block') e`, person);

/** Presses in the one message in which a person looks round. */
async function look(person: PlayedUser, data: string, wanted: string | RegExp): Promise<Message> {
  await person.press(data);
  return person.waitFor(wanted);
}

test('packages, when a third one is looked at within a minute, then its price is shown, nothing is held against the person, and one press makes the invoice when the time is over', async () => {
  const person = await chats.person();
  await look(person, 'buy_stars', 'Магазин звёзд');
  for (const data of ['buy_100', 'buy_250']) {
    await look(person, data, 'Счёт на покупку');
    await look(person, 'back_to_buy_stars', 'Магазин звёзд');
  }

  for (const [data, price] of [
    ['buy_500', '425 TON'],
    ['buy_1000', '800 TON'],
    ['buy_500', '425 TON'],
  ] as const) {
    const shown = await look(person, data, `Цена: ${price}`);
    expect(shown.text).toMatch(/через \d+ с/);
    expect(dataOf(shown).filter((item) => item.startsWith('refresh_status_'))).toHaveLength(1);
    await look(person, 'back_to_buy_stars', 'Магазин звёзд');
  }
  expect(await count('orders', person)).toBe(2);
  expect(await blocks(person)).toBe(0);

  await look(person, 'buy_500', 'Цена: 425 TON');
  await clearRate(chats.app, await chats.userId(person));
  expect((await look(person, 'pay_500', 'Счёт на покупку')).text).toContain('425 TON');
});

test('pay, when it is pressed before its time, then it is refused, counts as an attempt, and the screen stays with a later time', async () => {
  const person = await chats.person();
  for (const data of ['recharge_10', 'recharge_50', 'recharge_100']) {
    await look(person, 'balance', 'Ваш баланс');
    await look(person, 'recharge', 'Пополнение баланса');
    await person.press(data);
    if (data !== 'recharge_100') {
      await person.waitFor('Счёт на пополнение');
      await person.send('/start');
      await person.waitFor('Starboard');
    }
  }
  const shown = await person.waitFor('Слишком много новых счетов');
  expect(shown.text).toContain('100 TON');

  await person.press('pay_topup_100000000000');

  await person.waitForToast(/Слишком быстро\. Возвращайтесь через/);
  expect(dataOf(await person.waitFor('Слишком много новых счетов'))).toContain('pay_topup_100000000000');
  expect(await blocks(person)).toBe(1);
  expect(await count('orders', person)).toBe(2);
});
