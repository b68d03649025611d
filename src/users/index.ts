export { ensureUser } from './ensure.ts';
export { findUser, findUserByTelegramId } from './findUser.ts';
export * from './language.ts';
export * from './settings.ts';
export type { TelegramProfile, User, UserStatus } from './types.ts';
