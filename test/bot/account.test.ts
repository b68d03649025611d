import { expect, test } from 'vitest';
import { requestRefund } from '../../src/refunds/index.ts';
import type { Message } from '../../sandbox/index.ts';
import { buyFromBalance } from '../../src/shop/index.ts';
import { hire } from '../kit/hire.ts';
import type { PlayedUser } from '../kit/player.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats();

const dataOf = (message: Message): string[] =>
  (message.reply_markup?.inline_keyboard ?? []).flat().flatMap((button) => button.callback_data ?? []);

async function press(person: PlayedUser, data: string): Promise<Message> {
  await person.press(data);
  await chats.answered();
  const shown = await person.lastFromBot();
  if (!shown) throw new Error('the bot showed nothing');
  return shown;
}

/** The button that deletes the account. */
const confirmation = (message: Message): string =>
  dataOf(message).find((data) => data.startsWith('privacy_delete')) ?? '';

async function settings(person: PlayedUser): Promise<void> {
  await person.send('/settings');
  await person.waitFor(/Настройки|Settings/);
}

test('language, when it is chosen by hand, then every screen speaks it, whatever Telegram says', async () => {
  const person = await chats.person();
  await settings(person);

  expect((await press(person, 'language_en')).text).toContain('Language: English');
  expect((await press(person, 'home')).text).toContain('Hello');
  await person.send('/balance');

  await person.waitFor('Your balance');
});

test('notifications, when they are switched off and on, then the setting is kept', async () => {
  const person = await chats.person();
  await settings(person);

  expect((await press(person, 'notifications_off')).text).toContain('выключены');
  const row = await chats.testDb.owner.one('SELECT notifications FROM users WHERE telegram_id = $1', [
    person.id,
  ]);
  expect(row).toEqual({ notifications: false });
  expect((await press(person, 'notifications_on')).text).toContain('включены');
});

test('my data, when it is asked for, then a JSON file with it arrives', async () => {
  const person = await chats.person({ first_name: 'Экспорт' });
  await settings(person);
  await press(person, 'privacy');

  await person.press('privacy_export');
  const file = await person.waitFor((message) => message.document !== undefined);

  const { file_id: fileId } = file.document as { file_id: string };
  const content = await (await fetch(`${chats.player.url}/play/telegram/files/${fileId}`)).text();
  expect(JSON.parse(content)).toMatchObject({ parts: { profile: [{ first_name: 'Экспорт' }] } });
});

/** Types the word that burns what is left. */
async function type(person: PlayedUser, word: string): Promise<Message> {
  await person.send(word);
  await chats.answered();
  const shown = await person.lastFromBot();
  if (!shown) throw new Error('the bot showed nothing');
  return shown;
}

test('my account, when it is deleted with money left, then the way out is offered first, and only a typed word burns it', async () => {
  const person = await chats.person();
  await chats.give(person, 7);
  const before = await chats.userId(person);
  await settings(person);
  await press(person, 'privacy');

  const asked = await press(person, 'privacy_delete');
  expect(asked.text).toContain('7 TON');
  expect(dataOf(asked)[0]).toBe('privacy_return');
  const word = await press(person, confirmation(asked));
  expect(word.text).toContain('УДАЛИТЬ');
  expect(await chats.userId(person)).toBe(before);
  expect((await type(person, 'да')).text).toContain('не то слово');
  expect(await chats.userId(person)).toBe(before);
  const gone = await type(person, ' удалить ');
  expect(gone.text).toContain('Аккаунт удалён');
  // A button would make a new account at once.
  expect(dataOf(gone)).toEqual([]);
  await person.send('/start');
  await chats.answered();

  expect(await chats.userId(person)).not.toBe(before);
});

test('my account, when the rest is wanted back first, then a ticket that asks for it is ready to be sent', async () => {
  const person = await chats.person({ language_code: 'en' });
  await chats.give(person, 7);
  await settings(person);
  await press(person, 'privacy');
  await press(person, 'privacy_delete');

  const draft = await press(person, 'privacy_return');
  expect(draft.text).toContain('Please return the rest to me: 7 TON');
  await press(person, 'ticket_send');

  const row = await chats.testDb.owner.one(
    `SELECT t.subject, m.body FROM tickets t JOIN ticket_messages m ON m.ticket_id = t.id WHERE t.user_id = $1`,
    [await chats.userId(person)],
  );
  expect(row).toMatchObject({ subject: 'payment', body: expect.stringContaining('7 TON') });
});

test('my account, when nothing is left, then one press deletes it', async () => {
  const person = await chats.person();
  await settings(person);
  await press(person, 'privacy');

  expect((await press(person, confirmation(await press(person, 'privacy_delete')))).text).toContain(
    'Аккаунт удалён',
  );
});

