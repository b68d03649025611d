import { AppError } from '../lib/index.ts';
import { tlsProblem } from './tls.ts';

/** The five-character SQLSTATE of a PostgreSQL error, also of one that was translated, or an empty text. */
export function sqlState(error: unknown): string {
  if (error instanceof AppError && error.code === 'DATABASE_UNAVAILABLE') return sqlState(error.cause);
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** PostgreSQL's own states that somebody asks for by name; those of our functions stand with the feature that they belong to. */
export const SQL_STATE = {
  invalidText: '22P02',
  foreignKeyViolation: '23503',
  uniqueViolation: '23505',
  checkViolation: '23514',
  serializationFailure: '40001',
  deadlock: '40P01',
  /** A statement that was ended after its time. */
  tookTooLong: '57014',
} as const;

/** Whether the error has one of these states. */
export function hasState(error: unknown, ...states: readonly (keyof typeof SQL_STATE)[]): boolean {
  return states.some((name) => SQL_STATE[name] === sqlState(error));
}

/** Whether a unique index refused a row; with `constraint`, whether it was that one. */
export function isDuplicate(error: unknown, constraint?: string): boolean {
  if (!hasState(error, 'uniqueViolation')) return false;
  return constraint === undefined || (error as { constraint?: unknown }).constraint === constraint;
}

/**
 * Whether a statement failed because of what it was given (wrong data, a constraint, a refusal of a function, a deadlock
 * with another), and not because the server or the connection is in trouble.
 */
export function isDataError(error: unknown): boolean {
  return /^(22|23|40|LG|P0)/.test(sqlState(error));
}

const UNFIT_VALUE: ReadonlySet<string> = new Set(['22P02', '22003', '22007', '22008', '22021', '22P05']);

/** Whether a value does not fit its type: too large, no such date, or a text that cannot be kept. */
export function isUnfitValue(error: unknown): boolean {
  return UNFIT_VALUE.has(sqlState(error));
}

/** Two transactions were in each other's way: one of them was taken back as a whole and may be tried again. */
export function isContention(error: unknown): boolean {
  return hasState(error, 'serializationFailure', 'deadlock');
}

/**
 * How PostgreSQL is out of reach, by what is known of the statement:
 * - `setup`: a log-in that it refuses, a database or a name that does not exist: waiting does not help;
 * - `connect`: there is no connection, so nothing was sent;
 * - `ended`: the server said that it ended the statement (it stops, starts, recovers, has no room): nothing was done;
 * - `cut`: the connection broke, and nobody knows whether the statement was carried out;
 * - `busy`: it stood in the way of others again and again: nothing was done.
 */
export type Away = 'setup' | 'connect' | 'ended' | 'cut' | 'busy';

const WAYS: readonly (readonly [RegExp, Away])[] = [
  [/^(28|3D000|ENOTFOUND)/, 'setup'],
  [/^(ECONNREFUSED|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)/, 'connect'],
  // 25006: a server that may not write (a standby, after a failover).
  [/^(53|57P0[1-5]|25006|25P0[34])/, 'ended'],
  [/^(ECONN|EPIPE|ETIMEDOUT|08)/, 'cut'],
];
/** What the driver says by words alone. */
const WORDS: readonly (readonly [RegExp, Away])[] = [
  [/timeout exceeded when trying to connect|connection timeout|not queryable|after calling end/i, 'connect'],
  [/connection (was )?(terminated|ended|closed|destroyed)|read ECONN/i, 'cut'],
];

function wayOf(error: Error): Away | undefined {
  if (tlsProblem(error) !== undefined) return 'setup';
  const state = sqlState(error);
  if (state !== '') return WAYS.find(([pattern]) => pattern.test(state))?.[1];
  return WORDS.find(([pattern]) => pattern.test(error.message))?.[1];
}

/**
 * The error as DATABASE_UNAVAILABLE where it says that PostgreSQL could not be reached; else undefined. This is the one
 * place that decides it, for statements, connections, cursors and streams.
 */
export function unreachable(error: unknown): AppError | undefined {
  const away = error instanceof Error && !(error instanceof AppError) ? wayOf(error) : undefined;
  return away && unavailable(error, away);
}

export function unavailable(error: unknown, away: Away): AppError {
  // A name with several addresses fails once for each of them, and says nothing itself.
  const reasons = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  const why =
    tlsProblem(error) ??
    reasons.map((reason) => (reason instanceof Error ? reason.message : String(reason))).join('; ');
  const what = away === 'busy' ? 'PostgreSQL was busy with others' : 'PostgreSQL is out of reach';
  return new AppError('DATABASE_UNAVAILABLE', { away }, { message: `${what}: ${why}`, cause: error });
}

/** How PostgreSQL is away according to an error that was translated; undefined for every other error. */
export function awayOf(error: unknown): Away | undefined {
  if (!(error instanceof AppError) || error.code !== 'DATABASE_UNAVAILABLE') return undefined;
  return error.data['away'] as Away | undefined;
}
