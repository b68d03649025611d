import { expect, test } from 'vitest';
import { checkOrder } from '../../src/payments/index.ts';
import { requestPrice } from '../../src/shop/index.ts';
import type { Message } from '../../sandbox/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import { openChats } from '../kit/chats.ts';
import { TON } from '../kit/money.ts';
import { hire } from '../kit/hire.ts';

const chats = await openChats();

const payUrl = (message: Message): string =>
  (message.reply_markup?.inline_keyboard ?? []).flat().find((button) => button.url)?.url ?? '';
const dataOf = (message: Message): string[] =>
  (message.reply_markup?.inline_keyboard ?? []).flat().flatMap((button) => button.callback_data ?? []);

/** Opens the shop as a fresh message and an invoice in its place. */
async function invoiceFor(person: PlayedUser, data: string): Promise<Message> {
  await person.send('/buy');
  await person.waitFor('Магазин звёзд');
  await person.press(data);
  return person.waitFor('Счёт на покупку');
}

/** The screen that takes this message after a button in it was pressed. */
async function press(person: PlayedUser, message: Message, data: string): Promise<Message> {
  await person.press({ data, messageId: message.message_id });
  await chats.answered();
  const shown = (await person.messages()).find((item) => item.message_id === message.message_id);
  if (!shown) throw new Error('the message is gone');
  return shown;
}

async function orderIds(person: PlayedUser): Promise<string[]> {
  const { rows } = await chats.testDb.owner.query<{ id: string }>(
    'SELECT id FROM orders WHERE user_id = $1 ORDER BY created_at',
    [await chats.userId(person)],
  );
  return rows.map(({ id }) => id);
}

/** Paid on the pay page, confirmed as a job does, and told as the worker does. */
async function pay(person: PlayedUser, url: string, orderId: string): Promise<void> {
  await chats.player.pay(url);
  await checkOrder(chats.app, orderId);
  const { rows } = await chats.testDb.owner.query<{ id: string }>(
    `SELECT id FROM notifications WHERE user_id = $1 AND state = 'queued' ORDER BY created_at`,
    [await chats.userId(person)],
  );
  for (const { id } of rows) await chats.bot.sendNotification(id);
}

test('a receipt, when its payment screen has given way to another one, then comes as a fresh message', async () => {
  const person = await chats.person();
  const invoice = await invoiceFor(person, 'buy_100');
  await press(person, invoice, 'back_to_buy_stars');
  await press(person, invoice, 'buy_stars_with_payment');
  await press(person, invoice, 'custom_amount');
  const [orderId = ''] = await orderIds(person);

  await pay(person, payUrl(invoice), orderId);

  const receipt = await person.waitFor('Звёзды на вашем балансе');
  expect(receipt.message_id).toBeGreaterThan(invoice.message_id);
  const prompt = (await person.messages()).find((item) => item.message_id === invoice.message_id);
  expect(prompt?.text).toContain('Сколько звёзд');
});

test('two invoices, when they followed each other in one message, then the receipt of the first leaves the second', async () => {
  const person = await chats.person();
  const first = await invoiceFor(person, 'buy_100');
  await press(person, first, 'back_to_buy_stars');
  const second = await press(person, first, 'buy_250');
  const [firstId = '', secondId = ''] = await orderIds(person);

  await pay(person, payUrl(first), firstId);
  const receipt = await person.waitFor('Звёзды на вашем балансе');
  expect(receipt.message_id).not.toBe(second.message_id);
  await pay(person, payUrl(second), secondId);

  await person.waitFor(
    (item) => item.message_id === second.message_id && /Счёт оплачен/.test(item.text ?? ''),
  );
});

test('a payment screen, when it is opened again elsewhere, then the first offers no payment and the second shrinks to paid', async () => {
  const person = await chats.person();
  const invoice = await invoiceFor(person, 'buy_100');
  const [orderId = ''] = await orderIds(person);
  await person.send('/history');
  const history = await person.waitFor('История за 30 дней');
  await press(person, history, `transaction_${orderId}`);
  await press(person, history, `refresh_status_${orderId}`);

  await pay(person, payUrl(invoice), orderId);

  await person.waitFor('Звёзды на вашем балансе');
  const messages = await person.messages();
  const at = (id: number) => messages.find((item) => item.message_id === id);
  expect(at(history.message_id)?.text).toContain('Счёт оплачен');
  expect(at(invoice.message_id)?.text).toContain('в другом сообщении');
  expect(messages.map((item) => payUrl(item)).filter((url) => url !== '')).toEqual([]);
});

test('buy_500, when the price has changed since its button was drawn, then the new price is shown before an invoice', async () => {
  const person = await chats.person();
  await person.send('/buy');
  const shop = await person.waitFor('Магазин звёзд');
  const sold = await chats.app.db.one<{ id: bigint }>('SELECT id FROM packages WHERE stars = 500');
  await requestPrice(chats.app, {
    staffId: await hire(chats, 'admin'),
    packageId: sold?.id ?? 0n,
    terms: { price: 430n * TON, bonusStars: 50, reason: 'test' },
    requestKey: 'dearer',
  });

  const choice = await press(person, shop, 'buy_500');

  expect(choice.text).toContain('Цена изменилась');
  expect(JSON.stringify(choice.reply_markup)).toContain('430 TON');
  expect(await orderIds(person)).toEqual([]);
  const invoice = await press(person, choice, 'buy_500');
  expect(invoice.text).toContain('430 TON');
  expect(payUrl(invoice)).not.toBe('');
});

test('an invoice, when its time is over, then a new one is offered in place of its link', async () => {
  const person = await chats.person();
  await invoiceFor(person, 'buy_100');
  const [orderId = ''] = await orderIds(person);
  chats.clock.advance(24 * 3_600_000);

  await person.send('/history');
  const history = await person.waitFor('История за 30 дней');
  await press(person, history, `transaction_${orderId}`);
  const shown = await press(person, history, `refresh_status_${orderId}`);

  expect(shown.text).toContain('Время счёта вышло');
  expect(payUrl(shown)).toBe('');
  expect(dataOf(shown)).toContain('buy_100');
});

test('/start buy_, when nobody sells as many stars, then the range is told at once', async () => {
  const person = await chats.person();

  await person.send('/start buy_9999999');

  expect((await person.waitFor('вне границ')).text).toContain('10000');
});
