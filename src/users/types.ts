export const LANGUAGES = ['ru', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** `under_review`: cannot buy or top up until finance or an admin decides. `blocked`: may only write to support. */
export type UserStatus = 'active' | 'under_review' | 'blocked';

/** A person who uses the bot. `telegramId` is null after the person's data were deleted on request. */
export interface User {
  readonly id: bigint;
  readonly telegramId: bigint | null;
  readonly username: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly language: Language;
  /** True if the user chose the language. Then Telegram's setting no longer changes it. */
  readonly languageChosen: boolean;
  readonly notifications: boolean;
  readonly status: UserStatus;
  /** Since when nothing can be sent, because the user blocked the bot. */
  readonly botBlockedAt: Date | null;
  readonly createdAt: Date;
}

/** What may be kept in Redis for a while. The status is left out: a block must never be old. */
export type KnownUser = Omit<User, 'status' | 'botBlockedAt'>;

/** What Telegram tells about the sender of an update. */
export interface TelegramProfile {
  readonly telegramId: bigint;
  readonly username?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  /** IETF tag of the user's Telegram, such as `ru` or `pt-br`; absent if Telegram does not say. */
  readonly languageCode?: string | undefined;
}

/** The columns of `users` under the names of {@link User}. */
export const USER_COLUMNS = `id, telegram_id AS "telegramId", username, first_name AS "firstName", last_name AS "lastName",
  language, language_chosen AS "languageChosen", notifications, status, bot_blocked_at AS "botBlockedAt", created_at AS "createdAt"`;
