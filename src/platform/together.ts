import pLimit from 'p-limit';
import { AppError } from '../lib/index.ts';
import type { Db, Tx } from './db.ts';
import { hasState, isDataError } from './dbErrors.ts';

/** Which rows a batch locks. `free`: it leaves out rows that somebody else has locked. `all`: it waits for them. */
export type Which = 'all' | 'free';

/** `LOCKING[which]` ends a SELECT that locks rows. Say `ORDER BY id` before it. */
export const LOCKING: Readonly<Record<Which, string>> = { all: 'FOR UPDATE', free: 'FOR UPDATE SKIP LOCKED' };

export interface TogetherWork<I, O> {
  /** Names the row that an item is about. Only the first item of each row is in the batch. */
  readonly keyOf: (item: I) => string;
  /** Does these items in one transaction. Leaves out of the result the items whose rows it did not get. */
  readonly work: (tx: Tx, items: readonly I[], which: Which) => Promise<ReadonlyMap<I, O>>;
  /** The error of an item that is left out although nobody else has its row: the row does not exist. */
  readonly unknown: () => AppError;
}

/** How many items of a batch are done one by one at a time. Each takes a connection, and screens need some too. */
const ALONE_AT_ONCE = 4;

/**
 * Does many items in one transaction, so that none suffers from another. An item whose row is busy elsewhere, or is in
 * the batch twice, follows in a transaction of its own. If the batch fails because of one item, each of them does.
 */
export async function together<I, O>(
  db: Db,
  items: readonly I[],
  { keyOf, work, unknown }: TogetherWork<I, O>,
): Promise<(O | Promise<O>)[]> {
  const first = new Map<string, I>();
  for (const item of items) if (!first.has(keyOf(item))) first.set(keyOf(item), item);
  const batch = [...first.values()];
  const done = await db
    .tx((tx) => work(tx, batch, 'free'))
    .catch((error: unknown): ReadonlyMap<I, O> => {
      if (batch.length === 1 || !isOfOne(error)) throw error;
      return new Map();
    });
  const alone = async (item: I): Promise<O> => {
    const own = await db.tx((tx) => work(tx, [item], 'all'));
    if (!own.has(item)) throw unknown();
    return own.get(item) as O;
  };
  const limit = pLimit(ALONE_AT_ONCE);
  return items.map((item) => (done.has(item) ? (done.get(item) as O) : limit(() => alone(item))));
}

/**
 * Whether one item is the cause, and not the database, which would fail each of them again. A statement that took too
 * long waited for a row of one of them.
 */
function isOfOne(error: unknown): boolean {
  if (error instanceof AppError && error.code !== 'DATABASE_UNAVAILABLE') return true;
  return isDataError(error) || hasState(error, 'tookTooLong');
}
