import { expect, test } from 'vitest';
import { checkOrder } from '../../src/payments/index.ts';
import { userBalances } from '../../src/ledger/index.ts';
import { approvePromo, createPromo, movePromo } from '../../src/shop/index.ts';
import type { Message } from '../../sandbox/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import { openChats } from '../kit/chats.ts';
import { hire } from '../kit/hire.ts';
import { TON } from '../kit/money.ts';

const chats = await openChats();
const [admin, another] = [await hire(chats), await hire(chats)];

const buttonsOf = (message: Message) => (message.reply_markup?.inline_keyboard ?? []).flat();
const payUrl = (message: Message): string => buttonsOf(message).find((button) => button.url)?.url ?? '';

async function newCode(
  code: string,
  terms: Partial<Parameters<typeof createPromo>[1]> = {},
): Promise<bigint> {
  const base = { kind: 'percent', value: 20n, budget: 500n * TON, maxPerUser: 1, firstOnly: false } as const;
  const made = await createPromo(chats.app, { ...base, ...terms, code, note: 'for a test', staffId: admin });
  if (made.status === 'waiting') await approvePromo(chats.app, { id: made.id, staffId: another });
  return made.id;
}

async function pressIn(person: PlayedUser, message: Message, data: string): Promise<Message> {
  await person.press({ data, messageId: message.message_id });
  await chats.answered();
  const shown = (await person.messages()).find((item) => item.message_id === message.message_id);
  if (!shown) throw new Error('the message is gone');
  return shown;
}

async function orders(person: PlayedUser) {
  const { rows } = await chats.testDb.owner.query<{
    id: string;
    status: string;
    amount: bigint;
    stars: number;
  }>('SELECT id, status, amount, stars FROM orders WHERE user_id = $1 ORDER BY created_at, id', [
    await chats.userId(person),
  ]);
  return rows;
}

test('a code that is typed in the shop, when its package is paid, then the lower price buys all stars', async () => {
  await newCode('LETO-20');
  const person = await chats.person();
  await person.send('/buy');
  const shop = await person.waitFor('Магазин звёзд');
  await pressIn(person, shop, 'promo');
  await person.send('две недели');
  await chats.answered();
  await person.send('x!');
  await person.waitFor('не похоже на промокод');
  await person.send(' leto-20 ');
  const offered = await person.waitFor('Промокод LETO-20');
  expect(buttonsOf(offered).map(({ text }) => text)).toContain('🎟 ⭐ 100 +10 ✨ · 76 TON');

  const invoice = await pressIn(person, offered, 'promo_100_LETO-20');
  expect(invoice.text).toContain('К оплате: 76 TON');
  expect(invoice.text).toContain('С промокодом');
  await chats.player.pay(payUrl(invoice));
  const [order] = await orders(person);
  await checkOrder(chats.app, order?.id ?? '');

  expect(await userBalances(chats.testDb.db, await chats.userId(person))).toMatchObject({
    stars: 110n,
    wallet: 0n,
  });
  expect(await orders(person)).toMatchObject([{ status: 'paid', amount: 76n * TON }]);
});

test('a deep link with a code, when its button is pressed often, then there is one invoice, and the code says why it is gone', async () => {
  await newCode('GIFT_30', { kind: 'stars', value: 30n, budget: 30n });
  const person = await chats.person({ language_code: 'en' });
  await person.send('/start promo_gift_30');
  const offered = await person.waitFor('Promo code GIFT_30');
  expect(offered.text).toContain('30 stars more as a gift');
  const target = { data: 'promo_100_GIFT_30', messageId: offered.message_id };

  await Promise.all([person.press(target), person.press(target), person.press(target)]);
  await chats.answered();

  const invoice = await person.waitFor('Invoice for stars');
  expect(invoice.text).toContain('100 stars + 40');
  expect(await orders(person)).toHaveLength(1);
  await person.send('/start promo_GIFT_30');
  await person.waitFor('If your unpaid invoice holds it');
  const other = await chats.person({ language_code: 'en' });
  await other.send('/start promo_GIFT_30');
  await other.waitFor('nothing is left of it');
  await other.send('/start promo_NOBODY');
  await other.waitFor('There is no such code');
});

test('a button of a code, when it is pressed long after the code ended, then it says so and makes no invoice', async () => {
  const id = await newCode('OVER-1');
  const person = await chats.person();
  await person.send('/start promo_OVER-1');
  const offered = await person.waitFor('Промокод OVER-1');
  await movePromo(chats.app, { id, to: 'ended', staffId: admin });

  const told = await pressIn(person, offered, 'promo_100_OVER-1');

  expect(told.text).toContain('уже не действует');
  expect(await orders(person)).toEqual([]);
});

test('an invoice with a code, when its buyer cancels it, then the code can be taken again', async () => {
  await newCode('AGAIN');
  const person = await chats.person();
  await person.send('/start promo_AGAIN');
  const invoice = await pressIn(person, await person.waitFor('Промокод AGAIN'), 'promo_250_AGAIN');
  const [first] = await orders(person);
  await pressIn(person, invoice, `cancel_order_${first?.id}`);

  await person.send('/start promo_AGAIN');
  const offered = (await person.lastFromBot()) as Message;
  await chats.answered();
  await pressIn(person, (await person.lastFromBot()) ?? offered, 'promo_100_AGAIN');

  expect(await orders(person)).toMatchObject([
    { status: 'cancelled', amount: 180n * TON },
    { status: 'awaiting_payment', amount: 76n * TON },
  ]);
});
