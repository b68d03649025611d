import type { App } from '../app.ts';
import { AppError } from '../lib/index.ts';
import { clearRate, showRate } from '../limits/index.ts';
import { findUser, findUserByTelegramId, type User } from '../users/index.ts';

/**
 * Prints the rate-limit counters of one user. `who` is our user id, or a Telegram id as `tg:123`.
 * Errors: USER_UNKNOWN. Returns the exit code.
 */
export async function showRateCommand(app: App, [who = '']: readonly string[]): Promise<number> {
  const user = await findPerson(app, who);
  console.log(`user ${user.id}`);
  for (const { limit, used, of, seconds, blocked } of await showRate(app, user.id)) {
    const most = of === Number.MAX_SAFE_INTEGER ? '' : ` of ${of}`;
    const wait = seconds > 0 ? `, ${seconds} s left` : '';
    console.log(`${limit.padEnd(10)} ${used}${most}${wait}${blocked ? ', blocked' : ''}`);
  }
  return 0;
}

/** Clears the counters of one user. Errors: USER_UNKNOWN. Returns the exit code. */
export async function clearRateCommand(app: App, [who = '']: readonly string[]): Promise<number> {
  const user = await findPerson(app, who);
  await clearRate(app, user.id);
  console.log(`The counters of user ${user.id} are cleared.`);
  return 0;
}

async function findPerson(app: App, who: string): Promise<User> {
  const [, telegram, digits = ''] = /^(tg:)?(\d{1,18})$/.exec(who) ?? [];
  if (digits === '')
    throw new AppError(
      'INPUT_INVALID',
      {},
      { message: 'Name the user: 42 (our id) or tg:123456 (Telegram id)' },
    );
  const user = telegram
    ? await findUserByTelegramId(app, BigInt(digits))
    : await findUser(app, BigInt(digits));
  if (!user) throw new AppError('USER_UNKNOWN');
  return user;
}
