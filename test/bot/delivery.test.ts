import { expect, test } from 'vitest';
import { claimDelivery, markSent, refuseDelivery } from '../../src/delivery/index.ts';
import { button, createSender, dataOf, freshName } from './sender.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats({ DELIVERY: 'manual' });
const { app } = chats;
const { press, type, shown, owner, starsOf, deliveries, pressTwice, work, hireFor, ledger } =
  createSender(chats);
const [support, finance] = [await hireFor('support'), await hireFor('finance')];

test('my stars, when I send all of them to myself and the shop has sent them, then they leave the balance once, and each step is told', async () => {
  const me = freshName();
  const person = await owner(120, { username: me });
  expect(dataOf(await press(person, 'balance'))).toContain('send_stars');
  const asked = await press(person, 'send_stars');
  expect(asked.text).toContain('от 50 до 120');
  const who = await press(person, 'send_120');
  expect(dataOf(who)).toContain(`send_120_to_${me}`);
  const confirm = await press(person, `send_120_to_${me}`);
  expect(confirm.text).toContain(`@${me}`);
  expect(confirm.text).toContain('Это ваш аккаунт');
  expect(confirm.text).toContain('Отменить это нельзя');
  expect(confirm.text).toContain('мы не проверяли');
  expect(confirm.text).toContain('останется: 0 звёзд');

  const status = await press(person, button(confirm, `go_120_${me}_`));

  expect(status.text).toContain('Звёзды отложены');
  expect(await starsOf(person)).toEqual({ stars: 0n, delivery: 120n });
  expect((await press(person, 'balance')).text).toContain('Отправляются: 120 звёзд');
  const [sent] = await deliveries(person);
  await claimDelivery(app, { deliveryId: sent?.id ?? '', staffId: support });
  expect((await press(person, 'deliveries')).text).toContain('Мои отправки');
  expect((await press(person, `delivery_${sent?.id}`)).text).toContain('Отправляем');
  expect((await press(person, button(await shown(person), 'delivery_'))).text).toContain('Так обстоит дело');
  await markSent(app, { deliveryId: sent?.id ?? '', staffId: support, proof: 'tx-1' });
  await work();
  expect((await person.waitFor('Звёзды дошли')).text).toContain(`@${me} (это вы)`);
  expect(await starsOf(person)).toEqual({ stars: 0n, delivery: 0n });
  expect(await deliveries(person)).toMatchObject([{ status: 'confirmed', is_self: true, checked: 'no' }]);
  expect(await ledger()).toEqual([]);
});

test('the button that sends, when it is pressed twice and its updates come again, then the stars are sent once', async () => {
  const name = freshName();
  const person = await owner(120);
  await press(person, 'balance');
  await press(person, 'send_stars');
  await type(person, '60');
  const confirm = await type(person, `@${name}`);
  const go = button(confirm, 'go_60_');

  await pressTwice(person, confirm, go);
  expect(await starsOf(person)).toEqual({ stars: 60n, delivery: 60n });
  await pressTwice(person, confirm, go);

  expect(await deliveries(person)).toHaveLength(1);
  expect(await starsOf(person)).toEqual({ stars: 60n, delivery: 60n });
  expect((await shown(person)).text).toContain('Звёзды отложены');
});

test('my stars, when there are fewer than can be sent, then it says how many are missing and where to buy them', async () => {
  const person = await owner(20);
  await press(person, 'balance');

  const told = await press(person, 'send_stars');

  expect(told.text).toContain('не меньше 50 звёзд');
  expect(told.text).toContain('Не хватает: 30 звёзд');
  expect(dataOf(told)).toContain('buy_stars');
  expect(dataOf(told).filter((data) => /^send_\d/.test(data))).toEqual([]);
});

test('a typed number, when it is too small, too large or none, then nothing is sent and the question stays open', async () => {
  const person = await owner(120);
  await press(person, 'balance');
  await press(person, 'send_stars');

  expect((await type(person, '49')).text).toContain('от 50 до 120');
  expect((await type(person, '121')).text).toContain('от 50 до 120');
  expect((await type(person, '5x')).text).toContain('не похоже на число');

  expect((await type(person, '120')).text).toContain('Кому отправить');
  expect(await deliveries(person)).toEqual([]);
});

