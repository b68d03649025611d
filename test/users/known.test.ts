import { expect, test } from 'vitest';
import { createDb, createRedis, dbOptions, type Context, type Db } from '../../src/platform/index.ts';
import { deleteMyAccount } from '../../src/privacy/index.ts';
import {
  forgetUser,
  knownUser,
  markBotBlocked,
  setLanguage,
  setNotifications,
  type TelegramProfile,
} from '../../src/users/index.ts';
import { atEnd } from '../kit/atEnd.ts';
import { eventually } from '../kit/eventually.ts';
import { createTestContext } from '../kit/testContext.ts';

const context = await createTestContext({ USER_CACHE_TTL: '77' });

/** Another process on the same PostgreSQL and Redis, which counts what it asks PostgreSQL. */
function anotherProcess(): Context & { asked: () => number } {
  const db = createDb({ ...dbOptions(context.config), max: 2, min: 0 }, context.log);
  const redis = createRedis(context.config, context.log);
  atEnd(async () => {
    redis.disconnect();
    await db.close();
  });
  let asked = 0;
  const counted: Db = {
    ...db,
    query: (...given) => (asked++, db.query(...given)),
    one: (...given) => (asked++, db.one(...given)),
    tx: (work) => (asked++, db.tx(work)),
  };
  return { ...context, db: counted, redis, asked: () => asked };
}

let lastId = 5000n;
const person = (): TelegramProfile => ({
  telegramId: ++lastId,
  username: `person${lastId}`,
  firstName: 'Ann',
  languageCode: 'en',
});

/** The keys of the cache that belong to people of this test. */
const keysOf = async (): Promise<string[]> => (await context.redis.keys('*cache:user:*:value')).sort();

async function keyOf(profile: TelegramProfile): Promise<string> {
  const before = await keysOf();
  await knownUser(context, profile);
  const [key = ''] = (await keysOf()).filter((name) => !before.includes(name));
  return key;
}

test('a known user, when the next updates come to any process, then PostgreSQL is not asked', async () => {
  const [one, two] = [anotherProcess(), anotherProcess()];
  const profile = person();
  const first = await knownUser(one, profile);
  const before = one.asked();
  const again = [await knownUser(one, profile), await knownUser(two, profile)];
  expect([one.asked() - before, two.asked()]).toEqual([0, 0]);
  for (const user of again) {
    expect(user).toMatchObject({ id: first.id, telegramId: profile.telegramId, createdAt: first.createdAt });
    expect(Object.keys(user)).not.toContain('status');
  }
});

test('a known user, when the name in Telegram is another, then it is written and every process has it', async () => {
  const [one, two] = [anotherProcess(), anotherProcess()];
  const profile = person();
  await knownUser(one, profile);
  const renamed = { ...profile, username: 'renamed', firstName: 'Bea' };
  expect(await knownUser(one, renamed)).toMatchObject({ username: 'renamed', firstName: 'Bea' });
  expect(await knownUser(two, renamed)).toMatchObject({ username: 'renamed', firstName: 'Bea' });
  expect(two.asked()).toBe(0);
});

test.each([
  [
    'language',
    (on: Context, id: bigint) => setLanguage(on, id, 'ru'),
    { language: 'ru', languageChosen: true },
  ],
  ['notifications', (on: Context, id: bigint) => setNotifications(on, id, false), { notifications: false }],
])(
  '%s, when one process changes it, then the next update in another process sees it',
  async (_, change, seen) => {
    const [one, two] = [anotherProcess(), anotherProcess()];
    const profile = person();
    const { id } = await knownUser(two, profile);
    await change(one, id);
    expect(await knownUser(two, profile)).toMatchObject(seen);
  },
);

