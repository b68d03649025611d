import { expect, test } from 'vitest';
import type { Message } from '../../sandbox/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats();

const payUrl = (message: Message): string =>
  (message.reply_markup?.inline_keyboard ?? []).flat().find((button) => button.url)?.url ?? '';

async function askForStars(person: PlayedUser): Promise<Message> {
  await person.send('/buy');
  const shop = await person.waitFor('Магазин звёзд');
  await person.press({ data: 'buy_stars_with_payment', messageId: shop.message_id });
  await person.waitFor('Покупка по счёту');
  await person.press({ data: 'custom_amount', messageId: shop.message_id });
  const prompt = await person.waitFor('Сколько звёзд купить по счёту');
  await chats.answered();
  return prompt;
}

/** Answers a message of the bot by "reply". */
async function reply(person: PlayedUser, to: Message, text: string): Promise<void> {
  await fetch(`${chats.player.url}/play/telegram/users/${person.id}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text, replyTo: to.message_id }),
  });
}

test.each([
  '1e3',
  '-5',
  '0.0000000001',
  '١٠',
  `1${'0'.repeat(30)}`,
  '💎',
  '0',
  '10001',
  'сто',
  '1,5',
  '1.5',
  '10,000',
  '1.000',
  '1 000',
  '1\u00a0000',
  '１００',
  '+5',
  '5 ⭐',
  ' ',
  'x'.repeat(4096),
])('custom_amount, when %j is typed, then a clear answer comes and the draft is kept', async (text) => {
  const person = await chats.person();
  await askForStars(person);

  await person.send(text);
  const problem = await person.waitFor('Действие не потеряно');

  expect(problem.text).toMatch(/не похоже на число|вне границ/);
  await person.send('150');
  expect((await person.waitFor('Счёт на покупку')).text).toContain('150 звёзд');
});

test.each(['9.999999999', '10000.000000001', '1e3', '0.0000000001', '10,000', '1 000', '１２', '12,', '-50'])(
  'recharge_custom, when %j is typed, then a clear answer comes and the draft is kept',
  async (text) => {
    const person = await chats.person();
    await person.send('/balance');
    await person.waitFor('Ваш баланс');
    await person.press('recharge');
    await person.waitFor('Пополнение баланса');
    await person.press('recharge_custom');
    await person.waitFor('На какую сумму');

    await person.send(text);
    await person.waitFor('Действие не потеряно');
    await person.send('12,5');

    expect((await person.waitFor('Счёт на пополнение')).text).toContain('12.5 TON');
  },
);

test('custom_amount_balance, when a number is typed, then it has to be confirmed', async () => {
  const person = await chats.person();
  await chats.give(person, 100);
  await person.send('/buy');
  await person.waitFor('Магазин звёзд');
  await person.press('buy_stars_with_balance');
  await person.waitFor('Звёзды приходят сразу');
  await person.press('custom_amount_balance');
  await person.waitFor('Сколько звёзд купить с баланса');

  await person.send('7');
  const confirm = await person.waitFor('Проверьте покупку');

  expect(confirm.text).toContain('7 звёзд');
  expect(confirm.text).toContain('93 TON');
});

test('two unfinished actions, when each is answered by reply, then each gets its own answer', async () => {
  const person = await chats.person();
  const stars = await askForStars(person);
  await person.send('/balance');
  await person.waitFor('Ваш баланс');
  await person.press('recharge');
  await person.waitFor('Пополнение баланса');
  await person.press('recharge_custom');
  await person.waitFor('На какую сумму');

  await reply(person, stars, '33');
  expect((await person.waitFor('Счёт на покупку')).text).toContain('33 звезды');
  await person.send('44');

  expect((await person.waitFor('Счёт на пополнение')).text).toContain('44 TON');
});

test('a draft, when the process restarts in its middle, then it goes on', async () => {
  const person = await chats.person();
  await askForStars(person);

  await chats.restart();
  await person.send('77');

  expect((await person.waitFor('Счёт на покупку')).text).toContain('77 звёзд');
});

test('a draft, when its time is over, then says so, keeps the answer and goes on with it', async () => {
  const person = await chats.person();
  await askForStars(person);
  chats.clock.advance(31 * 60_000);

  await person.send('88');
  const expired = await person.waitFor('слишком много времени');
  await person.press({ data: 'draft_resume', messageId: expired.message_id });

  expect(expired.text).toContain('88');
  const invoice = await person.waitFor('Счёт на покупку');
  expect(invoice.text).toContain('88 звёзд');
  expect(payUrl(invoice)).not.toBe('');
});

test('/cancel, when something is unfinished, then it is given up and a later number is not taken for it', async () => {
  const person = await chats.person();
  await askForStars(person);

  await person.send('/cancel');
  await person.waitFor('отменено');
  await person.send('привет');

  await person.waitFor('Сообщение сохранено');
});

test('a draft, when its screen gives way to another one, then what is typed later is not taken for it', async () => {
  const person = await chats.person();
  const prompt = await askForStars(person);

  await person.press({ data: 'home', messageId: prompt.message_id });
  await person.waitFor(
    (message) => message.message_id === prompt.message_id && (message.text ?? '').includes('Две кнопки'),
  );
  await person.send('привет');

  await person.waitFor('Сообщение сохранено');
});

test('a bare number, when nothing waits for one, then both ways to buy as many stars are offered', async () => {
  const person = await chats.person();

  await person.send('120');

  expect((await person.waitFor('Как будете платить')).text).toContain('120 звёзд');
});
