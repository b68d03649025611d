import type pg from 'pg';
import { AppError } from '../lib/index.ts';

/** The settings of every session of a pool. An empty role means the role of the database user. */
export interface SessionWish {
  readonly role: string;
  readonly statementTimeoutMs: number;
}

/** The tests pass on it (docs/ledger.md). */
export const OLDEST_POSTGRES = 15;

/** Connections through a pooler. Each transaction may run on another server process. */
const pooled = new WeakSet<object>();

export function isPooled(client: object): boolean {
  return pooled.has(client);
}

function settingsOf({ role, statementTimeoutMs }: SessionWish): [string, string][] {
  return [
    ...(role === '' ? [] : ([['role', role]] as [string, string][])),
    ['statement_timeout', String(statementTimeoutMs)],
    ['idle_in_transaction_session_timeout', '30000'],
    ['timezone', 'UTC'],
  ];
}

/**
 * Gives a new connection its role and time-outs. If the session is ours, once is enough. Poolers refuse such settings at the
 * start of a connection, and behind a pooler they would stay with a server process that others get next. There each
 * transaction starts with the settings ({@link begin}), and no statement has a name. We recognise a pooler, because the
 * server that answers is not the one that greeted us. Errors: DATABASE_SETTINGS if the role cannot be taken.
 */
export async function openSession(client: pg.ClientBase, wish: SessionWish): Promise<void> {
  const settings = settingsOf(wish);
  const greeted = 'processID' in client && typeof client.processID === 'number' ? client.processID : -1;
  const set = settings.map((_, index) => `set_config($${2 * index + 1}, $${2 * index + 2}, false)`);
  try {
    const { rows } = await client.query<{ ours: boolean }>(
      `SELECT pg_backend_pid() = ${greeted} AS ours,
         CASE WHEN pg_backend_pid() = ${greeted} THEN concat(${set.join(', ')}) END AS done`,
      settings.flat(),
    );
    if (rows[0]?.ours === true) return;
  } catch (error) {
    throw roleRefused(error, wish.role) ?? error;
  }
  pooled.add(client);
  forgetNames(client);
}

/** The start of a transaction. Behind a pooler it contains the settings that otherwise belong to the session. */
export function begin(client: object, wish: SessionWish): string {
  if (!isPooled(client)) return 'BEGIN';
  const settings = settingsOf(wish).map(([name, value]) => `SET LOCAL ${name} = '${value}'`);
  return ['BEGIN', ...settings].join('; ');
}

/** Runs a single statement. Behind a pooler it runs in a transaction with the settings. */
export async function inSession<T>(
  client: pg.ClientBase,
  wish: SessionWish,
  work: () => Promise<T>,
): Promise<T> {
  if (!isPooled(client)) return work();
  await client.query(begin(client, wish));
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/**
 * Checks in SQL that role and time-out took effect, and fails without them: with another role a mistake could change
 * protected data. Errors: DATABASE_SETTINGS.
 */
export async function checkSession(
  q: { query(text: string): Promise<{ rows: object[] }> },
  wish: SessionWish,
): Promise<void> {
  const { rows } = await q
    .query(
      `SELECT current_user::text AS role, (SELECT setting FROM pg_settings WHERE name = 'statement_timeout') AS timeout`,
    )
    .catch((error: unknown) => {
      throw roleRefused(error, wish.role) ?? error;
    });
  const { role, timeout } = (rows[0] ?? {}) as { role?: string; timeout?: string };
  if (wish.role !== '' && role !== wish.role)
    throw settingsProblem(`the role ${wish.role} is wanted, but statements run as ${role}`);
  if (timeout !== String(wish.statementTimeoutMs))
    throw settingsProblem(`a time-out of ${wish.statementTimeoutMs} ms is wanted, but it is ${timeout}`);
}

/** Errors: DATABASE_SETTINGS if PostgreSQL is older than OLDEST_POSTGRES. */
export async function checkServer(q: { query(text: string): Promise<{ rows: object[] }> }): Promise<void> {
  const { rows } = await q.query(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::integer AS number`,
  );
  const { version = '', number = 0 } = (rows[0] ?? {}) as { version?: string; number?: number };
  if (Math.floor(number / 10_000) < OLDEST_POSTGRES)
    throw settingsProblem(`version ${OLDEST_POSTGRES} or newer is needed, but it is ${version}`);
}

/** 22023: no such role; 42501: the database user may not take it. */
function roleRefused(error: unknown, role: string): AppError | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (role === '' || (code !== '22023' && code !== '42501')) return undefined;
  const reason = error instanceof Error ? error.message : '';
  return settingsProblem(`the role ${role} cannot be taken (${reason})`, error);
}

function settingsProblem(reason: string, cause?: unknown): AppError {
  const message = `PostgreSQL does not accept our settings: ${reason}`;
  return new AppError('DATABASE_SETTINGS', {}, { message, cause });
}

type Query = (first: unknown, ...rest: unknown[]) => unknown;

/** Behind a pooler another server process may get the statement, and it does not know the name. */
function forgetNames(client: pg.ClientBase): void {
  const query = client.query.bind(client) as Query;
  const nameless: Query = (first, ...rest) => query(withoutName(first), ...rest);
  Object.assign(client, { query: nameless });
}

function withoutName(statement: unknown): unknown {
  if (typeof statement !== 'object' || statement === null || 'submit' in statement) return statement;
  return { ...statement, name: undefined };
}
