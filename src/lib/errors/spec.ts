/**
 * Every error that Starboard can answer with, as data. A door (bot, back office, HTTP, jobs, CLI) looks the
 * code up once and turns it into its own words; `docs/errors.md` is kept equal to this table by a test.
 *
 * `kind` decides how a door treats it:
 * - `invalid`: the input cannot be accepted; nothing happened;
 * - `refused`: a rule said no; nothing happened;
 * - `notFound`: absent, or not yours (the same answer on purpose);
 * - `conflict`: somebody was faster; look again;
 * - `unavailable`: something outside is away; try again later;
 * - `bug`: our fault.
 *
 * `user` is the category that the user is told (product: network, payment, system, user).
 */
export type ErrorKind = 'invalid' | 'refused' | 'notFound' | 'conflict' | 'unavailable' | 'bug';
export type UserCategory = 'network' | 'payment' | 'system' | 'user';
export interface ErrorSpec {
  kind: ErrorKind;
  http: number;
  retry: boolean;
  user: UserCategory;
  when: string;
  action: string;
}

export const spec = (kind: ErrorKind, user: UserCategory, when: string, action: string): ErrorSpec => ({
  kind,
  user,
  when,
  action,
  http: HTTP_BY_KIND[kind],
  retry: kind === 'unavailable' || kind === 'conflict',
});

const HTTP_BY_KIND: Record<ErrorKind, number> = {
  invalid: 400,
  refused: 409,
  notFound: 404,
  conflict: 409,
  unavailable: 503,
  bug: 500,
};
