import { expect, test } from 'vitest';
import { openChats } from '../kit/chats.ts';

const chats = await openChats({
  RATE_LIMIT_MESSAGES: '5',
  RATE_LIMIT_CALLBACKS: '4',
  RATE_LIMIT_PAYMENTS: '1',
});

test('messages, when there are too many, then the answer says when to come back', async () => {
  const person = await chats.person();
  for (let i = 0; i < 8; i++) await person.send('/help');
  await chats.answered();

  const shown = await person.waitFor('Слишком быстро');
  expect(shown.text).toContain('60 с');
  const told = (await person.messages()).filter((message) => message.text?.includes('Слишком быстро'));
  expect(told).toHaveLength(1);
});

test('an album of ten pictures, when it is sent, then it counts as one message', async () => {
  const person = await chats.person();
  const seen = await chats.answered();

  await person.sendPhoto('альбом', 10);
  await chats.answered();

  expect(
    chats
      .updates()
      .slice(seen)
      .map((line) => line['result']),
  ).not.toContain('RATE_LIMITED');
});

test('presses, when there are too many, then a window over the screen says when to come back', async () => {
  const person = await chats.person();

  for (let i = 0; i < 5; i++) {
    await person.press(i % 2 === 0 ? 'help' : 'home');
    await chats.answered();
  }

  const toast = await person.waitForToast('Возвращайтесь через 60 с');
  expect(toast).toMatchObject({ text: expect.stringContaining('Слишком быстро') });
});

test('payments, when there are too many, then buying from balance is offered', async () => {
  const person = await chats.person();
  await person.press('buy_stars');
  await person.waitFor('Магазин звёзд');
  await person.press('buy_100');
  const invoice = await person.waitFor('Счёт на покупку');
  await person.press('back_to_buy_stars');
  await person.waitFor((m) => m.message_id === invoice.message_id && (m.text ?? '').includes('Магазин'));

  await person.press('buy_250');
  const shown = await person.waitFor('Слишком много новых счетов');

  const data = (shown.reply_markup?.inline_keyboard ?? []).flat().map((button) => button.callback_data);
  expect(data).toContain('buy_stars_with_balance');
  expect(shown.text).toContain('Эти счета уже выставлены');
  expect(data.some((item) => item?.startsWith('refresh_status_'))).toBe(true);
});

test('payments, when the provider made no invoice, then the attempts do not count', async () => {
  const person = await chats.person();
  await person.send('/buy');
  const shop = await person.waitFor('Магазин звёзд');
  await chats.player.heleketFault({ kind: 'error500', target: 'payment', times: 3 });
  await person.press({ data: 'buy_100', messageId: shop.message_id });
  await person.waitFor('Платёжный сервис не отвечает');
  await chats.player.clearFaults();
  await chats.app.breakers.heleket.reset();

  await person.press({ data: 'buy_100', messageId: shop.message_id });

  await person.waitFor('Счёт на покупку');
});
