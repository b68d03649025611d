import type { Logger } from './log.ts';

/** One line when something outside goes away and one when it is back, however often it was tried in between. */
export interface Outage {
  failed(error: unknown): void;
  well(): void;
}

/** It counts as back when nothing failed for so long: of several connections some are back before others. */
const SETTLE_MS = 1500;

/** What is away belongs to the log that tells of it, so that all parts of a process tell it once. */
const known = new WeakMap<Logger, Map<string, Outage>>();

export function outage(log: Logger, what: string): Outage {
  const own = known.get(log) ?? new Map<string, Outage>();
  known.set(log, own);
  const found = own.get(what) ?? createOutage(log, what);
  own.set(what, found);
  return found;
}

function createOutage(log: Logger, what: string): Outage {
  let since: number | undefined;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  const settle = (): void => {
    timer = undefined;
    if (since === undefined) return;
    const seconds = Math.round((performance.now() - since) / 1000);
    log.warn({ outage: what, failures, seconds }, `${what} is back`);
    since = undefined;
  };
  return {
    failed: (error) => {
      clearTimeout(timer);
      timer = undefined;
      if (since !== undefined) return void failures++;
      since = performance.now();
      failures = 1;
      log.warn({ outage: what, err: error }, `${what} is away`);
    },
    well: () => {
      if (since === undefined || timer) return;
      timer = setTimeout(settle, SETTLE_MS);
      timer.unref();
    },
  };
}
