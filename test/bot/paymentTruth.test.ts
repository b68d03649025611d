import { afterEach, expect, test, vi } from 'vitest';
import { checkOrder } from '../../src/payments/index.ts';
import { checkRate } from '../../src/limits/index.ts';
import { notify } from '../../src/notifications/index.ts';
import type { Message } from '../../sandbox/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats({ CIRCUIT_BREAKER_FAILURE_THRESHOLD: '100' });

// One test that fails takes no other with it.
afterEach(async () => {
  vi.restoreAllMocks();
  await chats.player.clearFaults();
  await chats.app.breakers.heleket.reset();
});

const buttonsOf = (message: Message) => (message.reply_markup?.inline_keyboard ?? []).flat();
const labelsOf = (message: Message): string =>
  buttonsOf(message)
    .map(({ text }) => text)
    .join(' | ');
const dataOf = (message: Message, start: string): string =>
  buttonsOf(message).find((button) => button.callback_data?.startsWith(start))?.callback_data ?? '';
const payUrl = (message: Message): string => buttonsOf(message).find((button) => button.url)?.url ?? '';

async function invoiceFor(
  person: PlayedUser,
  data = 'buy_100',
): Promise<{ invoice: Message; orderId: string }> {
  await person.send(data.startsWith('buy') ? '/buy' : '/balance');
  const menu = await person.waitFor(/Магазин звёзд|Ваш баланс/);
  if (data.startsWith('recharge')) await pressIn(person, menu, 'recharge');
  const invoice = await pressIn(person, menu, data);
  const row = await chats.testDb.owner.one<{ id: string }>(
    'SELECT id FROM orders WHERE user_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1',
    [await chats.userId(person)],
  );
  return { invoice, orderId: row?.id ?? '' };
}

/** The message as it stands after a button in it was pressed. */
async function pressIn(person: PlayedUser, message: Message, data: string): Promise<Message> {
  await person.press({ data, messageId: message.message_id });
  await chats.answered();
  return now(person, message);
}

async function now(person: PlayedUser, message: Message): Promise<Message> {
  const shown = (await person.messages()).find((item) => item.message_id === message.message_id);
  if (!shown) throw new Error('the message is gone');
  return shown;
}

/** The provider is asked, as the poller does, and what follows is sent, as the worker does. */
async function news(person: PlayedUser, orderId: string): Promise<void> {
  chats.clock.advance(60_000);
  await checkOrder(chats.app, orderId);
  await sendAll(person);
}

async function sendAll(person: PlayedUser): Promise<void> {
  const { rows } = await chats.testDb.owner.query<{ id: string }>(
    `SELECT id FROM notifications WHERE user_id = $1 AND state IN ('queued', 'failed') ORDER BY created_at, id`,
    [await chats.userId(person)],
  );
  for (const { id } of rows) await chats.bot.sendNotification(id);
}

const after = async (person: PlayedUser, message: Message): Promise<Message[]> =>
  (await person.messages()).filter((item) => item.message_id > message.message_id);

async function statuses(person: PlayedUser): Promise<string[]> {
  const { rows } = await chats.testDb.owner.query<{ status: string }>(
    'SELECT status FROM orders WHERE user_id = $1 ORDER BY created_at, id',
    [await chats.userId(person)],
  );
  return rows.map(({ status }) => status);
}

