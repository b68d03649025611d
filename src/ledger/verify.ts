import type { Queryable } from '../platform/index.ts';

/** What is wrong, and where: the row is named as exactly as can be. */
export interface Broken {
  readonly problem: string;
  readonly position: bigint | null;
  readonly journalId: string | null;
  readonly line: number | null;
  readonly accountId: bigint | null;
  readonly seq: bigint | null;
}

export interface Verification {
  readonly blocks: number;
  readonly transfers: bigint;
  /** Hash of the last block; compare it with what was published outside. */
  readonly head: string | null;
  /** The first broken row, in the order of the log; undefined when all is well. */
  readonly broken: Broken | undefined;
}

const WINDOW = 20_000n;
const COLUMNS = `problem, position, journal_id AS "journalId", line`;

/**
 * Walks the whole ledger: every sealed block against its rows and the chain, every entry against the one before it,
 * every account against its last entry, and the sums. Reads only; may run beside postings. `published` are closings
 * as they were written outside (day and hash): a chain that was rewritten whole is found by them.
 */
export async function verifyLedger(
  q: Queryable,
  options: {
    published?: ReadonlyMap<string, string>;
    onProgress?: (done: bigint, total: bigint) => void;
  } = {},
): Promise<Verification> {
  const { rows } = await q.query<{ blocks: bigint; sealed: bigint; last: bigint; head: string | null }>(
    `SELECT coalesce(max(number), 0) AS blocks, ledger.sealed_position() AS sealed,
       coalesce((SELECT max(position) FROM ledger.transfers), 0) AS last,
       (SELECT hash FROM ledger.blocks ORDER BY number DESC LIMIT 1) AS head
     FROM ledger.blocks`,
  );
  const { blocks, sealed, last, head } = rows[0] ?? { blocks: 0n, sealed: 0n, last: 0n, head: null };
  const total = sealed + last;
  const rowsOff = [
    await verifyBlocks(q, blocks, (position) => options.onProgress?.(position, total)),
    await verifyEntries(q, last, (position) => options.onProgress?.(sealed + position, total)),
  ].filter((broken) => broken !== undefined);
  rowsOff.sort((a, b) => Number((a.position ?? 0n) - (b.position ?? 0n)));
  // What follows names an account, a sum or a day, not a row: it is asked only when every row is right.
  const broken =
    rowsOff[0] ??
    (await checkEntries(q, 0n, 0n, true))[0] ??
    (await verifySums(q)) ??
    (await verifyPublished(q, options.published ?? new Map()));
  return { blocks: Number(blocks), transfers: last, head, broken };
}

async function verifyBlocks(
  q: Queryable,
  blocks: bigint,
  onProgress: (position: bigint) => void,
): Promise<Broken | undefined> {
  for (let number = 1n; number <= blocks; number++) {
    const { rows } = await q.query<Pick<Broken, 'problem' | 'position' | 'journalId' | 'line'>>(
      `SELECT ${COLUMNS} FROM ledger.verify_block($1)`,
      [number],
    );
    if (rows[0]) return { accountId: null, seq: null, ...rows[0] };
    onProgress(number * 1024n);
  }
  return undefined;
}

async function verifyEntries(
  q: Queryable,
  last: bigint,
  onProgress: (position: bigint) => void,
): Promise<Broken | undefined> {
  for (let from = 0n; from < last; from += WINDOW) {
    const [broken] = await checkEntries(q, from, from + WINDOW, false);
    if (broken) return broken;
    onProgress(from + WINDOW < last ? from + WINDOW : last);
  }
  return undefined;
}

/**
 * Problems among the entries with positions above `from` up to `to`. `heads` also compares the accounts that they touch
 * with their last entries; from 0 it compares every account.
 */
export async function checkEntries(
  q: Queryable,
  from: bigint,
  to: bigint,
  heads: boolean,
): Promise<Broken[]> {
  const { rows } = await q.query<Broken>(
    `SELECT ${COLUMNS}, account_id AS "accountId", seq FROM ledger.check_entries($1, $2, $3)`,
    [from, to, heads],
  );
  return rows;
}

export async function verifySums(q: Queryable): Promise<Broken | undefined> {
  const { rows } = await q.query<{ asset: string; balance: string }>('SELECT * FROM ledger.check_sums()');
  const [off] = rows;
  return off && nowhere(`balances of ${off.asset} sum to ${off.balance}`);
}

async function verifyPublished(
  q: Queryable,
  published: ReadonlyMap<string, string>,
): Promise<Broken | undefined> {
  for (const [day, hash] of published) {
    const { rows } = await q.query<{ hash: string; block_hash: string | null }>(
      `SELECT c.hash, b.hash AS block_hash FROM ledger.closings c LEFT JOIN ledger.blocks b ON b.number = c.block WHERE c.day = $1`,
      [day],
    );
    if (rows[0]?.hash !== hash || rows[0].block_hash !== hash)
      return nowhere(`closing of ${day} is not what was published`);
  }
  return undefined;
}

function nowhere(problem: string): Broken {
  return { problem, position: null, journalId: null, line: null, accountId: null, seq: null };
}
