import { beforeEach, expect, test } from 'vitest';
import { checkOrder, remindOfEnding } from '../../src/payments/index.ts';
import { buyFromBalance, buyWithTopup } from '../../src/shop/index.ts';
import { userBalances } from '../../src/ledger/index.ts';
import { newId } from '../../src/lib/index.ts';
import type { Message } from '../../sandbox/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import { openChats } from '../kit/chats.ts';
import { TON } from '../kit/money.ts';

const chats = await openChats({ HELEKET_NETWORK: 'TON', PAYMENT_TIMEOUT: '3600' });
const { owner } = chats.testDb;

const buttonsOf = (message: Message) => (message.reply_markup?.inline_keyboard ?? []).flat();
const labelsOf = (message: Message): string[] => buttonsOf(message).map(({ text }) => text);
const dataOf = (message: Message, start: string): string =>
  buttonsOf(message).find((button) => button.callback_data?.startsWith(start))?.callback_data ?? '';
const payUrl = (message: Message): string => buttonsOf(message).find((button) => button.url)?.url ?? '';

interface Row {
  id: string;
  kind: string;
  status: string;
  amount: bigint;
  stars: number;
}

async function orders(person: PlayedUser): Promise<Row[]> {
  const { rows } = await owner.query<Row>(
    'SELECT id, kind, status, amount, stars FROM orders WHERE user_id = $1 ORDER BY created_at, id',
    [await chats.userId(person)],
  );
  return rows;
}

const balances = async (person: PlayedUser) => userBalances(chats.testDb.db, await chats.userId(person));

/** Does the jobs that go on after a paid top-up, as a worker would. A job may come twice. */
async function work(person: PlayedUser): Promise<void> {
  const { rows } = await owner.query<{ id: string }>(
    `SELECT o.payload ->> 'orderId' AS id FROM outbox o JOIN orders t ON t.id::text = o.payload ->> 'orderId'
     WHERE o.job = 'topup.buy-stars' AND t.user_id = $1`,
    [await chats.userId(person)],
  );
  await Promise.all(rows.flatMap(({ id }) => [buyWithTopup(chats.app, id), buyWithTopup(chats.app, id)]));
  await sendNews(person);
}

async function sendNews(person: PlayedUser): Promise<void> {
  const { rows } = await owner.query<{ id: string }>(
    `SELECT id FROM notifications WHERE user_id = $1 AND state = 'queued' ORDER BY seq`,
    [await chats.userId(person)],
  );
  for (const { id } of rows) await chats.bot.sendNotification(id);
}

async function pressIn(person: PlayedUser, message: Message, data: string): Promise<Message> {
  await person.press({ data, messageId: message.message_id });
  await chats.answered();
  const shown = (await person.messages()).find((item) => item.message_id === message.message_id);
  if (!shown) throw new Error('the message is gone');
  return shown;
}

/** The provider confirms, and its news are sent. */
async function confirm(person: PlayedUser, orderId: string): Promise<void> {
  chats.clock.advance(60_000);
  await checkOrder(chats.app, orderId);
  await sendNews(person);
}

/** The screen of a purchase from a balance that has too few coins. */
async function shortOf(person: PlayedUser, stars: number): Promise<Message> {
  await person.send(`/start buy_${stars}`);
  const ways = await person.waitFor(/Как будете платить|How would you like to pay/);
  return pressIn(person, ways, `buy_${stars}_balance`);
}

/** A person with coins who wants stars that cost more, up to the invoice of the missing top-up. */
async function fund(person: PlayedUser, stars: number): Promise<{ invoice: Message; topup: Row }> {
  const short = await shortOf(person, stars);
  const invoice = await pressIn(person, short, `fund_${stars}`);
  const topup = (await orders(person)).at(-1);
  if (!topup) throw new Error('no top-up was made');
  return { invoice, topup };
}

const lastOf = async (person: PlayedUser): Promise<string> => (await person.lastFromBot())?.text ?? '';

beforeEach(() => owner.query(`UPDATE switches SET enabled = true`));