test.each(['buy_100', 'recharge_50'])(
  'a part of %s, when its buyer checks or comes back from the history, then it is still a part and the rest can be paid',
  async (data) => {
    const person = await chats.person();
    const { invoice, orderId } = await invoiceFor(person, data);
    await chats.player.pay(payUrl(invoice), { part: 'less' });
    await news(person, orderId);
    const told = await person.waitFor('доплатите');
    expect(payUrl(await now(person, invoice))).toBe('');
    const [, missing = ''] = /доплатите ([\d.]+ TON)/.exec(told.text ?? '') ?? [];

    chats.clock.advance(60_000);
    const checked = await pressIn(person, told, dataOf(told, 'check_'));

    expect(checked.text).toMatch(/Пришло [\d.]+ TON из/);
    expect(labelsOf(checked)).toContain(`Оплатить ${missing}`);
    expect(checked.text).not.toMatch(/оплаты пока нет/);
    await person.waitForToast(`осталось доплатить ${missing}`);
    await person.send('/history');
    const history = await person.waitFor('История за 30 дней');
    const detail = await pressIn(person, history, `transaction_${orderId}`);
    expect(detail.text).toContain(`осталось доплатить ${missing}`);
    const opened = await pressIn(person, history, `refresh_status_${orderId}`);
    expect(labelsOf(opened)).toContain(`Оплатить ${missing}`);
    expect(payUrl(await now(person, told))).toBe('');
    await person.send('/balance');
    expect((await person.waitFor('Ваш баланс')).text).toContain(`Неоплаченные счета: 1 на ${missing}`);
  },
);

test('a payment that is seen, when its buyer looks, then one thing is said and nothing asks for a second payment', async () => {
  const person = await chats.person();
  const { invoice, orderId } = await invoiceFor(person);
  await chats.player.pay(payUrl(invoice), { wait: true });
  await news(person, orderId);
  const seen = await now(person, invoice);
  expect(seen.text).toContain('Платёж виден в сети');
  expect(await after(person, invoice)).toEqual([]);

  chats.clock.advance(60_000);
  const checked = await pressIn(person, invoice, dataOf(seen, 'check_payment_'));

  expect(payUrl(checked)).toBe('');
  expect(checked.text).not.toMatch(/оплаты пока нет|К оплате/);
  await person.waitForToast('Платёж виден в сети, ждём подтверждений');
  await chats.player.act(payUrl(invoice), 'confirm');
  await news(person, orderId);
  await person.waitFor('Звёзды на вашем балансе');
  expect((await now(person, invoice)).text).toContain('Счёт оплачен');
});

test('check payment, when the provider is silent, then nobody is told that nothing was taken', async () => {
  const person = await chats.person();
  const { invoice } = await invoiceFor(person);
  await chats.player.heleketFault({ kind: 'error500', times: 50 });

  const shown = await pressIn(person, invoice, dataOf(invoice, 'check_payment_'));

  const toast = await person.waitForToast('Не смогли спросить Heleket');
  expect(toast.text).toContain('второй раз не платите');
  expect(shown.text).not.toMatch(/ни монеты|счёт выставить не удалось|Покупка с баланса/);
  expect(shown.text).toContain('платёж найдём сами');
  await chats.player.clearFaults();
  await chats.app.breakers.heleket.reset();
});

test('check payment, when the provider was asked a moment ago, then it says so and when it can be asked again', async () => {
  const person = await chats.person();
  const { invoice } = await invoiceFor(person);
  await pressIn(person, invoice, dataOf(invoice, 'check_payment_'));
  await person.waitForToast('Только что проверили');
  const asked = (await chats.player.heleketCalls()).length;
  chats.clock.advance(10_000);

  await pressIn(person, invoice, dataOf(invoice, 'check_payment_'));

  expect((await person.waitForToast('Спрашивали только что')).text).toContain('через 20 с');
  expect((await chats.player.heleketCalls()).length).toBe(asked);
});

test('check payment, when the provider holds the money, then it says that somebody looks, and the balance calls it no debt', async () => {
  const person = await chats.person();
  const { invoice, orderId } = await invoiceFor(person);
  await chats.player.pay(payUrl(invoice), { hold: true });
  await news(person, orderId);
  const told = await person.waitFor('на проверке');
  chats.clock.advance(60_000);

  await pressIn(person, told, dataOf(told, 'check_payment_'));

  await person.waitForToast('Heleket проверяет его');
  await person.send('/balance');
  const balance = await person.waitFor('Ваш баланс');
  expect(balance.text).toContain('на проверке: 1');
  expect(balance.text).not.toContain('Неоплаченные');
});

