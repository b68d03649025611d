import type { Context } from '../platform/index.ts';
import {
  checkAccounts,
  checkBlock,
  checkEnd,
  checkEntries,
  checkSums,
  START,
  type Broken,
} from './checks.ts';

const BLOCKS_PER_CALL = 64;

/**
 * Sends a daily closing to another place besides the log. After a failure the next run tries again, the oldest day first. If
 * an answer is lost, the closing comes twice.
 */
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
 * Seals the complete positions and publishes the closings of days that ended: to the log, and through `publish` if it is
 * given. Several processes may run it at any time. Returns the number of new blocks.
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
    `SELECT to_char(day, 'YYYY-MM-DD') AS day, block, position, hash FROM ledger.closings WHERE published_at IS NULL ORDER BY day`,
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
      context.log.error({ err: error, day: closing.day }, 'a closing of the ledger could not be published');
      break; // the receiver does not answer: the later days wait
    }
  }
  return blocks;
}

/** Sends a closing to a webhook as JSON. Throws if the webhook does not answer with success within 10 s. */
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
/** How many old blocks each run checks again, round and round: 65 000 transfers. */
const BLOCKS_PER_CHECK = 64n;

interface Checkpoint {
  position: bigint;
  account: bigint;
  block: bigint;
}

/**
 * Checks the entries that were sealed since the last check and their accounts, the end of the log, and the sums of all
 * balances. Each run also checks some accounts and some sealed blocks, round and round, so that every old row is checked
 * again. It stores its position. A problem stops it there, is logged as an error, and every run reports it until it is solved.
 */
export async function checkLedger(context: Pick<Context, 'db' | 'log'>): Promise<Broken[]> {
  const { db } = context;
  const state = await db.one<Checkpoint & { sealed: bigint; blocks: bigint }>(
    `SELECT coalesce(max(c.position), 0) AS position, coalesce(max(c.account), $1) AS account, coalesce(max(c.block), 0) AS block,
       ledger.sealed_position() AS sealed, (SELECT coalesce(max(number), 0) FROM ledger.blocks) AS blocks
     FROM ledger.checkpoints c`,
    [START],
  );
  if (!state) return [];
  const { sealed, blocks } = state;
  let { position, account, block } = state;
  const problems = [await checkSums(db), await checkEnd(db)].filter((broken) => broken !== undefined);
  const remember = (): Promise<unknown> =>
    db.query('SELECT ledger.set_checkpoint($1, $2, $3)', [position, account, block]);

  while (position < sealed && problems.length === 0) {
    const end = position + CHECK_WINDOW < sealed ? position + CHECK_WINDOW : sealed;
    problems.push(...(await checkEntries(db, position, end, true)));
    if (problems.length > 0) break;
    position = end;
    await remember();
  }
  for (let i = 0n; i < BLOCKS_PER_CHECK && i < blocks && problems.length === 0; i++) {
    const next = block < blocks ? block + 1n : 1n;
    const broken = await checkBlock(db, next);
    if (broken) problems.push(broken);
    else block = next;
  }
  if (problems.length === 0) {
    const page = await checkAccounts(db, account);
    if (page.broken) problems.push(page.broken);
    else account = page.last ?? START;
    await remember();
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
