import type { Words } from './words.ts';

/** `fail`: it does not work. `warn`: it works, and something is missing that a shop needs. */
export type State = 'ok' | 'warn' | 'fail';

/** What one check found. Its words, in both languages, are in {@link WORDS}. */
export interface Finding {
  readonly state: State;
  readonly code: Words;
  /** Fills the places of the words. Nothing secret. */
  readonly data?: Readonly<Record<string, string | number>>;
}

export const ok = (code: Words, data: Finding['data'] = {}): Finding => ({ state: 'ok', code, data });
export const warn = (code: Words, data: Finding['data'] = {}): Finding => ({ state: 'warn', code, data });
export const fail = (code: Words, data: Finding['data'] = {}): Finding => ({ state: 'fail', code, data });