test('a locked payment, when an answered questionnaire stands before the open one, then message and payment screen lead to the open one', async () => {
  const link = (name: string): string => `https://heleket.example/${name}`;
  vi.spyOn(chats.app.provider, 'amlLinks').mockResolvedValue([
    { link: link('answered'), expiresAt: undefined, status: 'completed' },
    { link: link('too-late'), expiresAt: undefined, status: 'expired' },
    { link: link('open'), expiresAt: undefined, status: 'pending' },
  ]);
  const person = await chats.person();
  const { invoice, orderId } = await invoiceFor(person);
  await chats.player.pay(payUrl(invoice), { hold: true });
  await news(person, orderId);
  const told = await person.waitFor('на проверке');
  expect(payUrl(told)).toBe(link('open'));

  expect(payUrl(await pressIn(person, told, dataOf(told, 'check_payment_')))).toBe(link('open'));
});

test('a receipt, when its buttons are pressed, then it stays and what they lead to comes below', async () => {
  const person = await chats.person();
  const { invoice, orderId } = await invoiceFor(person);
  await chats.player.pay(payUrl(invoice));
  await news(person, orderId);
  const receipt = await person.waitFor('Звёзды на вашем балансе');

  for (const data of ['home', 'balance', 'buy_stars', `transaction_${orderId}`])
    expect((await pressIn(person, receipt, data)).text).toBe(receipt.text);

  expect(await after(person, receipt)).toHaveLength(4);
  expect((await after(person, invoice)).filter(({ text }) => /выше ☝️/.test(text ?? ''))).toEqual([]);
});

test('a receipt from balance, when its buttons are pressed, then it stays; when it is confirmed again, then it comes once', async () => {
  const person = await chats.person();
  await chats.give(person, 100);
  await person.send('/buy');
  const shop = await person.waitFor('Магазин звёзд');
  await pressIn(person, shop, 'buy_stars_with_balance');
  const confirm = await pressIn(person, shop, 'buy_100_balance');
  const data = dataOf(confirm, 'confirm_');
  const receipt = await pressIn(person, shop, data);
  expect(receipt.text).toContain('Звёзды на вашем балансе');

  const { person: known } = await person.chat();
  const query = { id: crypto.randomUUID(), from: known.user, message: confirm, chat_instance: '1', data };
  await chats.player.sendUpdate({ callback_query: query });
  await chats.answered();
  expect(await after(person, shop)).toEqual([]);
  const kept = await pressIn(person, receipt, 'home');

  expect(kept.text).toBe(receipt.text);
  expect(await after(person, receipt)).toHaveLength(1);
});

test('a surplus, when it came with the payment, then receipt, history and balance tell the same', async () => {
  const person = await chats.person();
  const { invoice, orderId } = await invoiceFor(person);
  await chats.player.pay(payUrl(invoice), { part: 'more' });
  await news(person, orderId);
  const receipt = await person.waitFor('Звёзды на вашем балансе');
  const [, extra = ''] = /([\d.]+ TON) сверх цены зачислено/.exec(receipt.text ?? '') ?? [];
  expect(extra).not.toBe('');

  await person.send('/history');
  const history = await person.waitFor('История за 30 дней');

  expect(labelsOf(history)).toContain(`Пополнение · +${extra}`);
  expect(labelsOf(history)).toContain('Покупка · +100 ⭐ (+10) · −95 TON');
  await person.send('/balance');
  expect((await person.waitFor('Ваш баланс')).text).toContain(`На балансе: ${extra}`);
});

test('a top-up, when more or less came, then receipt and history name what was credited', async () => {
  const person = await chats.person();
  const { invoice, orderId } = await invoiceFor(person, 'recharge_50');
  await chats.player.pay(payUrl(invoice), { part: 'more' });
  await news(person, orderId);
  const receipt = await person.waitFor('Баланс пополнен');
  const [, credited = ''] = /Зачислено: ([\d.]+ TON)/.exec(receipt.text ?? '') ?? [];
  expect(credited).not.toBe('50 TON');
  expect(receipt.text).toContain('Счёт был на 50 TON');
  const short = await invoiceFor(person, 'recharge_10');
  await chats.player.pay(payUrl(short.invoice), { part: 'less' });
  await chats.player.act(payUrl(short.invoice), 'expire');
  await news(person, short.orderId);

  await person.send('/history');
  const labels = labelsOf(await person.waitFor('История за 30 дней'));

  expect(labels).toContain(`Пополнение · +${credited}`);
  expect(labels).toMatch(/⚠️ Пополнение · \+[\d.]+ TON из 10 TON/);
});

