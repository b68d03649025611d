import { expect, test } from 'vitest';
import { addListEntry } from '../../src/fraud/index.ts';
import { checkOrder } from '../../src/payments/index.ts';
import {
  approveRefund,
  executeRefund,
  findRefund,
  lookUpRefund,
  requestRefund,
  type Refund,
} from '../../src/refunds/index.ts';
import type { Message } from '../../sandbox/index.ts';
import { buyFromBalance } from '../../src/shop/index.ts';
import { openChats } from '../kit/chats.ts';
import type { PlayedUser } from '../kit/player.ts';
import { hire } from '../kit/hire.ts';

const chats = await openChats();
const { app, player } = chats;
const context = { ...app, testDb: chats.testDb, redisUrl: '', clock: chats.clock };
const [finance, other] = [await hire(context, 'finance'), await hire(context, 'finance')];

const HERE = 'UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI';
const THERE = 'EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs';
let keys = 0;

const dataOf = (message: Message | undefined): string[] =>
  (message?.reply_markup?.inline_keyboard ?? []).flat().flatMap((button) => button.callback_data ?? []);

/** The worker's part: what was written for this person is sent. */
async function sendNews(person: PlayedUser): Promise<void> {
  const { rows } = await chats.testDb.owner.query<{ id: string }>(
    `SELECT id FROM notifications WHERE user_id = $1 AND state = 'queued' ORDER BY id`,
    [await chats.userId(person)],
  );
  for (const { id } of rows) await chats.bot.sendNotification(id);
}

/** A person who bought 100 stars by payment, and a refund of it to an address, approved. */
async function approved(person: PlayedUser): Promise<Refund> {
  await person.send('/buy');
  await person.waitFor(/Магазин звёзд|Star shop/);
  await person.press('buy_100');
  await person.waitFor(/Счёт на|Invoice/);
  const row = await chats.testDb.owner.one<{ id: string; uuid: string }>(
    `SELECT o.id, i.provider_uuid AS uuid FROM orders o JOIN invoices i ON i.order_id = o.id
     WHERE o.user_id = $1 ORDER BY o.created_at DESC LIMIT 1`,
    [await chats.userId(person)],
  );
  if (!row) throw new Error('nothing was bought');
  await player.pay(row.uuid);
  chats.clock.advance(60_000);
  await checkOrder(app, row.id);
  await sendNews(person);
  const refund = await requestRefund(app, {
    staffId: finance,
    of: { orderId: row.id },
    destination: 'address',
    reason: 'customer_request',
    note: 'wanted back',
    requestKey: `test-bot-${++keys}`,
  });
  if (refund.status === 'requested') await approveRefund(app, { refundId: refund.id, staffId: other });
  await sendNews(person);
  return refund;
}

test('a refund to an address, when the user types, corrects and confirms it, then it is sent there and told', async () => {
  const person = await chats.person();
  const refund = await approved(person);
  const asked = await person.waitFor('укажите адрес');
  for (const said of ['+95 TON', '−110 звёзд', 'покупка, 100 звёзд за 95 TON', 'по вашей просьбе'])
    expect(asked.text).toContain(said);

  await person.press(`refund_address_${refund.id}`);
  await person.waitFor('Куда отправить возврат');
  await person.send(HERE.replace('EBI', 'EBJ'));
  expect((await person.waitFor('Это не похоже на адрес')).text).toContain('TON');
  await person.send(HERE);
  const shown = await person.waitFor('Проверьте адрес');
  expect(shown.text).toContain(HERE);
  expect(shown.text).toContain('Сеть: TON');
  expect(shown.text).not.toContain('24 часа');
  // What goes is said before it is confirmed.
  expect(shown.text).toContain('−110 звёзд');
  expect(shown.text).toContain('+95 TON');
  expect(shown.text).toContain('по вашей просьбе');
  const confirm = dataOf(shown).find((data) => data.startsWith('refund_confirm_')) ?? '';
  await person.press(confirm);
  await person.waitFor('UQCD39…qEBI');
  expect((await findRefund(app, refund.id))?.status).toBe('approved');

  await executeRefund(app, refund.id);
  const invoice = await player.invoices();
  expect(invoice.find(({ refund_address: address }) => address === HERE)).toBeDefined();
  await sendNews(person);
  await person.waitFor('Возврат отправлен');
  const uuid = invoice.find(({ refund_address: address }) => address === HERE)?.uuid ?? '';
  await player.act(uuid, 'status', { status: 'refund_paid' });
  await lookUpRefund(app, refund.id);
  await sendNews(person);
  const done = await person.waitFor('Возврат выполнен');
  expect(dataOf(done)).toContain(`refund_${refund.id}`);
});

test('a confirmed address, when the user changes it, then both screens say that it waits for a day', async () => {
  const user = await chats.person({ language_code: 'en' });
  const refund = await approved(user);
  const give = async (address: string): Promise<Message> => {
    await user.press(`refund_address_${refund.id}`);
    await user.waitFor('Where should the refund go');
    await user.send(address);
    return user.waitFor(address);
  };
  const first = await give(HERE);
  await user.press(dataOf(first).find((data) => data.startsWith('refund_confirm_')) ?? '');
  await user.waitFor('UQCD39…qEBI');

  const second = await give(THERE);
  expect(second.text).toMatch(/24 hours/);
  await user.press(dataOf(second).find((data) => data.startsWith('refund_confirm_')) ?? '');
  expect((await user.waitFor('EQCxE6…_sDs')).text).toMatch(/not before/);

  await executeRefund(app, refund.id);
  expect(await findRefund(app, refund.id)).toMatchObject({ status: 'approved', attempts: 0 });
});

