import { expect, test } from 'vitest';
import { newId } from '../../src/lib/index.ts';
import { userBalances } from '../../src/ledger/index.ts';
import { setSwitch } from '../../src/switches/index.ts';
import type { Message } from '../../sandbox/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import { openChats } from '../kit/chats.ts';
import { TON } from '../kit/money.ts';

const chats = await openChats();

const buttonsOf = (message: Message) => (message.reply_markup?.inline_keyboard ?? []).flat();
const dataOf = (message: Message, start: string): string =>
  buttonsOf(message).find((button) => button.callback_data?.startsWith(start))?.callback_data ?? '';
const payUrl = (message: Message): string => buttonsOf(message).find((button) => button.url)?.url ?? '';

async function orders(person: PlayedUser) {
  const { rows } = await chats.testDb.owner.query<{
    id: string;
    kind: string;
    status: string;
    stars: number;
  }>('SELECT id, kind, status, stars FROM orders WHERE user_id = $1 ORDER BY created_at', [
    await chats.userId(person),
  ]);
  return rows;
}

/** Sends what the outbox holds, as the worker would. */
async function sendNotifications(): Promise<void> {
  const { rows } = await chats.testDb.owner.query<{ id: string }>(
    `SELECT id FROM notifications WHERE state IN ('queued', 'failed') ORDER BY created_at`,
  );
  for (const { id } of rows) await chats.bot.sendNotification(id);
}

async function balances(person: PlayedUser) {
  return userBalances(chats.testDb.db, await chats.userId(person));
}

test('buy_100, when it is paid, then a festive receipt with stars, bonus and balance comes, and the payment screen shrinks', async () => {
  const person = await chats.person();
  await person.press('buy_stars');
  await person.waitFor('Магазин звёзд');
  await person.press('buy_100');
  const invoice = await person.waitFor('Счёт на покупку');
  expect(invoice.text).toContain('95 TON');

  await chats.player.pay(payUrl(invoice));
  await person.press({ data: dataOf(invoice, 'check_payment_') });
  await person.waitForToast('Оплачено');
  const shrunk = await person.waitFor('Счёт оплачен');
  await sendNotifications();
  const receipt = await person.waitFor('Звёзды на вашем балансе');

  expect(shrunk.message_id).toBe(invoice.message_id);
  expect(payUrl(shrunk)).toBe('');
  expect(receipt.text).toContain('100 звёзд');
  expect(receipt.text).toContain('+10 звёзд');
  expect(await balances(person)).toMatchObject({ stars: 110n, wallet: 0n });
  await sendNotifications();
  const receipts = (await person.messages()).filter((message) =>
    message.text?.includes('Звёзды на вашем балансе'),
  );
  expect(receipts).toHaveLength(1);
});

test('an order_paid notification, when the user sees an old payment screen, then rings with one receipt and no other ping', async () => {
  const person = await chats.person({ language_code: 'en' });
  await person.press('buy_stars');
  await person.waitFor('Star shop');
  await person.press('buy_250');
  const invoice = await person.waitFor('Invoice for stars');
  await chats.player.pay(payUrl(invoice));
  const { checkOrder } = await import('../../src/payments/index.ts');
  const [order] = await orders(person);
  await checkOrder(chats.app, order?.id ?? '');

  await sendNotifications();
  await sendNotifications();

  await person.waitFor('stars are on your balance');
  const fresh = (await person.messages()).filter((message) => message.message_id > invoice.message_id);
  expect(fresh).toHaveLength(1);
  const { rows } = await chats.testDb.owner.query('SELECT state FROM notifications WHERE user_id = $1', [
    await chats.userId(person),
  ]);
  expect(rows).toEqual([{ state: 'sent' }]);
});

test('buy_100, when it is tapped twice at once, then there is one order and one invoice', async () => {
  const person = await chats.person();
  await person.press('buy_stars');
  const shop = await person.waitFor('Магазин звёзд');

  const target = { data: 'buy_100', messageId: shop.message_id };
  await Promise.all([person.press(target), person.press(target), person.press(target)]);
  await chats.answered();

  expect(await orders(person)).toHaveLength(1);
});

test('check payment, when nothing was paid yet, then says so and keeps the link', async () => {
  const person = await chats.person();
  await person.press('buy_stars');
  await person.waitFor('Магазин звёзд');
  await person.press('buy_500');
  const invoice = await person.waitFor('Счёт на покупку');

  await person.press(dataOf(invoice, 'check_payment_'));

  await person.waitForToast('Только что проверили: оплаты пока нет');
  const shown = await person.waitFor('Проверено в');
  expect(payUrl(shown)).toBe(payUrl(invoice));
});

test('recharge_50, when it is paid, then the balance grows and stars can be bought from it', async () => {
  const person = await chats.person();
  await person.press('balance');
  await person.waitFor('Ваш баланс');
  await person.press('recharge');
  await person.waitFor('Пополнение баланса');
  await person.press('recharge_50');
  const invoice = await person.waitFor('Счёт на пополнение');
  await chats.player.pay(payUrl(invoice));
  await person.press(dataOf(invoice, 'check_recharge_'));
  await person.waitFor('Счёт оплачен');
  await sendNotifications();

  const receipt = await person.waitFor('Баланс пополнен');

  expect(receipt.text).toContain('50 TON');
  expect((await balances(person)).wallet).toBe(50n * TON);
});