test('packages, when they are compared, then one invoice is open and the first one can be chosen again', async () => {
  const person = await chats.person();
  await person.send('/buy');
  const shop = await person.waitFor('Магазин звёзд');
  const first = await pressIn(person, shop, 'buy_100');
  await pressIn(person, shop, 'back_to_buy_stars');
  await pressIn(person, shop, 'buy_250');
  await pressIn(person, shop, 'back_to_buy_stars');
  expect(await statuses(person)).toEqual(['replaced', 'awaiting_payment']);

  const again = await pressIn(person, shop, 'buy_100');

  expect(payUrl(again)).toBe(payUrl(first));
  expect(await statuses(person)).toEqual(['awaiting_payment', 'replaced']);
  await person.send('/balance');
  expect((await person.waitFor('Ваш баланс')).text).toContain('Неоплаченные счета: 1 на 95 TON');
  await person.send('/history');
  expect(labelsOf(await person.waitFor('История за 30 дней'))).not.toContain('225 TON');
});

test('a replaced invoice, when its message is another one, then that one offers no payment; paid all the same, it is delivered', async () => {
  const person = await chats.person();
  const first = await invoiceFor(person, 'buy_100');
  await invoiceFor(person, 'buy_250');
  expect(payUrl(await now(person, first.invoice))).toBe('');

  await chats.player.pay(payUrl(first.invoice));
  await news(person, first.orderId);

  expect((await person.waitFor('Звёзды на вашем балансе')).text).toContain('100 звёзд');
  expect(await statuses(person)).toEqual(['paid', 'awaiting_payment']);
});

test('an invoice, when it is cancelled and paid all the same, then the money is on the balance and that is told', async () => {
  const person = await chats.person();
  const { invoice, orderId } = await invoiceFor(person);
  const cancelled = await pressIn(person, invoice, `cancel_order_${orderId}`);
  expect(cancelled.text).toContain('Счёт отменён');
  expect(payUrl(cancelled)).toBe('');

  await chats.player.pay(payUrl(invoice));
  await news(person, orderId);

  const told = await person.waitFor('по отменённому счёту');
  expect(told.text).toContain('все 95 TON — на вашем балансе');
  expect((await now(person, invoice)).text).toContain('на баланс зачислено 95 TON');
  await person.send('/balance');
  expect((await person.waitFor('Ваш баланс')).text).toContain('На балансе: 95 TON');
});

test('cancel, when money has come meanwhile, then nothing is cancelled and the truth is shown', async () => {
  const person = await chats.person();
  const { invoice, orderId } = await invoiceFor(person);
  await chats.player.pay(payUrl(invoice), { wait: true });
  chats.clock.advance(60_000);
  await checkOrder(chats.app, orderId);

  const shown = await pressIn(person, invoice, `cancel_order_${orderId}`);

  expect(shown.text).toContain('Платёж виден в сети');
  expect(await statuses(person)).toEqual(['awaiting_payment']);
});

test.each([
  ['fail', 'Платёж не прошёл', ['order_failed sent'], 1],
  ['expire', 'Счёт истёк', ['order_expired muted'], 0],
] as const)(
  'an invoice, when it ends by %s and notifications are off, then its screen says so',
  async (action, text, states, fresh) => {
    const person = await chats.person();
    const { invoice, orderId } = await invoiceFor(person);
    await chats.testDb.owner.query('UPDATE users SET notifications = false WHERE telegram_id = $1', [
      person.id,
    ]);
    await chats.player.act(payUrl(invoice), action);

    await news(person, orderId);

    const shown = await now(person, invoice);
    expect(shown.text).toContain(text);
    expect(payUrl(shown)).toBe('');
    expect(await after(person, invoice)).toHaveLength(fresh);
    const { rows } = await chats.testDb.owner.query<{ kind: string; state: string }>(
      'SELECT kind, state FROM notifications WHERE user_id = $1',
      [await chats.userId(person)],
    );
    expect(rows.map(({ kind, state }) => `${kind} ${state}`)).toEqual(states);
  },
);