test('my account, when money came after its screen was drawn, then it is named before it can be lost', async () => {
  const person = await chats.person();
  const before = await chats.userId(person);
  await settings(person);
  await press(person, 'privacy');
  const empty = await press(person, 'privacy_delete');
  await chats.give(person, 5);

  const named = await press(person, confirmation(empty));
  expect(named.text).toContain('5 TON');
  await press(person, confirmation(named));
  await chats.give(person, 4);
  const again = await type(person, 'УДАЛИТЬ');

  expect(again.text).toContain('9 TON');
  expect(await chats.userId(person)).toBe(before);
  await press(person, confirmation(again));
  expect((await type(person, 'delete')).text).toContain('Аккаунт удалён');
});

test('my account, when a refund is open, then it is told and kept until that is over', async () => {
  const person = await chats.person();
  await chats.give(person, 150);
  const userId = await chats.userId(person);
  const { order } = await buyFromBalance(chats.app, { userId, stars: 50, requestKey: `open-${userId}` });
  const context = { ...chats.app, testDb: chats.testDb, redisUrl: '', clock: chats.clock };
  const finance = await hire(context, 'finance');
  await settings(person);
  await press(person, 'privacy');
  await press(person, confirmation(await press(person, 'privacy_delete')));
  // It is begun a moment later: the word does not reach it.
  const refund = await requestRefund(chats.app, {
    staffId: finance,
    of: { orderId: order.id },
    destination: 'balance',
    amount: 20_000_000_000n,
    reason: 'goodwill',
    note: 'for the wait',
    requestKey: `account-${userId}`,
  });
  const shown = await type(person, 'УДАЛИТЬ');

  expect(shown.text).toContain('Возврат на 20 TON');
  expect(shown.text).toContain('удалить аккаунт нельзя');
  expect(confirmation(shown)).toBe('');
  expect(dataOf(shown)).toEqual(expect.arrayContaining([`refund_${refund.id}`, 'privacy_return']));
  expect(await chats.userId(person)).toBe(userId);
});

test('my account, when a payment is under way, then it is not deleted yet', async () => {
  const person = await chats.person();
  await press(person, 'buy_stars');
  await press(person, 'buy_100');
  await settings(person);
  await press(person, 'privacy');
  const asked = await press(person, 'privacy_delete');

  const shown = await press(person, confirmation(asked));

  expect(shown.text).toContain('дождитесь незаконченных платежей');
  expect(confirmation(shown)).toBe('');
});

test('/start ref_, when a friend brings somebody, then it is remembered once and never for oneself', async () => {
  const friend = await chats.person();
  const friendId = await chats.userId(friend);
  const guest = await chats.player.addUser({ first_name: 'Guest', language_code: 'ru' });

  await guest.send(`/start ref_${friendId}`);
  await guest.waitFor('по приглашению');
  await friend.send(`/start ref_${friendId}`);

  const row = await chats.testDb.owner.one('SELECT referred_by FROM users WHERE telegram_id = $1', [
    guest.id,
  ]);
  expect(row).toEqual({ referred_by: friendId });
});

test('/start ticket_, when a link brings somebody, then the help with subjects opens', async () => {
  const person = await chats.person();

  await person.send('/start ticket_new');

  await person.waitFor('О чём ваш вопрос');
});

test('the history, when there are many operations, then pages and filters show all of them', async () => {
  const person = await chats.person();
  await chats.give(person, 100);
  const userId = await chats.userId(person);
  for (let i = 1; i <= 8; i++)
    await buyFromBalance(chats.app, { userId, stars: i, requestKey: `history-${userId}-${i}` });

  await person.send('/history');
  const first = await person.waitFor('История за 30 дней');
  const older = dataOf(first).find((data) => data.startsWith('history_all_')) ?? '';
  const second = await press(person, older);
  const transactions = (message: Message) =>
    dataOf(message).filter((data) => data.startsWith('transaction_'));
  expect(transactions(first)).toHaveLength(6);
  expect(transactions(second).length).toBeGreaterThanOrEqual(2);
  expect(new Set([...transactions(first), ...transactions(second)]).size).toBeGreaterThanOrEqual(8);
  expect(dataOf(second)).toContain('history_all');

  const topups = await press(person, 'history_topup');
  expect(topups.text).toContain('Пополнения');
  const purchases = await press(person, 'history_purchase');
  const detail = await press(person, transactions(purchases)[0] ?? '');
  expect(detail.text).toContain('Покупка с баланса');
  expect(detail.text).toContain('выполнено');
  expect(detail.text).toContain('С баланса: −');
  expect(dataOf(detail)).toEqual(expect.arrayContaining(['balance_history', 'home']));
});

test('the balance screen, when something waits for payment, then it says so', async () => {
  const person = await chats.person();
  await press(person, 'buy_stars');
  await press(person, 'buy_100');

  await person.send('/balance');

  expect((await person.waitFor('Ваш баланс')).text).toContain('Неоплаченные счета: 1 на');
});
