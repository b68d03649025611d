import { expect, test } from 'vitest';
import { newId } from '../../src/lib/index.ts';
import type { Message } from '../../sandbox/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats({ DELIVERY: 'manual' });

const dataOf = (message: Message | undefined): string[] =>
  (message?.reply_markup?.inline_keyboard ?? []).flat().flatMap((button) => button.callback_data ?? []);

/** Presses a button that may no longer stand anywhere, as in an old message. */
async function pressOld(
  person: PlayedUser,
  data: string,
  message?: Message,
): Promise<Record<string, unknown>> {
  const before = message ?? (await person.lastFromBot());
  const seen = await chats.answered();
  const { person: known } = await person.chat();
  await chats.player.sendUpdate({
    callback_query: { id: newId(), from: known.user, message: before, chat_instance: '1', data },
  });
  await chats.answered();
  return chats.updates()[seen] ?? {};
}

const STATIC = [
  ['home', 'Starboard'],
  ['balance', 'Ваш баланс'],
  ['buy_stars', 'Магазин звёзд'],
  ['help', 'Помощь и поддержка'],
  ['settings', 'Настройки'],
  ['balance_main', 'Ваш баланс'],
  ['recharge', 'Пополнение баланса'],
  ['recharge_heleket', 'Пополнение баланса'],
  ['recharge_custom', 'На какую сумму'],
  ['balance_history', 'История'],
  ['history_refund', 'История'],
  ['back_to_balance', 'Ваш баланс'],
  ['buy_stars_main', 'Магазин звёзд'],
  ['buy_stars_with_balance', 'Покупка с баланса'],
  ['buy_stars_with_payment', 'Покупка по счёту'],
  ['buy_250_balance', 'Проверьте покупку'],
  ['custom_amount', 'Сколько звёзд'],
  ['custom_amount_balance', 'Сколько звёзд'],
  ['back_to_buy_stars', 'Магазин звёзд'],
  ['send_stars', 'Отправить звёзды'],
  ['send_60', 'Отправить звёзды'],
  ['send_60_to_bob_smith', 'Отправить звёзды'],
  ['go_60_bob_smith_0123456789abcdef', 'Отправить звёзды'],
  ['deliveries', 'Мои отправки'],
  ['gift', 'Звёзды в подарок'],
  ['gift_100', 'Кому отправить'],
  ['gift_100_to_bob_smith', 'Проверьте подарок'],
  ['history_delivery', 'История'],
  ['help_main', 'Помощь и поддержка'],
  ['help_faq', 'Частые вопросы'],
  ['faq_1', 'Как купить звёзды?'],
  ['create_ticket', 'Новое обращение'],
  ['contact_admin', 'Связь с администратором'],
  ['back_to_help', 'Помощь и поддержка'],
  ['tickets', 'Мои обращения'],
  ['privacy', 'Мои данные'],
  ['draft_resume', 'Прошло слишком много времени'],
  ['draft_cancel', 'Отменять нечего'],
] as const;

test('every callback of the table, when it is pressed in an old message, then its screen takes the message', async () => {
  const person = await chats.person();
  const first = await person.lastFromBot();

  for (const [data, expected] of STATIC) {
    const line = await pressOld(person, data, first);
    // A question for a person also brings a button below the text field, in a message of its own.
    const messages = await person.messages();
    const shown = messages.find(({ message_id: id }) => id === first?.message_id);
    const below = messages.filter(({ message_id: id }) => id > (first?.message_id ?? 0));

    expect({ data, result: line['result'] }).toEqual({ data, result: 'ok' });
    expect(shown?.text, data).toContain(expected);
    expect(below.filter(({ reply_markup: markup }) => markup?.inline_keyboard)).toEqual([]);
  }
});

test.each([
  'buy_100',
  'buy_250',
  'buy_500',
  'buy_1000',
  'recharge_10',
  'recharge_500',
  'give_100_bob_smith_0123456789abcdef',
])('%s, when it is pressed in an old message, then the invoice is there with its link', async (data) => {
  const person = await chats.person();

  await pressOld(person, data);

  const shown = await person.lastFromBot();
  const urls = (shown?.reply_markup?.inline_keyboard ?? []).flat().flatMap((button) => button.url ?? []);
  expect(shown?.text).toContain('Счёт на');
  expect(urls).toHaveLength(1);
  expect(dataOf(shown).join(' ')).toMatch(/check_(payment|recharge)_/);
});

test.each([
  'transaction_',
  'check_payment_',
  'check_recharge_',
  'refresh_status_',
  'delivery_',
  'ticket_',
  'ticket_about_',
  'reopen_',
  'rate_5_',
])('%s{uuid}, when it names something of nobody, then says that it is not found', async (prefix) => {
  const person = await chats.person();

  const line = await pressOld(person, `${prefix}0198f000-0000-7000-8000-00000000dead`);

  expect(line['result']).toMatch(/_UNKNOWN$/);
  const shown = await person.lastFromBot();
  expect(shown?.text).toMatch(/не найден/);
  expect(dataOf(shown)).toContain('home');
});

test.each(['nonsense', 'buy_1e3', 'menu:v1:42', '', 'x'.repeat(64)])(
  'callback %j, when no version of the bot knows it, then says that the button is out of date',
  async (data) => {
    const person = await chats.person();

    await pressOld(person, data);

    expect((await person.lastFromBot())?.text).toContain('устарела');
  },
);

test('a button, when somebody else opens the order of another user, then it is not found', async () => {
  const [owner, stranger] = [await chats.person(), await chats.person()];
  await pressOld(owner, 'buy_100');
  const check = dataOf(await owner.lastFromBot()).find((data) => data.startsWith('check_payment_')) ?? '';

  const line = await pressOld(stranger, check);

  expect(line['result']).toBe('ORDER_UNKNOWN');
});

test('a button, when Telegram refuses the edit, then the screen comes as a fresh message', async () => {
  const person = await chats.person();
  const before = await person.lastFromBot();
  await chats.player.telegramFault({
    kind: 'refuse',
    target: 'editMessageText',
    status: 400,
    description: 'Bad Request: message to edit not found',
  });

  await person.press('balance');
  const shown = await person.waitFor('Ваш баланс');

  expect(shown.message_id).not.toBe(before?.message_id);
});

test('a button, when it is pressed, then its query is answered, also when the flow fails', async () => {
  const person = await chats.person();

  const pressed = await person.press('buy_stars');
  await chats.answered();
  await pressOld(person, 'transaction_0198f000-0000-7000-8000-00000000dead');

  const calls = await chats.player.telegramCalls('answerCallbackQuery');
  const answered = calls.map((call) => JSON.stringify(call));
  expect(answered.some((call) => call.includes(pressed.callbackQueryId))).toBe(true);
  const { waiting } = (await person.chat()) as unknown as { waiting: unknown[] };
  expect(waiting).toEqual([]);
});
