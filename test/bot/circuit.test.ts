import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { newId } from '../../src/lib/index.ts';
import { notify } from '../../src/support/index.ts';
import { createStage } from './stage.ts';

const stage = await createStage();

test('the circuit of Telegram, when sending keeps failing, then it opens, and closes again after good probes', async () => {
  const person = await stage.person();
  const userId = await stage.userId(person);
  const key = newId();
  await notify(stage.app.db, {
    userId,
    kind: 'refund_step',
    subjectId: newId(),
    key,
    data: { step: 'sent' },
  });
  const row = await stage.testDb.owner.one<{ id: string }>('SELECT id FROM notifications WHERE key = $1', [
    key,
  ]);
  await stage.player.telegramFault({ kind: 'serverError', target: 'sendMessage', times: 5 });
  const send = () => stage.bot.sendNotification(row?.id ?? '');

  await expect(send()).rejects.toMatchObject({ code: 'TELEGRAM_UNAVAILABLE' });
  await expect(send()).rejects.toMatchObject({ code: 'CIRCUIT_OPEN' });
  expect((await stage.app.breakers.telegram.state()).phase).toBe('open');
  stage.clock.advance(61_000);
  await send();
  await person.send('/help');
  await person.waitFor('Помощь и поддержка');
  await person.send('/balance');
  await person.waitFor('Ваш баланс');

  expect((await stage.app.breakers.telegram.state()).phase).toBe('closed');
});

test('the circuit of Telegram, when a flood is answered with 429, then it stays closed and the others are served', async () => {
  const [busy, calm] = [await stage.person(), await stage.person()];
  await stage.player.telegramFault({
    kind: 'tooManyRequests',
    target: 'sendMessage',
    retryAfter: 60,
    times: 6,
  });
  for (let i = 0; i < 3; i++) await busy.send('/help');
  await stage.settled();
  expect((await stage.app.breakers.telegram.state()).phase).toBe('closed');

  await stage.player.clearFaults();
  await calm.send('/help');

  await calm.waitFor('Помощь и поддержка');
});

test('the circuit of Heleket, when it is open, then payment screens say so and the balance still buys', async () => {
  const person = await stage.person();
  await stage.give(person, 100);
  await stage.player.heleketFault({ kind: 'error500', times: 50 });
  for (let i = 0; i < 8 && (await stage.app.breakers.heleket.state()).phase !== 'open'; i++)
    await stage.app.provider.services().catch(() => undefined);

  await person.send('/buy');
  const shop = await person.waitFor('Магазин звёзд');
  expect(shop.text).toContain('Платёжный сервис сейчас не отвечает');
  await person.press('buy_100');
  await person.waitFor('на паузе');
  for (const table of ['orders', 'invoices'])
    expect((await stage.testDb.owner.query(`SELECT 1 FROM ${table}`)).rows).toHaveLength(0);
  await person.press('buy_stars_with_balance');
  await person.waitFor('Звёзды приходят сразу');
  await person.press('buy_100_balance');
  const confirm = await person.waitFor('Проверьте покупку');
  const data = (confirm.reply_markup?.inline_keyboard ?? [])
    .flat()
    .find((button) => button.callback_data?.startsWith('confirm_'))?.callback_data;
  await person.press(data ?? '');
  await person.waitFor('Звёзды на вашем балансе');
});

test('a purchase from balance, when its receipt cannot be shown, then nobody says that money is untouched', async () => {
  await stage.player.clearFaults();
  await stage.app.breakers.heleket.reset();
  const person = await stage.person();
  await stage.give(person, 100);
  await person.send('/buy');
  await person.waitFor('Магазин звёзд');
  await person.press('buy_stars_with_balance');
  await person.waitFor('Звёзды приходят сразу');
  await person.press('buy_100_balance');
  const confirm = await person.waitFor('Проверьте покупку');
  const data = (confirm.reply_markup?.inline_keyboard ?? [])
    .flat()
    .find((button) => button.callback_data?.startsWith('confirm_'))?.callback_data;
  const press = async () => {
    const { person: known } = await person.chat();
    const query = { id: randomUUID(), from: known.user, message: confirm, chat_instance: '1', data };
    await stage.player.sendUpdate({ callback_query: query });
    await stage.settled();
  };
  await stage.player.telegramFault({ kind: 'serverError', target: 'editMessageText', times: 3 });

  await press();
  const shown = await person.lastFromBot();
  expect(shown?.text).toContain('она могла пройти');
  expect(shown?.text).not.toContain('ни монеты');
  await press();

  expect((await person.lastFromBot())?.text).toContain('Звёзды на вашем балансе');
  const { rows } = await stage.testDb.owner.query('SELECT id FROM orders WHERE user_id = $1', [
    await stage.userId(person),
  ]);
  expect(rows).toHaveLength(1);
});