test('/start, when its buyer taps three times at most, then an invoice is there', async () => {
  const person = await chats.person();
  const home = await person.lastFromBot();
  if (!home) throw new Error('no main menu');

  const shop = await pressIn(person, home, 'buy_stars');
  const invoice = await pressIn(person, shop, 'buy_100');

  expect(payUrl(invoice)).toMatch(/^http/);
});

test.each([
  ['ru', 'К оплате: 95 TON', 'Переведите ровно 95 TON в сети TON', 'memo'],
  ['en', 'To pay: 95 TON', 'Send exactly 95 TON in the network TON', 'memo'],
])(
  'an invoice in %s, when the provider gives an address, then amount and address can be copied and scanned',
  async (language, amount, address, memo) => {
    const person = await chats.person({ language_code: language });
    await person.send('/buy');
    const shop = await person.waitFor(/Магазин звёзд|Star shop/);
    const invoice = await pressIn(person, shop, 'buy_100');
    const copies = buttonsOf(invoice).flatMap(({ copy_text: copy }) => copy?.text ?? []);

    expect(invoice.text).toContain(amount);
    expect(invoice.text).toContain(address);
    expect(invoice.text).toContain(memo);
    expect(copies[0]).toMatch(/^UQ\w{46}$/);
    expect(copies[1]).toBe('95');
    expect(invoice.text).toContain(copies[0] ?? '');

    await pressIn(person, invoice, dataOf(invoice, 'qr_'));
    const photo = await person.lastFromBot();
    expect(photo?.photo?.length).toBeGreaterThan(0);
    expect(photo?.caption).toContain('95 TON');
    expect(photo?.caption).toContain(copies[0] ?? '');
    // A photo cannot become a text, so its button opens the payment below it.
    await person.press({
      data: dataOf(photo as Message, 'refresh_status_'),
      messageId: photo?.message_id ?? 0,
    });
    await chats.answered();
    expect(payUrl((await person.lastFromBot()) as Message)).toBe(payUrl(invoice));
  },
);

test('a purchase that lacks coins, when its exact top-up is paid, then the stars come once and nothing is left', async () => {
  const person = await chats.person();
  await chats.give(person, 100);
  const { invoice, topup } = await fund(person, 250);
  expect(topup).toMatchObject({ kind: 'topup', amount: 150n * TON });
  expect(invoice.text).toContain('250 звёзд');

  await chats.player.pay(payUrl(invoice));
  await confirm(person, topup.id);
  await work(person);
  await work(person);

  expect(await balances(person)).toMatchObject({ wallet: 0n, stars: 250n });
  expect(await orders(person)).toMatchObject([
    { kind: 'topup', status: 'paid' },
    { kind: 'balance_purchase', status: 'paid', stars: 250, amount: 250n * TON },
  ]);
  const told = (await person.messages()).filter(({ text }) => /пополнен!|Оплачено!/.test(text ?? ''));
  expect(told.map(({ text }) => /пополнен/.test(text ?? ''))).toEqual([true, false]);
});

test('a purchase that lacks less than the least top-up, when it is offered, then the rest is named and stays', async () => {
  const person = await chats.person({ language_code: 'en' });
  await chats.give(person, 97);
  const short = await shortOf(person, 100);
  expect(short.text).toContain('The smallest top-up is 10 TON; the other 7 TON stay on your balance.');
  expect(labelsOf(short)).toContain('➕ Top up 10 TON and buy');

  const invoice = await pressIn(person, short, 'fund_100');
  const [topup] = await orders(person);
  await chats.player.pay(payUrl(invoice));
  await confirm(person, topup?.id ?? '');
  await work(person);

  expect(await balances(person)).toMatchObject({ wallet: 7n * TON, stars: 100n });
});

test('the missing top-up, when it is pressed many times, then there is one invoice', async () => {
  const person = await chats.person();
  const short = await shortOf(person, 100);

  const target = { data: 'fund_100', messageId: short.message_id };
  await Promise.all([person.press(target), person.press(target), person.press(target)]);
  await chats.answered();

  expect(await orders(person)).toHaveLength(1);
});

