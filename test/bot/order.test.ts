import { beforeEach, expect, test } from 'vitest';
import { createBot } from '../../src/bot/index.ts';
import { newId } from '../../src/lib/index.ts';
import { notify, sendAgain, type News } from '../../src/notifications/index.ts';
import { followAnswers } from '../../src/support/index.ts';
import { refunded } from '../kit/news.ts';
import { TON } from '../kit/money.ts';
import type { PlayedUser } from '../kit/player.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats();
/** Another replica. */
const other = createBot(chats.app);
const AMOUNTS = ['1', '2', '3', '4'];

beforeEach(async () => {
  await chats.player.clearFaults();
  await chats.app.breakers.telegram.reset();
});

/** News in the order in which they are decided, as texts that name their number; gives their ids. */
async function decide(
  person: PlayedUser,
  amounts: readonly string[],
  news = (amount: bigint): News => refunded({ amount }),
): Promise<string[]> {
  const userId = await chats.userId(person);
  const ids: string[] = [];
  for (const amount of amounts) {
    const key = newId();
    await notify(chats.app.db, { ...news(BigInt(amount) * TON), userId, subjectId: newId(), key });
    const row = await chats.testDb.owner.one<{ id: string }>('SELECT id FROM notifications WHERE key = $1', [
      key,
    ]);
    ids.push(row?.id ?? '');
  }
  return ids;
}

async function arrived(person: PlayedUser): Promise<string[]> {
  return (await person.messages()).flatMap(({ text }) => /(\d+) TON/.exec(text ?? '')?.[1] ?? []).slice(1);
}