test('a purchase from balance, when confirm is tapped many times, then stars come once', async () => {
  const person = await chats.person();
  await chats.give(person, 250);
  await person.press('buy_stars');
  await person.waitFor('Магазин звёзд');
  await person.press('buy_stars_with_balance');
  await person.waitFor('Звёзды приходят сразу');
  await person.press('buy_100_balance');
  const confirm = await person.waitFor('Проверьте покупку');
  const data = dataOf(confirm, 'confirm_100_');
  const { person: known } = await person.chat();

  const tap = () =>
    chats.player.sendUpdate({
      callback_query: { id: newId(), from: known.user, message: confirm, chat_instance: '1', data },
    });
  await Promise.all([tap(), tap(), tap()]);
  const receipt = await person.waitFor('Звёзды на вашем балансе');
  await chats.answered();

  expect(receipt.text).toContain('150 TON');
  expect(await balances(person)).toMatchObject({ wallet: 150n * TON, stars: 100n });
  expect(await orders(person)).toHaveLength(1);
});

test('the key of a confirmation, when it comes back for another number, then nothing is bought and the reason is told', async () => {
  const person = await chats.person();
  await chats.give(person, 250);
  await person.press('buy_stars');
  await person.waitFor('Магазин звёзд');
  await person.press('buy_stars_with_balance');
  await person.waitFor('Звёзды приходят сразу');
  await person.press('buy_100_balance');
  const confirm = await person.waitFor('Проверьте покупку');
  const data = dataOf(confirm, 'confirm_100_');
  await person.press(data);
  await person.waitFor('Звёзды на вашем балансе');
  const { person: known } = await person.chat();

  await chats.player.sendUpdate({
    callback_query: {
      id: newId(),
      from: known.user,
      message: confirm,
      chat_instance: '1',
      data: data.replace('confirm_100_', 'confirm_50_'),
    },
  });

  const told = await person.waitFor('Эта кнопка была для другого');
  expect(told.text).not.toContain('на нашей стороне');
  expect(await balances(person)).toMatchObject({ wallet: 150n * TON, stars: 100n });
});

test('an update, when Telegram delivers it again, then it acts once', async () => {
  const person = await chats.person();
  await chats.give(person, 100);
  const seen = await chats.answered();
  const { person: known } = await person.chat();
  const update = {
    update_id: 900_000_001,
    message: {
      message_id: 500,
      from: known.user,
      chat: { id: person.id, type: 'private' },
      text: '/balance',
    },
  };

  await Promise.all([
    chats.bot.takeUpdate(update, newId()),
    chats.bot.takeUpdate(update, newId()),
    chats.bot.takeUpdate(update, newId()),
  ]);

  expect(chats.updates().slice(seen)).toHaveLength(1);
});

test('a purchase from balance, when coins are missing, then says how many and offers ways', async () => {
  const person = await chats.person();
  await chats.give(person, 30);
  await person.press('buy_stars');
  await person.waitFor('Магазин звёзд');
  await person.press('buy_stars_with_balance');
  await person.waitFor('Звёзды приходят сразу');

  await person.press('buy_100_balance');
  const shown = await person.waitFor('не хватает');

  expect(shown.text).toContain('70 TON');
  expect(buttonsOf(shown).map((button) => button.callback_data)).toEqual(
    expect.arrayContaining(['fund_100', 'buy_100']),
  );
});

test('a payment, when the provider is down, then tells so, offers the balance, and retry succeeds later', async () => {
  const person = await chats.person();
  await person.press('buy_stars');
  await person.waitFor('Магазин звёзд');
  await chats.player.heleketFault({ kind: 'error500', times: 50 });

  await person.press('buy_100');
  const shown = await person.waitFor('не отвечает');

  expect(shown.text).toContain('ни монеты, ни звёзды не списаны');
  expect(shown.text).toMatch(/Код для поддержки: [0-9a-f]{8}/);
  expect(buttonsOf(shown).map((button) => button.callback_data)).toContain('buy_stars_with_balance');
  await chats.player.clearFaults();
  await chats.app.breakers.heleket.reset();
  await person.press({ data: 'buy_100', messageId: shown.message_id });
  await person.waitFor('Счёт на покупку');
  expect(await orders(person)).toHaveLength(1);
});

test('an order, when the provider was away when it was made, then its invoice is made from the history later', async () => {
  const person = await chats.person();
  await chats.player.heleketFault({ kind: 'error500', target: 'payment', times: 3 });
  await person.press('buy_stars');
  await person.waitFor('Магазин звёзд');
  await person.press('buy_100');
  await person.waitFor('Платёжный сервис');
  await chats.player.clearFaults();
  await chats.app.breakers.heleket.reset();
  const [order] = await orders(person);

  await person.send('/history');
  await person.waitFor('История за 30 дней');
  await person.press(`transaction_${order?.id}`);
  await person.waitFor('готовится');
  await person.press(`refresh_status_${order?.id}`);
  await person.waitFor('Счёт ещё готовится');
  await person.press(`check_payment_${order?.id}`);

  expect(payUrl(await person.waitFor('Счёт на покупку'))).not.toBe('');
});

test('the shop, when sales are switched off, then says so and other sections work', async () => {
  const person = await chats.person();
  const off = { name: 'sell', note: 'test', staffId: null } as const;
  await setSwitch(chats.app, { ...off, enabled: false });

  await person.press('buy_stars');
  await person.waitFor('временно выключен');
  await setSwitch(chats.app, { ...off, enabled: true });
  await person.press('home');
  await person.waitFor('Две кнопки');
  await person.press('buy_stars');

  await person.waitFor('Магазин звёзд');
});

test('/start buy_500, when a link brings somebody, then both ways to pay are one tap away', async () => {
  const person = await chats.player.addUser({ first_name: 'Link', language_code: 'ru' });

  await person.send('/start buy_500');
  const shown = await person.waitFor('Как будете платить');

  expect(buttonsOf(shown).map((button) => button.callback_data)).toEqual(
    expect.arrayContaining(['buy_500', 'buy_500_balance']),
  );
});
