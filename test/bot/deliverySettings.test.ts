import { expect, test } from 'vitest';
import type { Message } from '../../sandbox/index.ts';
import { button, createSender, dataOf, freshName } from './sender.ts';
import { openChats } from '../kit/chats.ts';

const off = await openChats();
const atOnce = await openChats({ DELIVERY: 'manual', DELIVERY_AT_ONCE: 'True' });

const payUrl = (message: Message): string =>
  (message.reply_markup?.inline_keyboard ?? []).flat().find(({ url }) => url !== undefined)?.url ?? '';
const ABOUT_DELIVERY = /^(send_|go_|gift|give_|deliver|history_delivery)/;

test('the bot, when the shop does not send stars, then no screen has a button of it and old ones say so', async () => {
  const { press, type, shown, owner, pressTwice } = createSender(off);
  const person = await owner(120);
  const screens = [await shown(person)];
  screens.push(await press(person, 'balance'), await press(person, 'balance_history'));
  screens.push(await type(person, '/buy'), await press(person, 'buy_stars_with_payment'));
  screens.push(await type(person, '/start buy_100'));

  expect(screens.flatMap(dataOf).filter((data) => ABOUT_DELIVERY.test(data))).toEqual([]);
  for (const data of ['send_stars', 'send_60_to_bob_smith', 'go_60_bob_smith_0123456789abcdef', 'gift_100']) {
    await pressTwice(person, await shown(person), data);
    expect((await shown(person)).text, data).toContain('Отправка звёзд выключена');
  }
});

test('bought stars, when the shop sends them at once, then invoice and receipt name my account and they are on their way', async () => {
  const { press, type, owner, starsOf, work, ledger } = createSender(atOnce);
  const me = freshName();
  const person = await owner(0, { username: me });
  await type(person, '/buy');
  const invoice = await press(person, 'buy_100');
  expect(invoice.text).toContain(`Звёзды уйдут на ваш аккаунт @${me}`);

  await atOnce.player.pay(payUrl(invoice));
  await press(person, button(invoice, 'check_payment_'));
  await work();

  expect((await person.waitFor('Отправляем звёзды')).text).toContain(`ваш аккаунт @${me}`);
  expect(await starsOf(person)).toEqual({ stars: 0n, delivery: 110n });
  expect(await ledger()).toEqual([]);
});

test('bought stars, when the shop sends them at once and I have no @username, then they stay on the balance and nothing else is said', async () => {
  const { press, type, owner, starsOf, work } = createSender(atOnce);
  const person = await owner(0, { language_code: 'en' });
  await type(person, '/buy');
  const invoice = await press(person, 'buy_100');
  expect(invoice.text).not.toContain('The stars go to');

  await atOnce.player.pay(payUrl(invoice));
  await press(person, button(invoice, 'check_payment_'));
  await work();

  expect(dataOf(await person.waitFor('stars are on your balance'))).toContain('send_stars');
  expect(await starsOf(person)).toEqual({ stars: 110n, delivery: 0n });
});
