import { expect, test } from 'vitest';
import { claimDelivery, markSent } from '../../src/delivery/index.ts';
import { requestRefund } from '../../src/refunds/index.ts';
import { findOrder } from '../../src/shop/index.ts';
import type { Message } from '../../sandbox/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import { button, createSender, dataOf, freshName } from './sender.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats({ DELIVERY: 'manual' });
const { app } = chats;
const { press, type, shown, owner, starsOf, deliveries, pressTwice, work, hireFor, ledger } =
  createSender(chats);
const [support, finance] = [await hireFor('support'), await hireFor('finance')];

const payUrl = (message: Message): string =>
  (message.reply_markup?.inline_keyboard ?? []).flat().find(({ url }) => url !== undefined)?.url ?? '';

async function orders(person: PlayedUser) {
  const { rows } = await chats.testDb.owner.query<{ id: string; status: string; stars: number }>(
    'SELECT id, status, stars FROM orders WHERE user_id = $1 ORDER BY created_at',
    [await chats.userId(person)],
  );
  return rows;
}

/** Up to the confirmation of 100 stars, and ten more as a bonus, for this name. */
async function chooseGift(person: PlayedUser, name: string): Promise<Message> {
  await type(person, '/buy');
  await press(person, 'gift');
  await press(person, 'gift_100');
  return type(person, `@${name}`);
}

test('a gift, when its invoice is paid, then the stars and the bonus go to the friend and never stay on the balance', async () => {
  const name = freshName();
  const person = await owner(0);
  const confirm = await chooseGift(person, name);
  expect(confirm.text).toContain('Сколько: 110 звёзд');
  expect(confirm.text).toContain('Цена: 95 TON');

  const invoice = await press(person, button(confirm, 'give_100_'));
  expect(invoice.text).toContain(`Звёзды уйдут на аккаунт @${name}`);
  expect(await deliveries(person)).toMatchObject([{ status: 'requested', stars: 110, recipient: name }]);
  await chats.player.pay(payUrl(invoice));
  await press(person, button(invoice, 'check_payment_'));
  await work();

  const receipt = await person.waitFor('Отправляем звёзды');
  expect(receipt.text).toContain(`@${name}`);
  expect(receipt.text).not.toContain('Теперь на балансе');
  expect(await starsOf(person)).toEqual({ stars: 0n, delivery: 110n });
  const [sent] = await deliveries(person);
  expect(dataOf(receipt)).toContain(`delivery_${sent?.id}`);
  await claimDelivery(app, { deliveryId: sent?.id ?? '', staffId: support });
  await markSent(app, { deliveryId: sent?.id ?? '', staffId: support, proof: 'tx-9' });
  await work();
  await person.waitFor('Звёзды дошли');
  expect(await starsOf(person)).toEqual({ stars: 0n, delivery: 0n });
  expect(await ledger()).toEqual([]);
});

test('a gift, when its last screen is shown, then the way back leads to the shop that it came from', async () => {
  const person = await owner(0);

  const confirm = await chooseGift(person, freshName());

  expect(dataOf(confirm)).toContain('back_to_buy_stars');
  expect(dataOf(confirm)).not.toContain('back_to_balance');
});

test('a gift, when it is confirmed twice and its updates come again, then there is one order with one recipient', async () => {
  const person = await owner(0);
  const confirm = await chooseGift(person, freshName());

  await pressTwice(person, confirm, button(confirm, 'give_100_'));
  await pressTwice(person, confirm, button(confirm, 'give_100_'));

  expect(await orders(person)).toMatchObject([{ status: 'awaiting_payment' }]);
  expect(await deliveries(person)).toMatchObject([{ status: 'requested' }]);
});

test('an open gift, when as many stars are bought for myself, then they have an invoice of their own and stay on the balance', async () => {
  const person = await owner(0);
  await press(person, button(await chooseGift(person, freshName()), 'give_100_'));
  await type(person, '/buy');

  const invoice = await press(person, 'buy_100');

  expect(invoice.text).not.toContain('Звёзды уйдут');
  expect(await orders(person)).toMatchObject([{ status: 'replaced' }, { status: 'awaiting_payment' }]);
  await chats.player.pay(payUrl(invoice));
  await press(person, button(invoice, 'check_payment_'));
  await work();
  const receipt = await person.waitFor('Звёзды на вашем балансе');
  expect(dataOf(receipt)).toContain('send_stars');
  expect(await starsOf(person)).toEqual({ stars: 110n, delivery: 0n });
});

test('a gift, when its recipient is chosen anew, then another invoice goes to the other and the first one to nobody else', async () => {
  const [first, second] = [freshName(), freshName()];
  const person = await owner(0);
  await press(person, button(await chooseGift(person, first), 'give_100_'));

  const invoice = await press(person, button(await chooseGift(person, second), 'give_100_'));

  expect(invoice.text).toContain(`@${second}`);
  expect(await orders(person)).toMatchObject([{ status: 'replaced' }, { status: 'awaiting_payment' }]);
  await press(person, button(await chooseGift(person, first), 'give_100_'));
  expect(await orders(person)).toMatchObject([{ status: 'awaiting_payment' }, { status: 'replaced' }]);
});

test('a gift, when its invoice is cancelled, then nothing is sent and the delivery says so', async () => {
  const person = await owner(0);
  const invoice = await press(person, button(await chooseGift(person, freshName()), 'give_100_'));

  const cancelled = await press(person, button(invoice, 'cancel_order_'));
  await work();

  expect(cancelled.text).not.toContain('Звёзды уйдут');
  expect(button(cancelled, 'gift_100_to_')).not.toBe('');
  const [sent] = await deliveries(person);
  await type(person, '/balance');
  const list = await press(person, 'deliveries');
  expect(dataOf(list).filter((data) => data.startsWith('delivery_'))).toEqual([]);
  await pressTwice(person, list, `delivery_${sent?.id}`);
  expect((await shown(person)).text).toContain('отправки по нему не будет');
  expect(await starsOf(person)).toEqual({ stars: 0n, delivery: 0n });
});

test('a gift, when fewer stars are named than can be sent, then no recipient is asked for', async () => {
  const person = await owner(0);

  await pressTwice(person, await shown(person), 'gift_20');

  expect((await shown(person)).text).toContain('не меньше 50 звёзд');
  expect(dataOf(await type(person, '/start buy_20'))).not.toContain('gift_20');
  expect(dataOf(await type(person, '/start buy_50'))).toContain('gift_50');
});

test('an order, when its stars were delivered, then its refund is refused as spent', async () => {
  const person = await owner(0);
  const invoice = await press(person, button(await chooseGift(person, freshName()), 'give_100_'));
  await chats.player.pay(payUrl(invoice));
  await press(person, button(invoice, 'check_payment_'));
  await work();
  const [order] = await orders(person);

  const refund = requestRefund(app, {
    staffId: finance,
    of: { orderId: order?.id ?? '' },
    destination: 'balance',
    reason: 'customer_request',
    note: 'asked for in the chat',
    requestKey: `refund-${order?.id}`,
  });

  await expect(refund).rejects.toMatchObject({
    code: 'REFUND_VALUE_SPENT',
    data: { need: '110', have: '0' },
  });
  expect(await findOrder(app, order?.id ?? '')).toMatchObject({ status: 'paid' });
});
