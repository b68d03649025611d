import { expect, test } from 'vitest';
import { newId } from '../../src/lib/index.ts';
import { checkOrder, pollInvoice } from '../../src/payments/index.ts';
import { notify, type News } from '../../src/notifications/index.ts';
import type { Message } from '../../sandbox/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import { openChats } from '../kit/chats.ts';
import { corrected, refunded } from '../kit/news.ts';

const chats = await openChats({ CIRCUIT_BREAKER_FAILURE_THRESHOLD: '100' });

const payUrl = (message: Message): string =>
  (message.reply_markup?.inline_keyboard ?? []).flat().find((button) => button.url)?.url ?? '';

async function order(person: PlayedUser, data = 'buy_100'): Promise<{ invoice: Message; orderId: string }> {
  await person.send(data.startsWith('buy') ? '/buy' : '/balance');
  await person.waitFor(/Магазин звёзд|Ваш баланс/);
  if (data.startsWith('recharge')) {
    await person.press('recharge');
    await person.waitFor('Пополнение баланса');
  }
  await person.press(data);
  const invoice = await person.waitFor('Счёт на');
  const row = await chats.testDb.owner.one<{ id: string }>(
    'SELECT id FROM orders WHERE user_id = $1 ORDER BY created_at DESC LIMIT 1',
    [await chats.userId(person)],
  );
  return { invoice, orderId: row?.id ?? '' };
}

/** The provider is asked, as the poller does, and what follows is sent, as the worker does. */
async function news(person: PlayedUser, orderId: string): Promise<void> {
  chats.clock.advance(60_000);
  await checkOrder(chats.app, orderId);
  await sendAll(person);
}

async function sendAll(person: PlayedUser): Promise<void> {
  const { rows } = await chats.testDb.owner.query<{ id: string }>(
    `SELECT id FROM notifications WHERE user_id = $1 AND state IN ('queued', 'failed') ORDER BY created_at`,
    [await chats.userId(person)],
  );
  for (const { id } of rows) await chats.bot.sendNotification(id);
}

async function states(person: PlayedUser) {
  const { rows } = await chats.testDb.owner.query<{ kind: string; state: string }>(
    'SELECT kind, state FROM notifications WHERE user_id = $1 ORDER BY created_at',
    [await chats.userId(person)],
  );
  return rows.map(({ kind, state }) => `${kind} ${state}`);
}

/** A notification as a feature writes it; gives its id. */
async function write(person: PlayedUser, news: News, subjectId = newId()): Promise<string> {
  const key = newId();
  const userId = await chats.userId(person);
  await notify(chats.app.db, { ...news, userId, subjectId, key });
  const row = await chats.testDb.owner.one<{ id: string }>('SELECT id FROM notifications WHERE key = $1', [
    key,
  ]);
  return row?.id ?? '';
}

test('topup_paid, when a top-up came, then the receipt is a message of its own and the invoice offers no payment', async () => {
  const person = await chats.person();
  const { invoice, orderId } = await order(person, 'recharge_10');
  await chats.player.pay(payUrl(invoice));

  await news(person, orderId);

  expect((await person.waitFor('Баланс пополнен')).message_id).toBeGreaterThan(invoice.message_id);
  const shrunk = await person.waitFor('Счёт оплачен');
  expect(shrunk.message_id).toBe(invoice.message_id);
  expect(payUrl(shrunk)).toBe('');
});

test('order_underpaid, when less came, then the user is told what came and what is missing', async () => {
  const person = await chats.person();
  const { invoice, orderId } = await order(person);
  await chats.player.pay(payUrl(invoice), { part: 'less' });

  await news(person, orderId);

  const shown = await person.waitFor('Пришло меньше');
  expect(shown.text).toMatch(/Пришло [\d.]+ TON из 95 TON/);
  expect(await states(person)).toContain('order_underpaid sent');
});

test('order_paid, when more came at once, then one message says what came, what was over and where it is', async () => {
  const person = await chats.person();
  const { invoice, orderId } = await order(person);
  await chats.player.pay(payUrl(invoice), { part: 'more' });

  await news(person, orderId);

  const receipt = await person.waitFor('Звёзды на вашем балансе');
  expect(receipt.text).toContain('Цена: 95 TON');
  expect(receipt.text).toContain('Пришло: 118.75 TON');
  expect(receipt.text).toContain('23.75 TON сверх цены зачислено на ваш баланс');
  expect(await states(person)).toEqual(['order_paid sent']);
});

test('order_paid, when still more came before it was sent, then each message tells its own part', async () => {
  const person = await chats.person();
  const { invoice, orderId } = await order(person);
  await chats.player.pay(payUrl(invoice), { part: 'more' });
  const { id } = await checkOrder(chats.app, orderId);
  await chats.player.pay(payUrl(invoice), { amount: '10' });
  // As after a webhook that tells of more.
  await chats.testDb.owner.query('UPDATE invoices SET next_check_at = now() WHERE id = $1', [id]);
  await pollInvoice(chats.app, id);

  await sendAll(person);

  const receipt = await person.waitFor('Звёзды на вашем балансе');
  expect(receipt.text).toContain('Пришло: 118.75 TON');
  expect(receipt.text).toContain('23.75 TON сверх цены');
  expect((await person.waitFor('второй раз')).text).toContain('Все 10 TON — на вашем балансе');
});

