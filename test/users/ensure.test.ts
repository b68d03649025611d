import { expect, test } from 'vitest';
import { userBalances } from '../../src/ledger/index.ts';
import {
  ensureUser,
  findUser,
  findUserByTelegramId,
  markBotBlocked,
  setLanguage,
  setNotifications,
  setReferrer,
} from '../../src/users/index.ts';
import { createTestContext } from '../kit/testContext.ts';
import { codeOf } from '../kit/refusals.ts';

const context = await createTestContext();
const seenAt = async (telegramId: bigint) =>
  (await context.db.one<{ at: Date }>('SELECT seen_at AS at FROM users WHERE telegram_id = $1', [telegramId]))
    ?.at;

test('ensureUser, when a person comes for the first time, then is created with open accounts', async () => {
  const user = await ensureUser(context, {
    telegramId: 1n,
    username: 'ann',
    firstName: 'Ann',
    languageCode: 'en-GB',
  });
  expect(user).toMatchObject({
    telegramId: 1n,
    username: 'ann',
    firstName: 'Ann',
    lastName: null,
    language: 'en',
    languageChosen: false,
    notifications: true,
    status: 'active',
    botBlockedAt: null,
  });
  const { rows } = await context.db.query<{ kind: string }>(
    'SELECT kind FROM ledger.balances WHERE user_id = $1',
    [user.id],
  );
  expect(rows.map(({ kind }) => kind).sort()).toEqual(['delivery', 'hold', 'stars', 'wallet']);
  expect(await userBalances(context.db, user.id)).toEqual({ wallet: 0n, stars: 0n, hold: 0n, delivery: 0n });
});

test('ensureUser, when twenty first updates come at once, then there is one user', async () => {
  const users = await Promise.all(
    Array.from({ length: 20 }, () => ensureUser(context, { telegramId: 2n, firstName: 'Bob' })),
  );
  expect(new Set(users.map(({ id }) => id)).size).toBe(1);
});

test('ensureUser, when nothing changed within a minute, then writes nothing', async () => {
  const profile = { telegramId: 3n, firstName: 'Cy', languageCode: 'ru' };
  await ensureUser(context, profile);
  const before = await seenAt(3n);
  await ensureUser(context, profile);
  expect(await seenAt(3n)).toEqual(before);
  await context.testDb.owner.query(
    `UPDATE users SET seen_at = now() - interval '61 seconds' WHERE telegram_id = 3`,
  );
  await ensureUser(context, profile);
  expect((await seenAt(3n))?.getTime()).toBeGreaterThanOrEqual(before?.getTime() ?? Infinity);
});

test('ensureUser, when the name or Telegram language changed, then follows them at once', async () => {
  await ensureUser(context, { telegramId: 4n, firstName: 'Di', lastName: 'Old', languageCode: 'ru' });
  const user = await ensureUser(context, { telegramId: 4n, firstName: 'Dia', languageCode: 'de' });
  expect(user).toMatchObject({ firstName: 'Dia', lastName: null, language: 'en' });
  expect(await ensureUser(context, { telegramId: 4n, firstName: 'Dia' })).toMatchObject({ language: 'en' });
  const back = { telegramId: 4n, firstName: 'Dia', languageCode: 'uk' };
  expect(await ensureUser(context, back)).toMatchObject({ language: 'ru' });
});

test('ensureUser, when the language was chosen by hand, then keeps it', async () => {
  const user = await ensureUser(context, { telegramId: 5n, languageCode: 'ru' });
  await setLanguage(context, user.id, 'en');
  expect(await ensureUser(context, { telegramId: 5n, languageCode: 'ru' })).toMatchObject({
    language: 'en',
    languageChosen: true,
  });
});

test('ensureUser, when the user had blocked the bot, then a message proves that it can be reached again', async () => {
  const user = await ensureUser(context, { telegramId: 6n });
  await markBotBlocked(context, user.id, true);
  const since = (await findUser(context, user.id))?.botBlockedAt;
  expect(since).toBeInstanceOf(Date);
  await markBotBlocked(context, user.id, true);
  expect((await findUser(context, user.id))?.botBlockedAt).toEqual(since);
  expect((await ensureUser(context, { telegramId: 6n })).botBlockedAt).toBeNull();
});

test.each(['<b>&"_*', '\0nul', '\ud800lone', '😀'.repeat(200), '\u202Ertl', ''])(
  'ensureUser, when the name is %j, then stores what can be stored',
  async (firstName) => {
    const user = await ensureUser(context, { telegramId: BigInt(100 + firstName.length), firstName });
    expect(user.firstName ?? '').toBe(firstName.replaceAll('\0', '').toWellFormed().slice(0, 256));
  },
);

test('settings, when the user does not exist, then refuse with USER_UNKNOWN', async () => {
  expect(await codeOf(setLanguage(context, 999_999n, 'ru'))).toBe('USER_UNKNOWN');
  expect(await codeOf(setNotifications(context, 999_999n, false))).toBe('USER_UNKNOWN');
  expect(await findUser(context, 999_999n)).toBeUndefined();
  expect(await findUserByTelegramId(context, 999_999n)).toBeUndefined();
});

test('setReferrer, when said twice, of oneself or in a ring, then counts the first honest one only', async () => {
  const [a, b, c] = await Promise.all(
    [11n, 12n, 13n].map((telegramId) => ensureUser(context, { telegramId })),
  );
  if (!a || !b || !c) throw new Error('three users were made');
  expect(await setReferrer(context, { userId: a.id, referrerId: a.id })).toBe(false);
  expect(await setReferrer(context, { userId: a.id, referrerId: b.id })).toBe(true);
  expect(await setReferrer(context, { userId: a.id, referrerId: c.id })).toBe(false);
  expect(await setReferrer(context, { userId: b.id, referrerId: a.id })).toBe(false);
});
