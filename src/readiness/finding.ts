import type { DeliveryContext } from '../delivery/index.ts';
import type { HealthApp } from '../health/index.ts';
import type { PaymentsContext } from '../payments/index.ts';
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

/** What the checks look at. */
export interface Installation {
  readonly app: HealthApp & Pick<PaymentsContext, 'provider'> & Pick<DeliveryContext, 'suppliers'>;
  /** What Telegram says about our webhook; it answers only if the token is right. */
  readonly webhook: {
    info(): Promise<{ url?: string; last_error_date?: number; last_error_message?: string }>;
  };
}

export type Check = (at: Installation) => Promise<readonly Finding[]>;
