import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { createBot } from '../../src/bot/index.ts';
import type { Message } from '../../sandbox/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats();

beforeEach(async () => {
  await chats.player.clearFaults();
  await chats.app.breakers.telegram.reset();
});

/** Someone with coins in front of the last question before a purchase; gives what presses its button. */
async function buyer(): Promise<{ person: PlayedUser; confirm: () => Promise<void> }> {
  const person = await chats.person();
  await chats.give(person, 100);
  await person.press('buy_stars');
  await person.waitFor('Магазин звёзд');
  await person.press('buy_stars_with_balance');
  await person.waitFor('Звёзды приходят сразу');
  await person.press('buy_50_balance').catch(() => person.press('buy_100_balance'));
  await person.waitFor('Проверьте покупку');
  const confirm = async (): Promise<void> => {
    await person.press({ label: 'Купить' }).catch(() => person.press({ label: 'Подтвердить' }));
  };
  return { person, confirm };
}

async function charged(person: PlayedUser): Promise<number> {
  const { rows } = await chats.testDb.owner.query(
    `SELECT 1 FROM orders o JOIN ledger.journals j ON j.order_id = o.id WHERE o.user_id = $1 AND j.kind = 'balance_purchase'`,
    [await chats.userId(person)],
  );
  return rows.length;
}

const told = async (person: PlayedUser, words: string): Promise<Message[]> =>
  (await person.messages()).filter((message) => message.from?.is_bot && message.text?.includes(words));

async function fail(kind: string, targets: readonly string[], times = 500): Promise<void> {
  for (const target of targets) await chats.player.telegramFault({ kind, target, times });
}

async function isOpen(): Promise<boolean> {
  return (await chats.app.breakers.telegram.state()).phase === 'open';
}

async function openCircuit(): Promise<void> {
  const others = await Promise.all([1, 2, 3].map(() => chats.person()));
  await fail('serverError', ['sendMessage', 'editMessageText']);
  for (const other of others) await other.press('balance');
  await chats.answered();
  await expect.poll(isOpen, { timeout: 20_000 }).toBe(true);
}

async function recover(): Promise<void> {
  await chats.player.clearFaults();
  chats.clock.advance(61_000);
  await chats.answerAll();
  await chats.app.breakers.telegram.reset();
}

test('a purchase from balance, when five edits of somebody else failed before, then it is charged once and its receipt comes', async () => {
  const { person, confirm } = await buyer();
  const other = await chats.person();
  await chats.player.telegramFault({ kind: 'serverError', status: 502, target: 'editMessageText', times: 5 });
  await other.press('balance');
  await other.waitFor('Ваш баланс');

  await confirm();

  await person.waitFor('Звёзды на вашем балансе');
  expect(await charged(person)).toBe(1);
});

test('a purchase from balance, when the circuit of Telegram is open, then it is charged once and its receipt comes when it closes', async () => {
  const { person, confirm } = await buyer();
  await openCircuit();

  await confirm();
  await chats.answered();
  await confirm();
  await chats.answered();
  expect(await told(person, 'Звёзды на вашем балансе')).toEqual([]);
  await recover();

  await person.waitFor('Звёзды на вашем балансе');
  expect(await charged(person)).toBe(1);
  expect(await told(person, 'Звёзды на вашем балансе')).toHaveLength(1);
});

test.each(['serverError', 'silence', 'silenceAfter', 'reset', 'resetAfter'])(
  'a purchase from balance, when every send ends with %s, then the receipt comes once Telegram is back, as one message',
  async (kind) => {
    const { person, confirm } = await buyer();
    await fail(kind, ['editMessageText', 'sendMessage'], kind.startsWith('silence') ? 1 : 6);

    await confirm();
    await chats.answered();
    await expect.poll(() => charged(person), { timeout: 20_000 }).toBe(1);
    await chats.player.clearFaults();
    await chats.answerAll();

    await person.waitFor('Звёзды на вашем балансе', 40_000);
    expect(await charged(person)).toBe(1);
    expect(await told(person, 'Звёзды на вашем балансе')).toHaveLength(1);
  },
  90_000,
);

