import { expect, test } from 'vitest';
import { claimDelivery, markSent } from '../../src/delivery/index.ts';
import { deleteMyAccount } from '../../src/privacy/index.ts';
import { userBalances } from '../../src/ledger/index.ts';
import type { Message } from '../../sandbox/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import { button, createSender, dataOf, freshName } from './sender.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats({ DELIVERY: 'manual' });
const { app } = chats;
const { press, type, shown, owner, deliveries, work, hireFor } = createSender(chats);
const support = await hireFor('support');

const payUrl = (message: Message): string =>
  (message.reply_markup?.inline_keyboard ?? []).flat().find(({ url }) => url !== undefined)?.url ?? '';

/** Up to the confirmation of a gift for this name. */
async function chooseGift(person: PlayedUser, name: string): Promise<Message> {
  await type(person, '/buy');
  await press(person, 'gift');
  await press(person, 'gift_100');
  return type(person, `@${name}`);
}

/** The confirmation of a gift with this note. */
async function noted(person: PlayedUser, note: string, name = freshName()): Promise<Message> {
  await press(person, button(await chooseGift(person, name), 'note_100_'));
  return type(person, note);
}

async function notes(person: PlayedUser): Promise<(string | null)[]> {
  const { rows } = await chats.testDb.owner.query<{ note: string | null }>(
    `SELECT note FROM deliveries WHERE user_id = $1 AND status <> 'failed' ORDER BY created_at`,
    [await chats.userId(person)],
  );
  return rows.map(({ note }) => note);
}

/** The gift arrives, as when a person of the shop sends it. */
async function arrive(person: PlayedUser, invoice: Message): Promise<string> {
  await chats.player.pay(payUrl(invoice));
  await press(person, button(invoice, 'check_payment_'));
  await work();
  const deliveryId = (await deliveries(person)).at(-1)?.id ?? '';
  await claimDelivery(app, { deliveryId, staffId: support });
  await markSent(app, { deliveryId, staffId: support, proof: 'tx-1' });
  await work();
  return deliveryId;
}

test('a gift with a note, when it has arrived, then the buyer gets a message to forward and is told why', async () => {
  const person = await owner(0);
  const confirm = await noted(person, '  С днём   рождения,\n<b>Аня</b>! ');
  expect(confirm.text).toContain('Пожелание: С днём рождения, <b>Аня</b>!');
  expect(confirm.text).toContain('Сам Telegram пожелание не покажет');

  const invoice = await press(person, button(confirm, 'give_100_'));
  expect(invoice.text).toContain('С днём рождения, <b>Аня</b>!');
  const deliveryId = await arrive(person, invoice);

  const arrived = await person.waitFor('Звёзды дошли');
  expect(arrived.text).toContain('Пожелание: С днём рождения, <b>Аня</b>!');
  const card = await press(person, `card_${deliveryId}`);
  expect(card.text).toBe('🎁 Тест дарит вам 110 звёзд Telegram ⭐\n\n💌 С днём рождения, <b>Аня</b>!');
  expect(card.reply_markup).toBeUndefined();
  expect((await person.waitFor('Перешлите другу')).text).toContain('показал только звёзды');
});

test('a gift without a note, when it has arrived, then there is nothing to forward', async () => {
  const person = await owner(0);
  const confirm = await chooseGift(person, freshName());
  const invoice = await press(person, button(confirm, 'give_100_'));
  expect(invoice.text).not.toContain('Пожелание');

  await arrive(person, invoice);

  const arrived = await person.waitFor('Звёзды дошли');
  expect([arrived.text?.includes('Пожелание'), button(arrived, 'card_')]).toEqual([false, '']);
  expect(await notes(person)).toEqual([null]);
});

test('a note, when it is too long or no text, then the question stays open and says so', async () => {
  const person = await owner(0);

  const long = await noted(person, '🎉'.repeat(201));
  expect(long.text).toContain('больше 200 знаков');
  await person.sendSticker();
  expect((await person.waitFor('Пожелание — это текст')).text).toContain('до 200 знаков');

  const confirm = await type(person, '🎉'.repeat(200));
  await press(person, button(confirm, 'give_100_'));
  expect(await notes(person)).toEqual(['🎉'.repeat(200)]);
});

test('an open gift, when it is chosen again with another note and then without one, then its invoice stays and the note follows', async () => {
  const name = freshName();
  const person = await owner(0);
  await press(person, button(await noted(person, 'one', name), 'give_100_'));
  await press(person, button(await noted(person, 'two', name), 'give_100_'));
  expect(await notes(person)).toEqual(['two']);

  const confirm = await noted(person, 'three', name);
  const without = await press(person, button(confirm, 'gift_100_to_'));
  expect(without.text).not.toContain('Пожелание');
  await press(person, button(without, 'give_100_'));

  expect(await notes(person)).toEqual([null]);
});

test('a confirmation with a note, when the price has changed, then the new one has the note too', async () => {
  const person = await owner(0);
  const confirm = await noted(person, 'for you');
  const { person: me } = await person.chat();
  const data = button(confirm, 'give_100_');
  const message = JSON.parse(JSON.stringify(confirm).replace('за 95 TON', 'за 5 TON')) as Message;

  await chats.player.sendUpdate({
    callback_query: { id: crypto.randomUUID(), from: me.user, message, chat_instance: '1', data },
  });
  const again = await shown(person);

  expect(again.text).toContain('Цена изменилась');
  await press(person, button(again, 'give_100_'));
  expect(await notes(person)).toEqual(['for you']);
});

test('a gift to my own account, when it is confirmed, then no note is offered', async () => {
  const name = freshName();
  const person = await owner(0, { username: name });

  const confirm = await chooseGift(person, name);

  expect(dataOf(confirm).filter((data) => data.startsWith('note_'))).toEqual([]);
});

test('a note, when its buyer deletes the account, then it and the words of the supplier are erased; SQL cannot change it before', async () => {
  const person = await owner(0);
  const invoice = await press(person, button(await noted(person, 'secret words'), 'give_100_'));
  await arrive(person, invoice);
  const userId = await chats.userId(person);
  const change = chats.testDb.owner.query(`UPDATE deliveries SET note = 'other' WHERE user_id = $1`, [
    userId,
  ]);
  await expect(change).rejects.toMatchObject({ code: 'DL002' });

  await chats.testDb.owner.query(
    `UPDATE deliveries SET supplier_ref = 'r-1' WHERE user_id = $1 AND supplier_ref IS NULL`,
    [userId],
  );
  await chats.testDb.owner.query(
    `INSERT INTO supplier_events (id, supplier, ref, state, status, body_hash, body)
     VALUES (gen_random_uuid(), 'manual', 'r-1', 'delivered', 'completed', 'h', 'secret words')`,
  );
  const { wallet, stars } = await userBalances(chats.testDb.db, userId);
  await deleteMyAccount(app, { userId, giveUp: { wallet, stars } });

  const { rows } = await chats.testDb.owner.query('SELECT note FROM deliveries WHERE user_id = $1', [userId]);
  expect(rows).toEqual([{ note: null }]);
  const events = await chats.testDb.owner.query('SELECT body FROM supplier_events');
  expect(events.rows).toEqual([{ body: '' }]);
});
