import { AppError } from '../lib/index.ts';
import { tlsProblem } from './tls.ts';

/** Returns the five-character SQLSTATE of a PostgreSQL error, also of a translated one, or an empty text. */
export function sqlState(error: unknown): string {
  if (error instanceof AppError && error.code === 'DATABASE_UNAVAILABLE') return sqlState(error.cause);
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** PostgreSQL's own states that our code uses by name. The states of our functions are in the feature that uses them. */
export const SQL_STATE = {
  invalidText: '22P02',
  foreignKeyViolation: '23503',
  uniqueViolation: '23505',
  checkViolation: '23514',
  serializationFailure: '40001',
  deadlock: '40P01',
  /** A lock was not given within `lock_timeout`. */
  lockNotAvailable: '55P03',
  /** The statement time-out ended the statement. */
  tookTooLong: '57014',
} as const;

/** Says whether the error has one of these states. */
export function hasState(error: unknown, ...states: readonly (keyof typeof SQL_STATE)[]): boolean {
  return states.some((name) => SQL_STATE[name] === sqlState(error));
}

/** Says whether a unique index refused a row. With `constraint`: whether it was that index. */
export function isDuplicate(error: unknown, constraint?: string): boolean {
  if (!hasState(error, 'uniqueViolation')) return false;
  return constraint === undefined || (error as { constraint?: unknown }).constraint === constraint;
}

/**
 * Says whether a statement failed because of its input (wrong data, a constraint, a refusal of a function, a deadlock), and
 * not because of a problem with the server or the connection.
 */
export function isDataError(error: unknown): boolean {
  return /^(22|23|40|DL|LG|P0|TP)/.test(sqlState(error));
}

const UNFIT_VALUE: ReadonlySet<string> = new Set(['22P02', '22003', '22007', '22008', '22021', '22P05']);

/** Says whether a value does not fit its type: too large, an invalid date, or a text that cannot be stored. */
export function isUnfitValue(error: unknown): boolean {
  return UNFIT_VALUE.has(sqlState(error));
}

/** Says whether two transactions collided. PostgreSQL rolled one of them back as a whole, and it may be tried again. */
export function isContention(error: unknown): boolean {
  return hasState(error, 'serializationFailure', 'deadlock');
}

/**
 * Why PostgreSQL cannot be reached, and what we know about the statement:
 * - `setup`: it refuses the log-in, or the database or host name does not exist. Waiting does not help;
 * - `connect`: there is no connection, so nothing was sent;
 * - `ended`: the server says that it ended the statement (it stops, starts, recovers, is full). Nothing was done;
 * - `cut`: the connection broke, and nobody knows whether the statement ran;
 * - `busy`: the transaction collided with others again and again. Nothing was done.
 */
export type Away = 'setup' | 'connect' | 'ended' | 'cut' | 'busy';

const WAYS: readonly (readonly [RegExp, Away])[] = [
  [/^(28|3D000|ENOTFOUND)/, 'setup'],
  [/^(ECONNREFUSED|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)/, 'connect'],
  // 25006: the server is read-only (a standby, after a failover).
  [/^(53|57P0[1-5]|25006|25P0[34])/, 'ended'],
  [/^(ECONN|EPIPE|ETIMEDOUT|08)/, 'cut'],
];
/** Errors of the driver that have only a text and no code. */
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
 * Turns an error into DATABASE_UNAVAILABLE if it says that PostgreSQL could not be reached; otherwise undefined. Only this
 * function decides it, for statements, connections, cursors and streams.
 */
export function unreachable(error: unknown): AppError | undefined {
  const away = error instanceof Error && !(error instanceof AppError) ? wayOf(error) : undefined;
  return away && unavailable(error, away);
}

export function unavailable(error: unknown, away: Away): AppError {
  // A name with several addresses has one error for each address and no text of its own.
  const reasons = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  const why =
    tlsProblem(error) ??
    reasons.map((reason) => (reason instanceof Error ? reason.message : String(reason))).join('; ');
  const what = away === 'busy' ? 'PostgreSQL was busy with others' : 'PostgreSQL is out of reach';
  return new AppError('DATABASE_UNAVAILABLE', { away }, { message: `${what}: ${why}`, cause: error });
}

/** Says why PostgreSQL could not be reached, from a translated error. Undefined for every other error. */
export function awayOf(error: unknown): Away | undefined {
  if (!(error instanceof AppError) || error.code !== 'DATABASE_UNAVAILABLE') return undefined;
  return error.data['away'] as Away | undefined;
}