test('a changed address, when its owner stops it from the message in the chat, then it is taken back', async () => {
  const owner = await chats.person({ language_code: 'en' });
  const refund = await approved(owner);
  for (const address of [HERE, THERE]) {
    await owner.press(`refund_address_${refund.id}`);
    await owner.waitFor('Where should the refund go');
    await owner.send(address);
    const shown = await owner.waitFor(address);
    await owner.press(dataOf(shown).find((data) => data.startsWith('refund_confirm_')) ?? '');
    await owner.waitFor(/State: .* approved/);
    await sendNews(owner);
  }
  const warned = await owner.waitFor('The address of your refund was changed');
  expect(dataOf(warned)).toContain(`refund_stop_${refund.id}`);

  await owner.press({ data: `refund_stop_${refund.id}`, messageId: warned.message_id });
  await owner.waitFor('The address is taken back');
  await sendNews(owner);
  await owner.waitFor('was taken back: nothing will go there');
  expect(await findRefund(app, refund.id)).toMatchObject({ status: 'awaiting_address', addressHint: null });
  chats.clock.advance(25 * 3_600_000);
  await executeRefund(app, refund.id);
  expect((await findRefund(app, refund.id))?.attempts).toBe(0);
});

test('a refund to the balance in part, when it is done, then notice, history and balance say what came and what went', async () => {
  const person = await chats.person({ language_code: 'en' });
  await chats.give(person, 200);
  const userId = await chats.userId(person);
  const { order } = await buyFromBalance(app, { userId, stars: 100, requestKey: `history-${userId}` });
  const refund = await requestRefund(app, {
    staffId: finance,
    of: { orderId: order.id },
    destination: 'balance',
    amount: 40_000_000_000n,
    reason: 'service_failure',
    note: 'half of it was late',
    requestKey: `test-bot-${++keys}`,
  });
  if (refund.status === 'requested') await approveRefund(app, { refundId: refund.id, staffId: other });
  await executeRefund(app, refund.id);
  await sendNews(person);

  const done = await person.waitFor('The refund is complete');
  for (const said of [
    '+40 TON',
    '−40 stars',
    'purchase, 100 stars for 100 TON',
    'a failure on our side',
    'your balance',
  ])
    expect(done.text).toContain(said);
  await person.send('/history');
  const history = await person.waitFor('History, last 30 days');
  const labels = (history.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
  expect(labels.some((label) => label.includes('Refund · −40 ⭐ · +40 TON'))).toBe(true);
  await person.send('/balance');
  expect((await person.waitFor('💰 Your balance')).text).toContain('refunded in part');
});

test('money that is set aside, when its refund is on its way, then the balance says why and leads there', async () => {
  const person = await chats.person({ language_code: 'en' });
  const refund = await approved(person);
  await person.press(`refund_address_${refund.id}`);
  await person.waitFor('Where should the refund go');
  await person.send(HERE);
  const shown = await person.waitFor(HERE);
  await person.press(dataOf(shown).find((data) => data.startsWith('refund_confirm_')) ?? '');
  await person.waitFor(/State: .* approved/);
  await executeRefund(app, refund.id);

  await person.send('/balance');
  const balance = await person.waitFor('💰 Your balance');

  expect(balance.text).toContain('Set aside for a refund to your wallet: 95 TON');
  expect(balance.text).toContain('on its way');
  expect(dataOf(balance)).toContain(`refund_${refund.id}`);
});

test('a refund, when a stranger presses its buttons, then it is not found', async () => {
  const [owner, stranger] = [await chats.person(), await chats.person()];
  const refund = await approved(owner);
  const seen = chats.updates().length;
  const { person } = await stranger.chat();
  const message = await stranger.lastFromBot();

  for (const data of [
    `refund_${refund.id}`,
    `refund_address_${refund.id}`,
    `refund_confirm_${refund.id}_0123abcd`,
    `refund_stop_${refund.id}`,
  ])
    await player.sendUpdate({
      callback_query: {
        id: `${refund.id}${data.length}`,
        from: person.user,
        message,
        chat_instance: '1',
        data,
      },
    });

  const answers = () =>
    chats
      .updates()
      .slice(seen)
      .map((line) => line['result']);
  await expect.poll(answers, { timeout: 15_000 }).toEqual(Array(4).fill('REFUND_UNKNOWN'));
  // Nobody is shown such a button: the fraud rules hear of it.
  const forged = await chats.testDb.owner.one<{ n: bigint }>(
    `SELECT count(*) AS n FROM fraud_events WHERE kind = 'forgery' AND outcome = 'callback_forged' AND user_id = $1`,
    [await chats.userId(stranger)],
  );
  expect(forged?.n).toBe(4n);
});

test('a wallet of the block list, when the user confirms it, then screen and message say that it is being checked, and it can be stopped', async () => {
  const listed = 'EQAHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fICEiIyQlJphm';
  await addListEntry(app, {
    list: 'block',
    who: { payer: listed },
    note: 'stolen coins',
    staffId: await hire(context, 'admin'),
  });
  const person = await chats.person();
  const refund = await approved(person);
  await person.press(`refund_address_${refund.id}`);
  await person.waitFor('Куда отправить возврат');
  await person.send(listed);
  const shown = await person.waitFor('Проверьте адрес');

  await person.press(dataOf(shown).find((data) => data.startsWith('refund_confirm_')) ?? '');

  const state = await person.waitFor('адрес на проверке');
  expect(state.text).not.toContain('не прошёл');
  await sendNews(person);
  const told = await person.waitFor('Адрес возврата на проверке');
  expect(told.text).toContain('монеты ещё не отправлены');
  await person.press(`refund_stop_${refund.id}`);
  await person.waitFor('Адрес отозван');
});
