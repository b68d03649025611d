import { createBatcher } from '../lib/index.ts';
import type { Context, Db } from '../platform/index.ts';
import { beginAll } from './begin.ts';
import { finishAll } from './finish.ts';
import { learnAll } from './learn.ts';
import { findOrders } from './read.ts';
import { markSupplierEvents, readSupplierEvents, storeSupplierEvents } from './storedEvents.ts';

/** The largest batch of one transaction. A larger one would hold locks for longer and gain little. */
const MOST = 200;

/**
 * Makes the places where the deliveries of one process are collected. What comes at the same time is stored, read, locked,
 * planned, written and posted together.
 */
function createBatches(context: Context) {
  const { db } = context;
  const collect = <I, O>(
    work: (items: readonly I[]) => Promise<readonly (O | Promise<O>)[]>,
    atOnce = 1,
  ): ((item: I) => Promise<O>) => createBatcher(work, { most: MOST, atOnce });
  return {
    storeEvent: collect(
      (events: Parameters<typeof storeSupplierEvents>[1]) => storeSupplierEvents(context, events),
      2,
    ),
    findEvent: collect((ids: readonly string[]) => readSupplierEvents(db, ids)),
    markApplied: collect((ids: readonly string[]) => markSupplierEvents(db, ids)),
    findOrder: collect((ids: readonly string[]) => findOrders(db, ids)),
    begin: collect((batch: Parameters<typeof beginAll>[1]) => beginAll(context, batch), 2),
    finish: collect((batch: Parameters<typeof finishAll>[1]) => finishAll(context, batch), 2),
    learn: collect((batch: Parameters<typeof learnAll>[1]) => learnAll(context, batch), 1),
  };
}

// One set per database. Inside a transaction of the caller, `db` is that transaction, and its work must stay there.
const known = new WeakMap<Db, ReturnType<typeof createBatches>>();

/** The places where this process collects its deliveries. */
export function batchesOf(context: Context): ReturnType<typeof createBatches> {
  const found = known.get(context.db) ?? createBatches(context);
  known.set(context.db, found);
  return found;
}