test('a purchase behind a top-up, when the price changes before it is paid, then its buyer is asked again and nothing is taken', async () => {
  const person = await chats.person();
  const { invoice, topup } = await fund(person, 60);
  const { rows } = await owner.query<{ id: bigint }>(
    `INSERT INTO star_prices (asset, price, reason) VALUES ('TON', 1100000000, 'a test') RETURNING id`,
  );
  try {
    await chats.player.pay(payUrl(invoice));
    await confirm(person, topup.id);
    await work(person);
    await work(person);

    expect(await balances(person)).toMatchObject({ wallet: 60n * TON, stars: 0n });
    expect(await lastOf(person)).toContain('покупка ждёт вас');
    const asked = (await person.messages()).filter(({ text }) => text?.includes('покупка ждёт вас'));
    expect(asked).toHaveLength(1);
    await person.press({ data: 'buy_60_balance', messageId: asked[0]?.message_id ?? 0 });
    const again = await person.waitFor('Проверьте покупку');
    expect(again.text).toContain('66 TON');
    expect(again.text).toContain('не хватает 6 TON');
  } finally {
    await owner.query('ALTER TABLE star_prices DISABLE TRIGGER USER');
    await owner.query('UPDATE orders SET then_price_id = NULL, then_stars = NULL WHERE then_price_id = $1', [
      rows[0]?.id,
    ]);
    await owner.query('DELETE FROM star_prices WHERE id = $1', [rows[0]?.id]);
    await owner.query('ALTER TABLE star_prices ENABLE TRIGGER USER');
  }
});

test('a paid top-up, when its buyer is faster than the job, then the stars are bought once', async () => {
  const person = await chats.person();
  await chats.give(person, 100);
  const { invoice, topup } = await fund(person, 150);
  await chats.give(person, 500);
  await chats.player.pay(payUrl(invoice));
  await confirm(person, topup.id);
  const userId = await chats.userId(person);
  const byHand = { userId, stars: 150, requestKey: `balance:${userId}:${newId()}` };

  await Promise.all([buyFromBalance(chats.app, byHand), work(person)]);
  await work(person);

  const bought = (await orders(person)).filter(({ kind }) => kind === 'balance_purchase');
  const { wallet, stars } = await balances(person);
  // Both may win: the job first, and then the buyer wants more. Never the job after the buyer.
  expect(bought.length).toBeLessThanOrEqual(2);
  expect(stars).toBe(150n * BigInt(bought.length));
  expect(wallet).toBe(650n * TON - stars * TON);
});

test('a paid top-up, when its buyer has bought by hand, then the job buys nothing', async () => {
  const person = await chats.person();
  const { invoice, topup } = await fund(person, 50);
  await chats.give(person, 500);
  await chats.player.pay(payUrl(invoice));
  await confirm(person, topup.id);
  const userId = await chats.userId(person);
  await buyFromBalance(chats.app, { userId, stars: 50, requestKey: `balance:${userId}:${newId()}` });

  await work(person);

  expect(await balances(person)).toMatchObject({ wallet: 500n * TON, stars: 50n });
});

test('a cancelled top-up, when it is paid after all, then the coins are on the balance and nothing is bought', async () => {
  const person = await chats.person();
  const { invoice, topup } = await fund(person, 70);
  await pressIn(person, invoice, dataOf(invoice, 'cancel_order_'));
  await chats.player.pay(payUrl(invoice));
  await confirm(person, topup.id);
  await work(person);

  expect(await balances(person)).toMatchObject({ wallet: 70n * TON, stars: 0n });
});

test('an expired top-up with a purchase, when one tap makes a new one, then it is for what is missing now', async () => {
  const person = await chats.person();
  const { invoice, topup } = await fund(person, 80);
  await chats.player.act(payUrl(invoice), 'expire');
  await confirm(person, topup.id);
  await chats.give(person, 30);
  const expired = (await person.messages()).find((item) => item.message_id === invoice.message_id);
  if (!expired) throw new Error('the payment screen is gone');

  const renewed = await pressIn(person, expired, dataOf(expired, 'fund_80'));

  expect((await orders(person)).at(-1)).toMatchObject({ kind: 'topup', amount: 50n * TON });
  expect(payUrl(renewed)).not.toBe(payUrl(invoice));
});

