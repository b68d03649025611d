import { en } from './en/index.ts';
import { ru } from './ru/index.ts';
import type { Texts } from './types.ts';

export type { Texts } from './types.ts';

export const TEXTS: Readonly<Record<'ru' | 'en', Texts>> = { ru, en };