test('stars that were chosen, when they are spent before the confirmation, then nothing is sent and the number is asked for again', async () => {
  const name = freshName();
  const person = await owner(120);
  await press(person, 'balance');
  await press(person, 'send_stars');
  await press(person, 'send_120');
  const first = await type(person, name);
  await type(person, '/balance');
  await press(person, 'send_stars');
  await type(person, '80');
  const second = await type(person, name);
  await press(person, button(second, 'go_80_'));

  await pressTwice(person, first, button(first, 'go_120_'));

  await person.waitFor('Не хватает: 10 звёзд');
  expect(await deliveries(person)).toHaveLength(1);
  expect(await starsOf(person)).toEqual({ stars: 40n, delivery: 80n });
});

test('stars on their way, when the shop refuses to send them, then they are back and the history says so', async () => {
  const name = freshName();
  const person = await owner(120, { language_code: 'en' });
  await press(person, 'balance');
  await press(person, 'send_stars');
  await press(person, 'send_100');
  const confirm = await type(person, `https://t.me/${name}?start=1`);
  expect(confirm.text).toContain(`To: @${name}`);
  expect(confirm.text).toContain('cannot be undone');
  await press(person, button(confirm, 'go_100_'));
  await press(person, 'deliveries');
  await press(person, 'back_to_balance');
  await press(person, 'balance_history');
  const under = await press(person, 'history_delivery');
  const labels = (message: typeof under) =>
    (message.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
  expect(labels(under)[0]).toMatch(/^🚀 .*−100 ⭐/);
  expect(dataOf(under).filter((data) => data.startsWith('transaction_'))).toHaveLength(1);

  const [sent] = await deliveries(person);
  await refuseDelivery(app, { deliveryId: sent?.id ?? '', staffId: finance, remark: 'not there' });
  await work();

  expect((await person.waitFor('back on your balance')).text).toContain('The shop called this delivery off');
  expect(await starsOf(person)).toEqual({ stars: 120n, delivery: 0n });
  await person.send('/history');
  await person.waitFor('30 days');
  const after = await press(person, 'history_delivery');
  expect(
    labels(after)
      .slice(0, 2)
      .map((label) => label.slice(0, 2)),
  ).toEqual(['✅ ', '↩️']);
  const detail = await press(person, dataOf(after).find((data) => data.startsWith('transaction_')) ?? '');
  expect(dataOf(detail)).toContain(`delivery_${sent?.id}`);
  expect(await ledger()).toEqual([]);
});

test('an account, when its stars are on their way, then it is not deleted and says why', async () => {
  const person = await owner(60);
  await press(person, 'balance');
  await press(person, 'send_stars');
  await press(person, 'send_60');
  await press(person, button(await type(person, freshName()), 'go_60_'));
  await type(person, '/settings');
  await press(person, 'privacy');

  const asked = await press(person, 'privacy_delete');
  expect(asked.text).toContain('ещё не дошли: 60 звёзд');
  expect(dataOf(asked).filter((data) => data.startsWith('privacy_delete'))).toEqual([]);
  await pressTwice(person, asked, 'privacy_delete_confirm');

  expect((await shown(person)).text).toContain('ещё не дошли: 60 звёзд');
  expect(await starsOf(person)).toEqual({ stars: 0n, delivery: 60n });
});

test('a delivery, when it is of somebody else, then it is not found', async () => {
  const [mine, other] = [await owner(60), await owner(0)];
  await press(mine, 'balance');
  await press(mine, 'send_stars');
  await press(mine, 'send_60');
  await press(mine, button(await type(mine, freshName()), 'go_60_'));
  const [sent] = await deliveries(mine);

  await pressTwice(other, await shown(other), `delivery_${sent?.id}`);

  expect((await shown(other)).text).toContain('Отправка не найдена');
});

test('the name of a recipient, when stars were sent to it, then no line about an update has it', async () => {
  const name = freshName();
  const person = await owner(60);
  await press(person, 'balance');
  await press(person, 'send_stars');
  await press(person, 'send_60');
  await press(person, button(await type(person, name), 'go_60_'));

  expect(await deliveries(person)).toMatchObject([{ recipient: name }]);
  expect(JSON.stringify(chats.updates())).not.toContain(name);
});
