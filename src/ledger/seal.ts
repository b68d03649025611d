import type { Context } from '../platform/index.ts';
import { checkEntries, verifySums, type Broken } from './verify.ts';

const BLOCKS_PER_CALL = 64;

/** Where a daily closing goes besides the log; a failing call is tried again with the next run. */
export type Publish = (closing: Closing) => Promise<void>;

export interface Closing {
  /** Date in UTC, `2026-11-22`. */
  readonly day: string;
  readonly block: bigint;
  readonly position: bigint;
  /** Hex. */
  readonly hash: string;
}

/**
 * Seals what is settled and publishes the closings of days that ended: to the log, and through `publish` where one is
 * given. Safe to run from several processes and at any time. Gives how many blocks were made.
 */
export async function sealLedger(context: Pick<Context, 'db' | 'log'>, publish?: Publish): Promise<number> {
  let blocks = 0;
  for (;;) {
    const row = await context.db.one<{ made: number }>('SELECT ledger.seal($1) AS made', [BLOCKS_PER_CALL]);
    const made = row?.made ?? 0;
    blocks += made;
    if (made < BLOCKS_PER_CALL) break;
  }
  const { rows } = await context.db.query<Closing>(
    'SELECT day::text, block, position, hash FROM ledger.closings WHERE published_at IS NULL ORDER BY day',
  );
  for (const closing of rows) {
    context.log.info(
      { ...closing, block: Number(closing.block), position: Number(closing.position) },
      'ledger day closed',
    );
    try {
      await publish?.(closing);
      await context.db.query('SELECT ledger.mark_published($1)', [closing.day]);
    } catch (error) {
      context.log.error({ err: error, day: closing.day }, 'ledger closing could not be published');
    }
  }
  return blocks;
}

/** Sends a closing to a webhook as JSON. Throws unless it answers with success within 10 s. */
export function webhookPublisher(url: string): Publish {
  return async ({ day, block, position, hash }) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ day, block: String(block), position: String(position), hash }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`the closing webhook answered ${response.status}`);
  };
}

const CHECK_WINDOW = 20_000n;

/**
 * Checks the entries that were sealed since the last check, their accounts, and the sums of all balances. Remembers how
 * far it came; a problem stops it there, is logged as an error, and comes back with every run until it is resolved.
 */
export async function checkLedger(context: Pick<Context, 'db' | 'log'>): Promise<Broken[]> {
  const state = await context.db.one<{ from: bigint; to: bigint }>(
    `SELECT coalesce((SELECT position FROM ledger.checkpoints), 0) AS from, ledger.sealed_position() AS to`,
  );
  const { from, to } = state ?? { from: 0n, to: 0n };
  const problems: Broken[] = [];
  const sums = await verifySums(context.db);
  if (sums) problems.push(sums);
  for (let at = from; at < to && problems.length === 0; at += CHECK_WINDOW) {
    const end = at + CHECK_WINDOW < to ? at + CHECK_WINDOW : to;
    problems.push(...(await checkEntries(context.db, at, end, true)));
    if (problems.length === 0) await context.db.query('SELECT ledger.set_checkpoint($1)', [end]);
  }
  for (const problem of problems) {
    context.log.error(
      {
        ...problem,
        position: String(problem.position),
        accountId: String(problem.accountId),
        seq: String(problem.seq),
      },
      'ledger check found a problem',
    );
  }
  return problems;
}
