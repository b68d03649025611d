import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createBot } from '../../src/bot/index.ts';
import { once } from '../../src/bot/once.ts';
import { createUserQueue } from '../../src/bot/userQueue.ts';
import type { PlayedUser } from '../kit/player.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats();
const other = createBot(chats.app);
let nextUpdate = 800_000_000;

async function update(person: PlayedUser, data: string, messageId: number) {
  const { person: known } = await person.chat();
  return {
    update_id: nextUpdate++,
    callback_query: {
      id: randomUUID(),
      from: known.user,
      message: { message_id: messageId, chat: { id: person.id, type: 'private' } },
      chat_instance: '1',
      data,
    },
  };
}

test('one update, when two replicas get it, then one of them handles it', async () => {
  const person = await chats.person();
  const screen = await person.lastFromBot();
  const seen = await chats.answered();
  const press = await update(person, 'balance', screen?.message_id ?? 0);

  await Promise.all([chats.bot.takeUpdate(press, randomUUID()), other.takeUpdate(press, randomUUID())]);

  expect(chats.updates().slice(seen)).toHaveLength(1);
});

test('two taps, when each reaches another replica, then they make one order', async () => {
  const person = await chats.person();
  const screen = await person.lastFromBot();
  const taps = await Promise.all([1, 2, 3, 4].map(() => update(person, 'buy_100', screen?.message_id ?? 0)));

  await Promise.all(
    taps.map((tap, index) => (index % 2 === 0 ? chats.bot : other).takeUpdate(tap, randomUUID())),
  );

  const { rows } = await chats.testDb.owner.query('SELECT id FROM orders WHERE user_id = $1', [
    await chats.userId(person),
  ]);
  expect(rows).toHaveLength(1);
});

test('once, when the process that held an update died, then another one takes it over', async () => {
  const key = `${chats.app.config.REDIS_PREFIX}:update:700000001`;
  await chats.app.redis.set(key, 'processing', 'PX', 500);
  let worked = 0;

  const handled = await once(chats.app, 700_000_001, async () => {
    worked++;
    return true;
  });

  expect({ handled, worked }).toEqual({ handled: 'done', worked: 1 });
  expect(await chats.app.redis.get(key)).toBe('done');
});

test('userQueue, when one user sends much and another one little, then order holds and nobody waits for others', async () => {
  const [first, second] = [createUserQueue(chats.app), createUserQueue(chats.app)];
  const log: string[] = [];
  let running = 0;
  let together = 0;
  const work = (user: string, step: number) => async (): Promise<void> => {
    running++;
    together = Math.max(together, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    log.push(`${user}${step}`);
    running--;
  };

  await Promise.all(
    ['a', 'b', 'c'].flatMap((user) => [1, 2, 3, 4].map((step) => first.run(user, work(user, step)))),
  );

  for (const user of ['a', 'b', 'c'])
    expect(log.filter((entry) => entry.startsWith(user))).toEqual([1, 2, 3, 4].map((step) => user + step));
  expect(together).toBeGreaterThan(1);
  running = 0;
  together = 0;
  await Promise.all(
    [1, 2, 3, 4].map((step) => (step % 2 === 0 ? first : second).run('one', work('one', step))),
  );
  expect(together).toBe(1);
});

test('userQueue, when a turn fails, then the next one runs', async () => {
  const queue = createUserQueue(chats.app);

  await expect(queue.run('x', () => Promise.reject(new Error('bad turn')))).rejects.toThrow('bad turn');

  expect(await queue.run('x', () => Promise.resolve('good'))).toBe('good');
  await queue.idle();
});
