import type pg from 'pg';
import { AppError } from '../lib/index.ts';

/** What every session of a door to PostgreSQL is to have; an empty role is that of the log-in. */
export interface SessionWish {
  readonly role: string;
  readonly statementTimeoutMs: number;
}

/** Connections that a pooler hands on: the server behind them may be another one with each transaction. */
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
 * Gives a new connection its role and time-outs, once and for all where the session is ours. Poolers refuse such settings at
 * the start of a connection, and behind one they would stay with a server that others get next: there each transaction
 * begins with them ({@link begin}), and no statement has a name. A pooler shows itself: who answers is not who greeted us.
 * Errors: DATABASE_SETTINGS when the role cannot be taken.
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

/** What begins a transaction: behind a pooler with the settings that others keep for the session. */
export function begin(client: object, wish: SessionWish): string {
  if (!isPooled(client)) return 'BEGIN';
  const settings = settingsOf(wish).map(([name, value]) => `SET LOCAL ${name} = '${value}'`);
  return ['BEGIN', ...settings].join('; ');
}

/** A statement of a connection of one's own: behind a pooler in a transaction that has the settings. */
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
 * Asks in SQL whether role and time-out took effect, and refuses to go on without them: in another role a mistake could
 * change what nobody may. Errors: DATABASE_SETTINGS.
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

/** 22023: no such role; 42501: the log-in may not take it. */
function roleRefused(error: unknown, role: string): AppError | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (role === '' || (code !== '22023' && code !== '42501')) return undefined;
  const reason = error instanceof Error ? error.message : '';
  return settingsProblem(`the role ${role} cannot be taken (${reason})`, error);
}

function settingsProblem(reason: string, cause?: unknown): AppError {
  const message = `PostgreSQL does not give what was asked for: ${reason}`;
  return new AppError('DATABASE_SETTINGS', {}, { message, cause });
}

type Query = (first: unknown, ...rest: unknown[]) => unknown;

/** A name would be looked up at another server than the one that was told it. */
function forgetNames(client: pg.ClientBase): void {
  const query = client.query.bind(client) as Query;
  const nameless: Query = (first, ...rest) => query(withoutName(first), ...rest);
  Object.assign(client, { query: nameless });
}

function withoutName(statement: unknown): unknown {
  if (typeof statement !== 'object' || statement === null || 'submit' in statement) return statement;
  return { ...statement, name: undefined };
}
