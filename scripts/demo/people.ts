import type { Context } from '../../src/platform/index.ts';
import { ensureUser, setStatusByRule, type TelegramProfile, type User } from '../../src/users/index.ts';

/** Users of the demo, with real names and some hostile ones. */
const NAMES: readonly Omit<TelegramProfile, 'telegramId'>[] = [
  { firstName: 'Анна', lastName: 'Соколова', username: 'anna_sokolova', languageCode: 'ru' },
  { firstName: 'Dmitry', username: 'dimaton', languageCode: 'ru' },
  { firstName: 'John', lastName: 'Carter', username: 'jcarter', languageCode: 'en' },
  { firstName: 'Мария 🌸', languageCode: 'ru' },
  { firstName: '<b>&"_*', lastName: '</b>', languageCode: 'en' },
  { firstName: 'Олександр', username: 'sashko', languageCode: 'uk' },
  { firstName: 'Li', lastName: 'Wei', username: 'liwei', languageCode: 'zh-hans' },
  { firstName: 'Игорь', lastName: 'Петров', languageCode: 'ru' },
  { firstName: 'Emma', languageCode: 'en-GB' },
  { firstName: 'Тимур', username: 'timur_pay', languageCode: 'ru' },
];

/** The first Telegram id of demo users. It is far from the ids that the chat page gives to new people. */
const FIRST_TELEGRAM_ID = 9_100_000_001n;

export const DEMO_PEOPLE: readonly TelegramProfile[] = NAMES.map((name, index) => ({
  ...name,
  telegramId: FIRST_TELEGRAM_ID + BigInt(index),
}));

export async function seedPeople(context: Context): Promise<User[]> {
  const users: User[] = [];
  for (const profile of DEMO_PEOPLE) users.push(await ensureUser(context, profile));
  return users;
}

/** The last user is under review, as after a fraud flag. */
export async function reviewLast(context: Context, users: readonly User[]): Promise<void> {
  const last = users.at(-1);
  if (last)
    await setStatusByRule(context.db, {
      userId: last.id,
      status: 'under_review',
      reason: 'Пополнение выведено в звёзды за минуту',
    });
}
