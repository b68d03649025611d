import { createBatcher } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import type { Confirmed, Settled } from './change.ts';
import { findPendingEvents, type PendingEvent } from './queries.ts';
import { settleAll } from './settle.ts';
import { storeEvents, type NewEvent, type StoredEvent } from './storeEvents.ts';

/**
 * Takes in and settles the payments of one process. Payments that come at the same time are stored, read, written and
 * posted together.
 */
export interface Settler {
  /** Stores a webhook, with the job that processes it. */
  storeEvent(event: NewEvent): Promise<StoredEvent>;
  /** Undefined when there is no such event. */
  findEvent(eventId: string): Promise<PendingEvent | undefined>;
  settle(confirmed: Confirmed): Promise<Settled>;
}

/** The largest batch of one transaction. A larger one would hold locks for longer and gain little. */
const MOST = 200;

export function createSettler(context: Context): Settler {
  return {
    // Many webhooks at once become one commit after another. Each commit has all that came during the one before.
    storeEvent: createBatcher((events: readonly NewEvent[]) => storeEvents(context, events), {
      most: MOST,
      atOnce: 2,
    }),
    findEvent: createBatcher((ids: readonly string[]) => findPendingEvents(context.db, ids), { most: MOST }),
    settle: createBatcher((batch: readonly Confirmed[]) => settleAll(context, batch), {
      most: MOST,
      atOnce: 2,
    }),
  };
}
