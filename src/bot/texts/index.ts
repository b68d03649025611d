import { en } from './en/index.ts';
import { ru, type Texts } from './ru/index.ts';

export type { Texts };

/** The bot's words by language. */
export const TEXTS: Readonly<Record<'ru' | 'en', Texts>> = { ru, en };
