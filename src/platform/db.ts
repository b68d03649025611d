import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Config } from './config.ts';
import { awayOf, isContention, isDataError, unavailable } from './dbErrors.ts';
import type { Logger } from './log.ts';
import { outage } from './outage.ts';
import { translateErrors } from './translate.ts';
import { begin, isPooled, openSession, type SessionWish } from './session.ts';

export type Row = Record<string, unknown>;

/**
 * A statement that each connection plans once, under its name. It is for frequent statements whose planning costs more than
 * their run. It must name its columns, because a plan becomes invalid if its result columns change.
 */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

/** Something that can run a statement: the pool itself, or a client inside a transaction. */
export interface Queryable {
  query<R extends object = Row>(
    statement: string | Prepared,
    values?: readonly unknown[],
  ): Promise<{ rows: R[]; rowCount: number | null }>;
}

/** A connection inside a transaction. All its statements commit or roll back together. */
export interface Tx extends Queryable {
  readonly client: pg.PoolClient;
}

/**
 * Access to PostgreSQL. `bigint` columns arrive as BigInt, `numeric` as text, `timestamptz` as Date.
 * While PostgreSQL does not answer, everything fails with DATABASE_UNAVAILABLE, also the work through `pool`. Before that,
 * work that surely did not run is tried again for some seconds: a statement that was not sent or that the server ended, and
 * a transaction that was not committed, also after a serialisation failure or a deadlock. So the function for `tx` must have
 * no effect outside the transaction.
 */
export interface Db extends Queryable {
  readonly pool: pg.Pool;
  one<R extends object = Row>(text: string, values?: readonly unknown[]): Promise<R | undefined>;
  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Opens a connection that hears notifications. It does not belong to the pool, and it avoids a pooler if there is one. */
  listener(): Promise<Listener>;
  close(): Promise<void>;
}

export interface Listener {
  readonly client: pg.ClientBase;
  /** True if every address leads through a pooler. Then no notification arrives. */
  readonly isDeaf: boolean;
  readonly end: () => void;
}

const INT8_OID = 20;
/** How often work is tried again that collided with other transactions. */
const ATTEMPTS = 4;
/** How long PostgreSQL may be away (a restart, a failover) before callers get an error. */
const PATIENCE_MS = 5000;
const PAUSE_MS = 200;

/** How to connect. Every session takes `role`. `statementTimeoutMs` 0 means no time-out. */
export interface DbOptions {
  url: string;
  /** An address that avoids the pooler, if `url` leads through one. */
  directUrl?: string;
  role: string;
  /** How many connections stay open after their first use. More idle connections are closed. */
  min?: number;
  max: number;
  statementTimeoutMs: number;
  applicationName: string;
  /** How long to wait for a server that does not answer. */
  patienceMs?: number;
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

/** Connects as the owner of the tables, for migrations and for commands of the operator on the server. */
export function ownerOptions(config: Config): DbOptions {
  const url = config.DATABASE_MIGRATION_URL.reveal();
  return { ...dbOptions(config, 'starboard-operator'), url, role: '', min: 0, max: 2 };
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
  translateErrors(pool);
  // If a server goes away, its idle connections break. The pool replaces them on the next use.
  pool.on('error', (error) => outage(log, 'postgres').failed(error));
  // The pool listens only to idle connections. A connection that breaks inside a transaction must not end the process.
  pool.on('connect', (client) =>
    client.on('error', (error) => log.debug({ err: error }, 'a connection to PostgreSQL broke')),
  );
  const patienceMs = options.patienceMs ?? PATIENCE_MS;
  const query: Db['query'] = (statement, values) =>
    patiently({ patienceMs, log }, (step) => alone(pool, options, { statement, values }, step) as never);
  return {
    pool,
    query,
    one: async <R extends object>(text: string, values?: readonly unknown[]) =>
      (await query<R>(text, values)).rows[0],
    tx: (work) => patiently({ patienceMs, log }, (step) => transaction(pool, options, work, step)),
    listener: async () => {
      const client = await pool.connect();
      if (!isPooled(client)) return { client, isDeaf: false, end: () => client.release(true) };
      client.release();
      return direct(options);
    },
    close: () => pool.end(),
  };
}

/** Tries once. If it fails, the result says whether the work may still have been done. */
interface Step {
  isUnsure: (error: unknown) => boolean;
}

async function patiently<T>(
  { patienceMs, log }: { patienceMs: number; log: Logger },
  work: (step: Step) => Promise<T>,
): Promise<T> {
  const until = performance.now() + patienceMs;
  for (let attempt = 1; ; attempt++) {
    const step: Step = { isUnsure: () => false };
    try {
      const result = await work(step);
      outage(log, 'postgres').well();
      return result;
    } catch (error) {
      if (isContention(error)) {
        if (attempt >= ATTEMPTS) throw unavailable(error, 'busy');
        continue;
      }
      const away = awayOf(error);
      if (away !== undefined) outage(log, 'postgres').failed(error);
      const mayRepeat = away !== undefined && away !== 'setup' && !step.isUnsure(error);
      if (!mayRepeat || performance.now() + PAUSE_MS > until) throw error;
      await sleep(PAUSE_MS);
    }
  }
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

/** Runs one statement, which is a transaction of its own. */
async function alone(
  pool: pg.Pool,
  wish: SessionWish,
  { statement, values }: { statement: string | Prepared; values: readonly unknown[] | undefined },
  step: Step,
): Promise<pg.QueryResult> {
  const client = await pool.connect();
  if (isPooled(client)) {
    client.release();
    return transaction(pool, wish, (tx) => run(tx.client, statement, values), step);
  }
  // It was sent but not answered, so it may have run.
  step.isUnsure = (error) => awayOf(error) === 'cut';
  let isWell = false;
  try {
    const result = await run(client, statement, values);
    isWell = true;
    return result;
  } catch (error) {
    // After a refusal the connection is still good. After any other error we do not know its state.
    isWell = isDataError(error);
    throw error;
  } finally {
    client.release(!isWell);
  }
}

async function transaction<T>(
  pool: pg.Pool,
  wish: SessionWish,
  work: (tx: Tx) => Promise<T>,
  step: Step,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin(client, wish));
    const result = await work({
      client,
      query: (statement, values) => run(client, statement, values) as never,
    });
    step.isUnsure = (error) => awayOf(error) !== undefined;
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // If a connection cannot roll back, its state is unknown. We close it, and the server rolls back.
    await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
    // The same read-only server would only answer again.
    if (awayOf(error) !== undefined) broken ??= error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

function bigintParser(oid: number, format?: 'text' | 'binary'): unknown {
  if (oid === INT8_OID && format !== 'binary') return BigInt;
  return pg.types.getTypeParser(oid, format);
}