/** What a job does: again and again after the time that the error names, here at once. */
async function job(send: (id: string) => Promise<void>, id: string): Promise<void> {
  for (const end = Date.now() + 60_000; ;) {
    try {
      return await send(id);
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}

const send = (id: string): Promise<void> => chats.bot.sendNotification(id);

async function stateOf(id: string): Promise<string | undefined> {
  return (
    await chats.testDb.owner.one<{ state: string }>('SELECT state FROM notifications WHERE id = $1', [id])
  )?.state;
}

test('four news of one person, when two replicas send all of them at once, then they arrive in order', async () => {
  const person = await chats.person();
  const ids = await decide(person, AMOUNTS);

  await Promise.all(
    ids.toReversed().map((id, index) => job(index % 2 === 0 ? send : (it) => other.sendNotification(it), id)),
  );

  expect(await arrived(person)).toEqual(AMOUNTS);
});

test('news, when Telegram is away for the first of them, then the later ones do not overtake it', async () => {
  const person = await chats.person();
  const ids = await decide(person, AMOUNTS);
  await chats.player.telegramFault({ kind: 'serverError', target: 'sendMessage', times: 7 });

  await Promise.all(ids.toReversed().map((id) => job(send, id)));

  expect(await arrived(person)).toEqual(AMOUNTS);
});

test('news, when an earlier one is given up, then the rest goes on', async () => {
  const person = await chats.person();
  const ids = await decide(person, AMOUNTS);
  await chats.player.telegramFault({ kind: 'refuse', target: 'sendMessage', times: 1 });

  await job(send, ids[3] ?? '');

  expect(await arrived(person)).toEqual(['2', '3', '4']);
  expect(await stateOf(ids[0] ?? '')).toBe('failed');
  await chats.app.db.tx((tx) => sendAgain(tx, ids[0] ?? '', followAnswers(chats.app)));
  await job(send, ids[0] ?? '');
  expect(await arrived(person)).toEqual(['2', '3', '4', '1']);
  await expect(
    chats.app.db.tx((tx) => sendAgain(tx, ids[0] ?? '', followAnswers(chats.app))),
  ).rejects.toMatchObject({
    code: 'NOTIFICATION_STATE',
  });
  await expect(
    chats.app.db.tx((tx) => sendAgain(tx, newId(), followAnswers(chats.app))),
  ).rejects.toMatchObject({
    code: 'NOTIFICATION_UNKNOWN',
  });
});

test('news, when a chat is told to wait, then it waits and another chat does not', async () => {
  const [busy, calm] = [await chats.person(), await chats.person()];
  const [first = ''] = await decide(busy, ['1']);
  const [second = ''] = await decide(calm, ['2']);
  await chats.player.telegramFault({
    kind: 'tooManyRequests',
    target: 'sendMessage',
    retryAfter: 30,
    times: 1,
  });

  await expect(send(first)).rejects.toMatchObject({ data: { retryAfter: 30 } });
  await send(second);
  await expect(send(first)).rejects.toMatchObject({ code: 'TELEGRAM_UNAVAILABLE' });

  expect(await arrived(calm)).toEqual(['2']);
  expect(await arrived(busy)).toEqual([]);
});

test.each([401, 404])(
  'news, when Telegram answers %i, then they wait, however often, and come',
  async (status) => {
    const person = await chats.person();
    const [id = ''] = await decide(person, ['5']);
    const description = status === 401 ? 'Unauthorized' : 'Not Found';
    await chats.player.telegramFault({
      kind: 'refuse',
      target: 'sendMessage',
      status,
      description,
      times: 12,
    });

    for (let i = 0; i < 12; i++)
      await expect(send(id)).rejects.toMatchObject({ data: { refusedToken: status, retryAfter: 30 } });
    expect(await stateOf(id)).toBe('queued');
    await send(id);

    expect(await arrived(person)).toEqual(['5']);
  },
);

test('an answer, when Telegram refuses our token meanwhile, then it comes later', async () => {
  const person = await chats.person();
  await chats.player.telegramFault({
    kind: 'refuse',
    target: 'sendMessage',
    status: 401,
    description: 'Unauthorized',
    times: 3,
  });
  await person.send('/balance');
  await chats.answered();
  await chats.answerAll();

  await person.waitFor('Ваш баланс');
});

test('news, when the person had blocked the bot and lets it in again, then what still matters is sent, in order', async () => {
  const person = await chats.person();
  await person.block();
  await chats.answered();
  const ids = await decide(person, ['1', '2']);
  const [mutable = ''] = await decide(person, ['3'], () => ({ kind: 'ticket_resolved', data: {} }));
  await job(send, ids[1] ?? '');
  await chats.testDb.owner.query(`UPDATE notifications SET state = 'blocked' WHERE id = $1`, [mutable]);
  expect(await stateOf(ids[0] ?? '')).toBe('blocked');

  await person.unblock();
  await chats.answered();
  expect(await stateOf(ids[0] ?? '')).toBe('queued');
  const queued = await chats.testDb.owner.query(
    `SELECT 1 FROM outbox WHERE job = 'notification.send' AND payload ->> 'notificationId' = ANY($1)`,
    [ids],
  );
  expect(queued.rows.length).toBeGreaterThanOrEqual(4);
  await job(send, ids[1] ?? '');

  expect(await arrived(person)).toEqual(['1', '2']);
  expect(await stateOf(mutable)).toBe('blocked');
});

test.each([
  ['resetAfter', 3],
  ['silenceAfter', 2],
] as const)(
  'news, when every send ends with %s, then they are told %i times and no more',
  async (kind, times) => {
    const person = await chats.person();
    const [id = ''] = await decide(person, ['7']);
    await chats.player.telegramFault({ kind, target: 'sendMessage', times: 6 });

    await job(send, id);

    expect((await person.messages()).filter(({ text }) => text?.includes('7 TON'))).toHaveLength(times);
    expect(await stateOf(id)).toBe('failed');
  },
  120_000,
);

test('news, when their place cannot be remembered after they were told, then they are told once', async () => {
  const person = await chats.person();
  await person.send('/buy');
  await person.waitFor('Магазин звёзд');
  await person.press('buy_100');
  await person.waitFor('Счёт на');
  const order = await chats.testDb.owner.one<{ id: string }>('SELECT id FROM orders WHERE user_id = $1', [
    await chats.userId(person),
  ]);
  const key = newId();
  await notify(chats.app.db, {
    userId: await chats.userId(person),
    kind: 'order_expired',
    data: {},
    subjectId: order?.id ?? '',
    key,
  });
  const row = await chats.testDb.owner.one<{ id: string }>('SELECT id FROM notifications WHERE key = $1', [
    key,
  ]);
  await chats.testDb.owner.query('REVOKE UPDATE ON orders FROM starboard_app');

  await send(row?.id ?? '').finally(() =>
    chats.testDb.owner.query('GRANT UPDATE ON orders TO starboard_app'),
  );

  expect(await stateOf(row?.id ?? '')).toBe('sent');
});
