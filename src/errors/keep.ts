import { setTimeout as sleep } from 'node:timers/promises';
import { within } from '../lib/index.ts';
import { isUnfitValue, outage, type Context } from '../platform/index.ts';
import { storeErrors } from './store.ts';
import { createTracker, type Tracker } from './tracker.ts';

/** What was counted is stored together, after this time. */
const EVERY_MS = 3000;
/** A stop waits this long for the last round. PostgreSQL may be away. */
const LAST_MS = 5000;

/**
 * Stores what this process counted, and hands it to the service that collects errors, every few seconds and at the end.
 * While PostgreSQL is away the counts wait in memory. If the process is killed, the last seconds of counting are lost, and
 * nothing else. Returns the function that ends it.
 */
export function keepErrors(context: Context, everyMs = EVERY_MS): () => Promise<void> {
  const stop = new AbortController();
  const { signal } = stop;
  const tracker = createTracker(context.config).catch((error: unknown) => {
    context.log.warn({ err: error }, 'errors are not sent to ERROR_TRACKING_DSN');
    return undefined;
  });
  const loop = async (): Promise<void> => {
    const sender = await tracker;
    // The last round comes after the stop, however early that was.
    do {
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
      await flushErrors(context, sender);
    } while (!signal.aborted);
    await sender?.close();
  };
  const running = loop();
  return async () => {
    stop.abort();
    await within(running, LAST_MS, new Error('late')).catch(() => undefined);
  };
}

/** One round. Never throws. */
export async function flushErrors(context: Context, tracker?: Tracker): Promise<void> {
  const groups = context.errors.take();
  if (groups.length === 0) return;
  tracker?.send(groups);
  try {
    await storeErrors(context, groups);
    outage(context.log, 'counting of errors').well();
  } catch (error) {
    // What no column can store would fail again and again, and take the rest with it.
    if (!isUnfitValue(error)) context.errors.giveBack(groups);
    outage(context.log, 'counting of errors').failed(error);
  }
}
