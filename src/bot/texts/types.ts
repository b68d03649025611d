import type { ru } from './ru/index.ts';

/** Every text of the bot. Russian defines what there is; a text that English lacks does not compile. */
export type Texts = typeof ru;