test('words for support, when their answer cannot be sent, then they are kept once and the answer comes', async () => {
  const person = await chats.person();
  await person.press('help');
  await person.waitFor('Помощь и поддержка');
  await person.press('create_ticket');
  await person.waitFor('Новое обращение');
  await person.press('ticket_subject_other');
  await chats.answered();
  await person.send('нужна помощь');
  await person.waitFor('нужна помощь');
  await fail('serverError', ['sendMessage', 'editMessageText']);
  await person.press('ticket_send');
  await chats.answered();
  await person.send('и ещё вот что');
  await chats.answered();
  await chats.player.clearFaults();
  await chats.answerAll();

  const tickets = await chats.testDb.owner.query(
    `SELECT m.body FROM tickets t JOIN ticket_messages m ON m.ticket_id = t.id WHERE t.user_id = $1 ORDER BY m.seq`,
    [await chats.userId(person)],
  );
  expect(tickets.rows.map((row) => (row as { body: string }).body)).toEqual([
    'нужна помощь',
    'и ещё вот что',
  ]);
  await person.waitFor(/№/);
});

test('settings, an export and a goodbye, when Telegram is away meanwhile, then each is answered in its order', async () => {
  const person = await chats.person();
  await person.press('settings');
  await person.waitFor('Настройки');
  const screen = await person.lastFromBot();
  const press = (data: string) => pressRaw(person, screen, data);
  await fail('serverError', ['sendMessage', 'editMessageText', 'sendDocument']);
  await press('notifications_off');
  await press('privacy_export');
  await press('privacy_delete_confirm');
  await chats.answered();
  await chats.player.clearFaults();
  await chats.answerAll();

  await person.waitFor((message) => message.document !== undefined);
  await person.waitFor(/удал/i);
});

async function pressRaw(person: PlayedUser, message: Message | undefined, data: string): Promise<void> {
  const { person: known } = await person.chat();
  await chats.player.sendUpdate({
    callback_query: { id: randomUUID(), from: known.user, message, chat_instance: '1', data },
  });
}

test('a press, when the person blocks the bot before the answer, then it is answered when the bot is let in again', async () => {
  const { person, confirm } = await buyer();
  await chats.player.telegramFault({ kind: 'blocked', target: 'editMessageText', times: 1 });
  await confirm();
  await chats.answered();
  expect(await charged(person)).toBe(1);
  await person.block();
  await chats.answered();

  await person.unblock();
  await chats.answered();
  await chats.answerAll();

  await person.waitFor('Звёзды на вашем балансе');
  expect(await charged(person)).toBe(1);
});

test('a command, when Telegram is silent after it took the answer, then the answer is not told twice', async () => {
  const person = await chats.person();
  await chats.player.telegramFault({ kind: 'silenceAfter', target: 'sendMessage', times: 1 });
  await person.send('/help');
  await person.waitFor('Помощь и поддержка');
  await expect
    .poll(() => chats.updates().filter((line) => line['owed'] === 'owed' && line['act'] === '/help').length, {
      timeout: 30_000,
    })
    .toBeGreaterThan(0);
  await chats.answerAll();

  expect(await told(person, 'Помощь и поддержка')).toHaveLength(1);
}, 60_000);

test('an update, when it can neither be handled nor kept, then it is said so and comes again', async () => {
  const person = await chats.person();
  const { person: known } = await person.chat();
  const broken = createBot({
    ...chats.app,
    db: { ...chats.app.db, tx: () => Promise.reject(new Error('no database')) },
  });
  await fail('serverError', ['sendMessage'], 3);
  const message = {
    message_id: 9_000_001,
    from: known.user,
    chat: { id: person.id, type: 'private' },
    text: '/balance',
  };
  const update = { update_id: 810_000_001, message };

  await expect(broken.takeUpdate(update, randomUUID())).rejects.toThrow('no database');
  await chats.bot.takeUpdate(update, randomUUID());

  await person.waitFor('Ваш баланс');
});
