import type pg from 'pg';
import { AppError } from '../lib/index.ts';
import { sqlState, unavailable, unreachable } from './dbErrors.ts';

type Done = (error: unknown, ...rest: unknown[]) => void;
type Loose = (...given: unknown[]) => unknown;
interface Submittable {
  submit: unknown;
  handleError(error: unknown, connection: unknown): void;
}

/**
 * While PostgreSQL does not answer, makes all work of a pool fail with one kind of error: plain statements, cursors, COPY
 * streams, the session store.
 */
export function translateErrors(pool: pg.Pool): void {
  pool.connect = translated(pool.connect.bind(pool) as Loose, noConnection) as typeof pool.connect;
  // This listener hears that a connection broke before the statement on it fails.
  pool.query = translated(pool.query.bind(pool) as Loose, orItself) as typeof pool.query;
  // Do this before anybody gets the connection.
  pool.on('connect', (client) => {
    client.query = translated(client.query.bind(client) as Loose, orItself) as typeof client.query;
  });
}

/** Nothing was sent, whatever the driver calls the error. A refusal of the server or of TLS with its own name is not changed. */
function noConnection(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const away = unreachable(error)?.data['away'];
  const isRefused = away === 'setup' || (away === undefined && sqlState(error) !== '');
  return unavailable(error, isRefused ? 'setup' : 'connect');
}

function orItself(error: unknown): unknown {
  return unreachable(error) ?? error;
}

/** Wraps a function, so that its errors go through `translate`: by callback, by promise, and in a submitted object. */
function translated(original: Loose, translate: (error: unknown) => unknown): Loose {
  return (...given) => {
    const [first] = given;
    if (isSubmittable(first)) {
      const handle = first.handleError.bind(first);
      first.handleError = (error, connection) => handle(translate(error), connection);
    }
    const last = given.at(-1);
    if (typeof last === 'function') {
      const done = last as Done;
      given[given.length - 1] = (error: unknown, ...rest: unknown[]) =>
        done(error ? translate(error) : error, ...rest);
    }
    const result = original(...given);
    if (!(result instanceof Promise)) return result;
    return result.catch((error: unknown) => {
      throw translate(error);
    });
  };
}

function isSubmittable(value: unknown): value is Submittable {
  return (
    typeof value === 'object' &&
    value !== null &&
    'submit' in value &&
    'handleError' in value &&
    typeof value.handleError === 'function'
  );
}
