export { ensureUser } from './ensure.ts';
export { findUser, findUserByTelegramId, statusOf } from './findUser.ts';
export { changeUser, forgetUser, knownUser } from './known.ts';
export * from './language.ts';
export * from './settings.ts';
export type { KnownUser, TelegramProfile, User, UserStatus } from './types.ts';