test('a reader, when it read before a change and comes to its end after it, then it puts nothing old back', async () => {
  const [slow, other] = [anotherProcess(), anotherProcess()];
  const profile = person();
  const { id } = await knownUser(other, profile);
  await context.redis.del(...(await keysOf()));
  const late: Context = {
    ...slow,
    db: {
      ...slow.db,
      one: async (...given) => {
        const row = await slow.db.one(...given);
        await setLanguage(other, id, 'ru');
        return row as never;
      },
    },
  };
  expect((await knownUser(late, profile)).language).toBe('en');
  expect((await knownUser(other, profile)).language).toBe('ru');
});

test('a change, when Redis is out of reach for the process that makes it, then a job drops what others keep', async () => {
  const [cut, other] = [anotherProcess(), anotherProcess()];
  const profile = person();
  const { id } = await knownUser(other, profile);
  cut.redis.disconnect();
  await setLanguage(cut, id, 'ru');
  const { rows } = await context.db.query<{ payload: { name: string } }>(
    `SELECT payload FROM outbox WHERE job = 'user.forget' ORDER BY id DESC LIMIT 1`,
  );
  await forgetUser(other, rows[0]?.payload.name ?? '');
  expect((await knownUser(other, profile)).language).toBe('ru');
});

test('Redis, when a process missed it, then the process goes to PostgreSQL, and what was kept before counts no more', async () => {
  const [one, cut] = [anotherProcess(), anotherProcess()];
  const profile = person();
  const { id } = await knownUser(one, profile);
  await knownUser(cut, profile);
  cut.redis.disconnect();
  await setLanguage(cut, id, 'ru');
  expect((await knownUser(cut, profile)).language).toBe('ru');
  await cut.redis.connect();
  // Redis still has the old one, and no job has run.
  expect((await knownUser(cut, profile)).language).toBe('ru');
});

test('a person who blocked the bot, when the person writes again, then PostgreSQL knows it at once', async () => {
  const profile = person();
  const { id } = await knownUser(context, profile);
  await markBotBlocked(context, id, true);
  await knownUser(context, profile);
  const row = await context.db.one('SELECT bot_blocked_at AS at FROM users WHERE id = $1', [id]);
  expect(row).toEqual({ at: null });
});

test('an account, when its person deletes it and comes again, then the person is another user and nothing of the old one is in Redis', async () => {
  const profile = person();
  const key = await keyOf(profile);
  const { id } = await knownUser(context, profile);
  await deleteMyAccount(context, { userId: id });
  expect(await context.redis.get(key)).toBeNull();
  expect((await knownUser(anotherProcess(), profile)).id).not.toBe(id);
});

test('a kept user, when it is a minute old, then it is used and read again beside the work', async () => {
  const profile = person();
  const key = await keyOf(profile);
  const [, rest = ''] = /^\d+ (.*)$/s.exec((await context.redis.get(key)) ?? '') ?? [];
  await context.redis.set(key, `${Date.now() - 61_000} ${rest}`);
  await context.testDb.owner.query(
    `UPDATE users SET seen_at = now() - interval '1 hour', notifications = false WHERE telegram_id = $1`,
    [profile.telegramId],
  );
  expect((await knownUser(context, profile)).notifications).toBe(true);
  await eventually(async () => !(await knownUser(context, profile)).notifications);
  const row = await context.db.one<{ isNew: boolean }>(
    `SELECT seen_at > now() - interval '1 minute' AS "isNew" FROM users WHERE telegram_id = $1`,
    [profile.telegramId],
  );
  expect(row?.isNew).toBe(true);
});

test('USER_CACHE_TTL, when a user is kept, then it says for how long; a value of another shape is read again', async () => {
  const profile = person();
  const key = await keyOf(profile);
  const seconds = await context.redis.ttl(key);
  expect(seconds).toBeGreaterThan(60);
  expect(seconds).toBeLessThanOrEqual(77);
  await context.redis.set(key, `${Date.now()} {"id":"x"}`);
  expect((await knownUser(context, profile)).telegramId).toBe(profile.telegramId);
});
