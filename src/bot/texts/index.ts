import { en } from './en/index.ts';
import { ru, type Texts } from './ru/index.ts';

export type { Texts } from './ru/index.ts';

export const TEXTS: Readonly<Record<'ru' | 'en', Texts>> = { ru, en };