test('payment_locked, when the provider holds the money, then its questionnaire is one tap away', async () => {
  const person = await chats.person();
  const { invoice, orderId } = await order(person);
  await chats.player.pay(payUrl(invoice), { hold: true });

  await news(person, orderId);

  const shown = await person.waitFor('на проверке');
  expect(payUrl(shown)).toMatch(/^https?:/);
});

test('payment_review, when money lies on a cancelled invoice, then the user knows that somebody looks, and of no questionnaire', async () => {
  const person = await chats.person();
  const { invoice, orderId } = await order(person);
  await chats.player.pay(payUrl(invoice), { wait: true });
  await chats.player.act(payUrl(invoice), 'cancel');

  await news(person, orderId);

  const shown = await person.waitFor('Проверяем платёж');
  expect(shown.message_id).toBeGreaterThan(invoice.message_id);
  expect(shown.text).toContain('второй раз платить не нужно');
  expect(payUrl(shown)).toBe('');
  expect(await states(person)).toContain('payment_review sent');
});

test('order_expired, when nobody paid, then a new invoice is offered', async () => {
  const person = await chats.person();
  const { invoice, orderId } = await order(person);
  await chats.player.act(payUrl(invoice), 'expire');

  await news(person, orderId);

  const shown = await person.waitFor('Счёт истёк');
  expect(shown.message_id).toBe(invoice.message_id);
  await person.press({ data: 'buy_100', messageId: shown.message_id });
  await chats.answered();
  const { rows } = await chats.testDb.owner.query('SELECT id FROM orders WHERE user_id = $1', [
    await chats.userId(person),
  ]);
  expect(rows).toHaveLength(2);
});

test('order_failed, when the provider gave up, then the user is told that money is not lost', async () => {
  const person = await chats.person();
  const { invoice, orderId } = await order(person);
  await chats.player.act(payUrl(invoice), 'fail');

  await news(person, orderId);

  await person.waitFor('Платёж не прошёл');
});

test('refund_step, when a refund goes on, then the user is told in words', async () => {
  const person = await chats.person();

  await chats.bot.sendNotification(await write(person, refunded({ step: 'done' })));

  expect((await person.waitFor('Возврат выполнен')).text).toContain('95 TON');
});

test('refund_step, when money from suspense was released, then the user is told that a payment was found', async () => {
  const person = await chats.person();
  const found = corrected({ amount: 12_500_000_000n, wasInSuspense: true });

  await chats.bot.sendNotification(await write(person, found));
  expect((await person.waitFor('Мы нашли ваш платёж')).text).toContain('12.5 TON');

  await chats.testDb.owner.query(`UPDATE users SET language = 'en' WHERE telegram_id = $1`, [person.id]);
  await chats.bot.sendNotification(await write(person, found));
  expect((await person.waitFor('We found a payment of yours')).text).toContain('12.5 TON');
});

test('a notification, when the user switched notifications off, then only what can wait is left out', async () => {
  const person = await chats.person();
  const { orderId } = await order(person);
  await chats.testDb.owner.query('UPDATE users SET notifications = false WHERE telegram_id = $1', [
    person.id,
  ]);

  await chats.bot.sendNotification(await write(person, { kind: 'order_expired', data: {} }, orderId));
  await chats.bot.sendNotification(await write(person, refunded()));

  expect(await states(person)).toEqual(['order_expired muted', 'refund_step sent']);
});

test('a notification, when Telegram is down, then it waits and a later try sends it once', async () => {
  const person = await chats.person();
  const id = await write(person, refunded({ step: 'approved' }));
  await chats.player.telegramFault({ kind: 'serverError', target: 'sendMessage', times: 3 });

  await expect(chats.bot.sendNotification(id)).rejects.toMatchObject({ code: 'TELEGRAM_UNAVAILABLE' });
  expect(await states(person)).toEqual(['refund_step queued']);
  await chats.bot.sendNotification(id);
  await chats.bot.sendNotification(id);

  expect(await states(person)).toEqual(['refund_step sent']);
  const told = (await person.messages()).filter((message) => message.text?.includes('Возврат одобрен'));
  expect(told).toHaveLength(1);
});

test('a notification, when Telegram refuses its text, then it is not tried for ever', async () => {
  const person = await chats.person();
  const id = await write(person, refunded());
  await chats.player.telegramFault({
    kind: 'refuse',
    target: 'sendMessage',
    status: 400,
    description: "Bad Request: can't parse entities",
  });

  await chats.bot.sendNotification(id);

  expect(await states(person)).toEqual(['refund_step failed']);
});

test('a notification, when the user has blocked the bot, then it is blocked and so is the user', async () => {
  const person = await chats.person();
  const id = await write(person, refunded());
  await person.block();

  await chats.bot.sendNotification(id);

  expect(await states(person)).toEqual(['refund_step blocked']);
});
