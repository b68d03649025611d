import type { Queryable } from '../platform/index.ts';
import { USER_COLUMNS, type User, type UserStatus } from './types.ts';

export async function findUser(context: { db: Queryable }, userId: bigint): Promise<User | undefined> {
  const { rows } = await context.db.query<User>(`SELECT ${USER_COLUMNS} FROM users WHERE id = $1`, [userId]);
  return rows[0];
}

/** The user of a Telegram id, without creating one. */
export async function findUserByTelegramId(
  context: { db: Queryable },
  telegramId: bigint,
): Promise<User | undefined> {
  const { rows } = await context.db.query<User>(`SELECT ${USER_COLUMNS} FROM users WHERE telegram_id = $1`, [
    telegramId,
  ]);
  return rows[0];
}

/** The status at this moment. Undefined: there is no such user. */
export async function statusOf(context: { db: Queryable }, userId: bigint): Promise<UserStatus | undefined> {
  const { rows } = await context.db.query<{ status: UserStatus }>('SELECT status FROM users WHERE id = $1', [
    userId,
  ]);
  return rows[0]?.status;
}
