import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE_MS } from '../lib/index.ts';
import { outage, type Logger } from '../platform/index.ts';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = MINUTE_MS;

/** Tries until it works or `signal` says stop, with longer and longer pauses. Never throws. */
export async function tryUntilDone(
  what: string,
  work: () => Promise<void>,
  { log, signal }: { log: Logger; signal: AbortSignal },
): Promise<void> {
  for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      await work();
      outage(log, what).well();
      return;
    } catch (error) {
      if (signal.aborted) return;
      outage(log, what).failed(error);
      await pause(pauseMs, signal);
    }
  }
}

/** Waits, or returns at once when `signal` says stop. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
