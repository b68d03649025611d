export * from './ensure.ts';
export * from './language.ts';
export * from './settings.ts';
export type { TelegramProfile, User, UserStatus } from './types.ts';