test('an unpaid invoice, when its end is near, then one reminder comes, and none after it is paid', async () => {
  const person = await chats.person();
  const other = await chats.person();
  for (const buyer of [person, other]) {
    await buyer.send('/buy');
    await pressIn(buyer, await buyer.waitFor('Магазин звёзд'), 'buy_100');
  }
  const [mine] = await orders(person);
  const [theirs] = await orders(other);
  const reminders = async (buyer: PlayedUser) =>
    (await buyer.messages()).filter(({ text }) => text?.includes('скоро истечёт'));
  await remindOfEnding(chats.app);
  await sendNews(person);
  expect(await reminders(person)).toEqual([]);

  const { rows } = await owner.query<{ at: Date }>(
    'SELECT expires_at AS at FROM invoices WHERE order_id = $1',
    [mine?.id],
  );
  chats.clock.advance((rows[0]?.at.getTime() ?? 0) - chats.clock.now().getTime() - 9 * 60_000);
  // Two workers at once, and one that dies before it sends.
  await Promise.all([remindOfEnding(chats.app), remindOfEnding(chats.app)]);
  await remindOfEnding(chats.app);
  const invoice = await chats.player.invoices();
  const paid = invoice.find(({ url }) => url !== '' && url.includes(theirs?.id ?? '-'));
  expect(paid).toBeUndefined();
  await owner.query(`UPDATE orders SET status = 'cancelled' WHERE id = $1`, [theirs?.id]);
  await sendNews(person);
  await sendNews(person);
  await sendNews(other);

  const told = await reminders(person);
  expect(told).toHaveLength(1);
  expect(told[0]?.text).toMatch(/оставалось [89] мин/);
  expect(await reminders(other)).toEqual([]);
});

test('an unpaid invoice, when its buyer wants no reminders, then its end is not told', async () => {
  const person = await chats.person({ language_code: 'en' });
  await person.send('/settings');
  await pressIn(person, await person.waitFor('Settings'), 'notifications_off');
  await person.send('/buy');
  await pressIn(person, await person.waitFor('Star shop'), 'buy_100');
  chats.clock.advance(52 * 60_000);

  await remindOfEnding(chats.app);
  await sendNews(person);

  expect((await person.messages()).filter(({ text }) => text?.includes('ends soon'))).toEqual([]);
});

test.each([
  ['ru', 'Чек можно переслать', 'Счёт Heleket'],
  ['en', 'You can forward this receipt', 'Heleket invoice'],
])(
  'a receipt in %s, when it is opened again, then it has all ids and leads to a ticket',
  async (language, forward, provider) => {
    const person = await chats.person({ language_code: language });
    await person.send('/buy');
    const invoice = await pressIn(person, await person.waitFor(/Магазин звёзд|Star shop/), 'buy_100');
    const [order] = await orders(person);
    await chats.player.pay(payUrl(invoice));
    await confirm(person, order?.id ?? '');
    await person.send('/history');
    const history = await person.waitFor(/История за 30 дней|History, last 30 days/);

    const detail = await pressIn(person, history, `transaction_${order?.id}`);
    await pressIn(person, detail, `receipt_${order?.id}`);

    const receipt = await person.lastFromBot();
    const { uuid } = await chats.player.invoice(payUrl(invoice));
    for (const shown of [detail, receipt]) {
      expect(shown?.text).toContain(order?.id);
      expect(shown?.text).toContain(provider);
      expect(shown?.text).toContain(uuid);
      expect(JSON.stringify(shown?.entities)).toContain('https://tonviewer.com/transaction/');
    }
    expect(receipt?.text).toContain(forward);
    expect(receipt?.reply_markup).toBeUndefined();
    expect(receipt?.text).not.toMatch(/На балансе|Your balance now/);
    const ticket = await pressIn(person, detail, `ticket_about_${order?.id}`);
    expect(ticket.text).toMatch(/Напишите|Write|Describe|Опишите/i);
  },
);
