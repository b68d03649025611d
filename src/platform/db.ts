import pg from 'pg';
import { AppError } from '../lib/index.ts';
import type { Config } from './config.ts';
import type { Logger } from './log.ts';
import { begin, isPooled, openSession, type SessionWish } from './session.ts';
import { tlsProblem } from './tls.ts';

export type Row = Record<string, unknown>;

/**
 * A statement that each connection plans once, under its name: for the hot paths, where planning costs more than
 * running. It must name its columns, since a plan does not survive a change of what it gives.
 */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

/** What can run a statement: the pool itself, or a client inside a transaction. */
export interface Queryable {
  query<R extends object = Row>(
    statement: string | Prepared,
    values?: readonly unknown[],
  ): Promise<{ rows: R[]; rowCount: number | null }>;
}

/** A connection inside a transaction: everything that is done through it commits or rolls back together. */
export interface Tx extends Queryable {
  readonly client: pg.PoolClient;
}

/**
 * Access to PostgreSQL. `bigint` columns arrive as BigInt, `numeric` as text, `timestamptz` as Date.
 * `tx` repeats the whole function after a serialisation failure or a deadlock (40001, 40P01), so the function must
 * have no effect outside the transaction.
 */
export interface Db extends Queryable {
  readonly pool: pg.Pool;
  one<R extends object = Row>(text: string, values?: readonly unknown[]): Promise<R | undefined>;
  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** A connection that hears notifications; it is taken out of the pool, and goes round a pooler where there is one. */
  listener(): Promise<Listener>;
  close(): Promise<void>;
}

export interface Listener {
  readonly client: pg.ClientBase;
  /** Every way leads through a pooler, behind which nothing is heard. */
  readonly isDeaf: boolean;
  readonly end: () => void;
}

const INT8_OID = 20;
const RETRIED = new Set(['40001', '40P01']);
const ATTEMPTS = 4;

/** How to connect: `role` is taken by every session, `statementTimeoutMs` 0 means none. */
export interface DbOptions {
  url: string;
  /** A way round the pooler that `url` may lead through. */
  directUrl?: string;
  role: string;
  /** Connections that stay open once they were needed; above them the idle ones are closed. */
  min?: number;
  max: number;
  statementTimeoutMs: number;
  applicationName: string;
}

export function dbOptions(config: Config, applicationName = 'starboard'): DbOptions {
  return {
    url: config.DATABASE_URL.reveal(),
    directUrl: config.DATABASE_MIGRATION_URL.reveal(),
    role: config.DATABASE_ROLE,
    min: config.DATABASE_POOL_SIZE,
    max: config.DATABASE_POOL_SIZE + config.DATABASE_MAX_OVERFLOW,
    statementTimeoutMs: 15_000,
    applicationName,
  };
}

export function createDb(options: DbOptions, log: Logger): Db {
  const pool = new pg.Pool({
    connectionString: options.url,
    onConnect: (client: pg.ClientBase) => openSession(client, options),
    min: options.min ?? 0,
    max: options.max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    application_name: options.applicationName,
    types: { getTypeParser: bigintParser as typeof pg.types.getTypeParser },
  });
  // A server that goes away breaks idle connections; the pool replaces them on the next use.
  pool.on('error', (error) => log.warn({ err: error }, 'database connection lost'));
  // The pool listens only while a connection is idle; one that is cut inside a transaction must not end the process.
  pool.on('connect', (client) => client.on('error', (error) => log.debug({ err: error }, 'connection cut')));

  const db: Db = {
    pool,
    query: (statement, values) => alone(pool, options, { statement, values }) as never,
    one: async <R extends object>(text: string, values?: readonly unknown[]) => {
      const { rows } = await alone(pool, options, { statement: text, values });
      return rows[0] as R | undefined;
    },
    tx: async (work) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await transaction(pool, options, work);
        } catch (error) {
          if (attempt >= ATTEMPTS || !RETRIED.has(sqlState(error))) throw error;
        }
      }
    },
    listener: async () => {
      const client = await pool.connect();
      if (!isPooled(client)) return { client, isDeaf: false, end: () => client.release(true) };
      client.release();
      return direct(options);
    },
    close: () => pool.end(),
  };
  return db;
}

function run(
  on: pg.PoolClient,
  statement: string | Prepared,
  values: readonly unknown[] | undefined,
): Promise<pg.QueryResult> {
  return typeof statement === 'string'
    ? on.query(statement, values as unknown[])
    : on.query({ ...statement, values: values as unknown[] });
}

async function direct(options: DbOptions): Promise<Listener> {
  const client = new pg.Client({
    connectionString: options.directUrl ?? options.url,
    application_name: options.applicationName,
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => {});
  await client.connect();
  await openSession(client, options);
  return { client, isDeaf: isPooled(client), end: () => void client.end().catch(() => {}) };
}

/** One statement, which is a transaction of its own. */
async function alone(
  pool: pg.Pool,
  wish: SessionWish,
  { statement, values }: { statement: string | Prepared; values: readonly unknown[] | undefined },
): Promise<pg.QueryResult> {
  const client = await pool.connect();
  if (isPooled(client)) {
    client.release();
    return transaction(pool, wish, (tx) => run(tx.client, statement, values));
  }
  let isWell = false;
  try {
    const result = await run(client, statement, values);
    isWell = true;
    return result;
  } catch (error) {
    // A refusal leaves the connection well; anything else says nothing about how it stands.
    isWell = isDataError(error);
    throw error;
  } finally {
    client.release(!isWell);
  }
}

async function transaction<T>(pool: pg.Pool, wish: SessionWish, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    if (error instanceof AppError) throw error;
    throw unreachable(error) ?? new AppError('DATABASE_UNAVAILABLE', {}, { cause: error });
  });
  let broken: Error | undefined;
  try {
    await client.query(begin(client, wish));
    const result = await work({
      client,
      query: (statement, values) => run(client, statement, values) as never,
    });
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // A connection that cannot roll back is in an unknown state: it is thrown away, the server rolls back.
    await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The five-character SQLSTATE of a PostgreSQL error, or an empty text. */
export function sqlState(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
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

/** No way to the server, a log-in that it refuses, a database that it has not, or a server that starts or stops. */
const UNREACHABLE =
  /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|08|28|3D000|53300|57P0[1-3])/;

/** The error as DATABASE_UNAVAILABLE where it says that PostgreSQL could not be reached; else undefined. */
export function unreachable(error: unknown): AppError | undefined {
  const tls = tlsProblem(error);
  if (tls !== undefined)
    return new AppError(
      'DATABASE_UNAVAILABLE',
      {},
      { message: `PostgreSQL is out of reach: ${tls}`, cause: error },
    );
  if (!UNREACHABLE.test(sqlState(error))) return undefined;
  // A name with several addresses fails once for each of them, and says nothing itself.
  const reasons = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  const why = reasons.map((reason) => (reason instanceof Error ? reason.message : String(reason))).join('; ');
  return new AppError(
    'DATABASE_UNAVAILABLE',
    {},
    { message: `PostgreSQL is out of reach: ${why}`, cause: error },
  );
}

function bigintParser(oid: number, format?: 'text' | 'binary'): unknown {
  if (oid === INT8_OID && format !== 'binary') return BigInt;
  return pg.types.getTypeParser(oid, format);
}
