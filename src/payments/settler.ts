import { createBatcher } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import type { Confirmed, Settled } from './change.ts';
import { findPendingEvents, type PendingEvent } from './queries.ts';
import { settleAll } from './settle.ts';
import { storeEvents, type NewEvent, type StoredEvent } from './storeEvents.ts';

/** One process's way to take in and settle payments: what comes at the same time is stored, read, written and posted together. */
export interface Settler {
  /** Keeps a webhook, with the job that works it off. */
  storeEvent(event: NewEvent): Promise<StoredEvent>;
  /** Undefined when there is no such event. */
  findEvent(eventId: string): Promise<PendingEvent | undefined>;
  settle(confirmed: Confirmed): Promise<Settled>;
}

/** Of one transaction: more would hold locks for longer and gain little. */
const MOST = 200;

export function createSettler(context: Context): Settler {
  return {
    // A crowd of webhooks is one commit after another, each with all that came meanwhile.
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
