import type { Queryable } from '../platform/index.ts';
import {
  checkAccounts,
  checkBlock,
  checkClosings,
  checkEntries,
  checkLinks,
  checkSums,
  END,
  START,
  type Broken,
} from './checks.ts';

export interface Verification {
  readonly blocks: number;
  readonly transfers: bigint;
  /** Hash of the last block. Compare it with the one that was published outside. */
  readonly head: string | null;
  /** The first broken row, in the order of the log. Undefined if everything is right. */
  readonly broken: Broken | undefined;
}

const WINDOW = 20_000n;

type Progress = (done: bigint) => void;

/**
 * Checks the whole ledger: every sealed block with its rows and the chain, every entry with the one before it, every
 * account with its last entry, every link, every closing, and the sums. It only reads, a bounded number of rows at a
 * time, and may run during postings. `published` are closings from outside (day and hash). Without them nobody can find
 * a chain that was rewritten as a whole, or a log that was cut together with everything made from it.
 */
export async function verifyLedger(
  q: Queryable,
  options: {
    published?: ReadonlyMap<string, string>;
    onProgress?: (done: bigint, total: bigint) => void;
  } = {},
): Promise<Verification> {
  const { rows } = await q.query<{ blocks: bigint; sealed: bigint; last: bigint; head: string | null }>(
    `SELECT coalesce(max(number), 0) AS blocks, ledger.sealed_position() AS sealed, ledger.last_position() AS last,
       (SELECT hash FROM ledger.blocks ORDER BY number DESC LIMIT 1) AS head
     FROM ledger.blocks`,
  );
  const { blocks, sealed, last, head } = rows[0] ?? { blocks: 0n, sealed: 0n, last: 0n, head: null };
  const total = sealed + last;
  const rowsOff = [
    await verifyBlocks(q, blocks, (number) => options.onProgress?.((sealed * number) / blocks, total)),
    await verifyEntries(q, last, (position) => options.onProgress?.(sealed + position, total)),
  ].filter((broken) => broken !== undefined);
  rowsOff.sort((a, b) => compare(a.position ?? 0n, b.position ?? 0n));
  // The next checks name an account, a sum or a day, not a row. So they run only if every row is right.
  const broken =
    rowsOff[0] ??
    (await verifyAccounts(q)) ??
    (await checkSums(q)) ??
    (await verifyLinks(q)) ??
    (await checkClosings(q, options.published ?? new Map()));
  return { blocks: Number(blocks), transfers: await countTransfers(q, sealed, last), head, broken };
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}

async function verifyBlocks(q: Queryable, blocks: bigint, onProgress: Progress): Promise<Broken | undefined> {
  for (let number = 1n; number <= blocks; number++) {
    const broken = await checkBlock(q, number);
    if (broken) return broken;
    onProgress(number);
  }
  return undefined;
}

/** From the first possible position to the last, so that a row outside of the log is found too. */
async function verifyEntries(q: Queryable, last: bigint, onProgress: Progress): Promise<Broken | undefined> {
  for (let from = START; from < last || from === START;) {
    const to = (from === START ? 0n : from) + WINDOW;
    const [broken] = await checkEntries(q, from, to < last ? to : END, false);
    if (broken) return broken;
    onProgress(to < last ? to : last);
    from = to;
  }
  return undefined;
}

async function verifyAccounts(q: Queryable): Promise<Broken | undefined> {
  let after: bigint | null = START;
  while (after !== null) {
    const page: Awaited<ReturnType<typeof checkAccounts>> = await checkAccounts(q, after);
    if (page.broken) return page.broken;
    after = page.last;
  }
  return undefined;
}

async function verifyLinks(q: Queryable): Promise<Broken | undefined> {
  let after: string | null = '00000000-0000-0000-0000-000000000000';
  while (after !== null) {
    const page: Awaited<ReturnType<typeof checkLinks>> = await checkLinks(q, after);
    if (page.broken) return page.broken;
    after = page.last;
  }
  return undefined;
}

async function countTransfers(q: Queryable, sealed: bigint, last: bigint): Promise<bigint> {
  const { rows } = await q.query<{ n: bigint }>(
    `SELECT (SELECT coalesce(sum(transfers), 0)::bigint FROM ledger.blocks WHERE last_position <= $1)
       + (SELECT count(*) FROM ledger.transfers WHERE position > $1 AND position <= $2) AS n`,
    [sealed, last],
  );
  return rows[0]?.n ?? 0n;
}
