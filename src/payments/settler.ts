import { createBatcher } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import type { Confirmed, Settled } from './change.ts';
import { findPendingEvents, type PendingEvent } from './queries.ts';
import { settleAll } from './settle.ts';

/** One process's way to settle: what comes at the same time is read, written and posted together. */
export interface Settler {
  /** Undefined when there is no such event. */
  findEvent(eventId: string): Promise<PendingEvent | undefined>;
  settle(confirmed: Confirmed): Promise<Settled>;
}

/** Payments of one transaction: more would hold locks for longer and gain little. */
const MOST = 100;

export function createSettler(context: Context): Settler {
  return {
    findEvent: createBatcher((ids: readonly string[]) => findPendingEvents(context.db, ids), { most: MOST }),
    settle: createBatcher((batch: readonly Confirmed[]) => settleAll(context, batch), {
      most: MOST,
      atOnce: 2,
    }),
  };
}
