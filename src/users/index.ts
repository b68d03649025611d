export * from './ensure.ts';
export * from './language.ts';
export * from './privacy.ts';
export * from './settings.ts';
export type { Language, TelegramProfile, User, UserStatus } from './types.ts';
export { LANGUAGES } from './types.ts';