test('an expired invoice, when it is shown, then it says what the FAQ says about a transfer on its way', async () => {
  const person = await chats.person();
  const { invoice, orderId } = await invoiceFor(person);
  await chats.player.act(payUrl(invoice), 'expire');

  await news(person, orderId);

  const shown = await now(person, invoice);
  expect(shown.text).toMatch(/ничего не делайте: найдём и зачтём сами. Прошло больше часа — напишите/);
  expect(shown.text).not.toContain('Деньги не списывались');
});

test('the time left, when the message is old, then it is still true', async () => {
  const person = await chats.person();
  const { invoice } = await invoiceFor(person);

  expect(invoice.text).toMatch(
    /Оплатите до (\d\d\.\d\d )?\d\d:\d\d UTC \(в \d\d:\d\d UTC оставалось \d+ (мин|ч|с)/,
  );
  expect(labelsOf(invoice).match(/Проверить оплату|Обновить/g)).toEqual(['Проверить оплату']);
});

test('/start buy_500, when both ways to pay are offered, then the bonus stands beside the one that gives it', async () => {
  const person = await chats.person();

  await person.send('/start buy_500');
  const shown = await person.waitFor('Как будете платить');

  expect(shown.text).not.toMatch(/Бонус|\+50/);
  const [crypto = '', balance = ''] = labelsOf(shown).split(' | ');
  expect(crypto).toContain('+50');
  expect(balance).not.toContain('+50');
});

test('stars, when they are bought, then receipt, help and FAQ say where they are', async () => {
  const person = await chats.person();
  const { invoice, orderId } = await invoiceFor(person);
  await chats.player.pay(payUrl(invoice));
  await news(person, orderId);
  expect((await person.waitFor('🎉')).text).toContain('на вашем балансе в боте');

  await person.send('/paysupport');
  expect((await person.waitFor('Помощь с оплатой')).text).toContain('на балансе в этом боте');
  await person.send('/help');
  const help = await person.waitFor('Помощь и поддержка');
  const faq = await pressIn(person, help, 'help_faq');
  const question = buttonsOf(faq).find(({ text }) => text.startsWith('Где мои звёзды'));
  const answer = await pressIn(person, help, question?.callback_data ?? '');
  expect(answer.text).toContain('на вашем балансе в этом боте');
});

test('a paid invoice, when it is paid again, then it is called a second payment', async () => {
  const person = await chats.person();
  const { invoice, orderId } = await invoiceFor(person);
  await chats.player.pay(payUrl(invoice));
  await news(person, orderId);
  await person.waitFor('Звёзды на вашем балансе');
  await notify(chats.app.db, {
    userId: await chats.userId(person),
    kind: 'order_overpaid',
    subjectId: orderId,
    key: `again:${orderId}`,
    data: { received: 190_000_000_000n, credited: 95_000_000_000n, asset: 'TON' },
  });

  await sendAll(person);

  expect((await person.waitFor('второй раз')).text).toContain('Все 95 TON — на вашем балансе');
});

test('check payment, when it is pressed too often, then the invoice stays', async () => {
  const person = await chats.person();
  const { invoice } = await invoiceFor(person);
  const limiters = { userId: await chats.userId(person), kind: 'api' } as const;
  for (let i = 0; i < 1001; i++) await checkRate(chats.app, limiters);

  const shown = await pressIn(person, invoice, dataOf(invoice, 'check_payment_'));

  await person.waitForToast('Спрашивали только что');
  expect(payUrl(shown)).toBe(payUrl(invoice));
  expect(shown.text).not.toMatch(/Слишком быстро|ни монеты/);
});
