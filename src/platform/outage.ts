import { AppError } from '../lib/index.ts';
import { awayOf } from './dbErrors.ts';
import type { Logger } from './log.ts';

/** Logs one line when an outside service goes away and one when it is back, however often it was tried in between. */
export interface Outage {
  failed(error: unknown): void;
  well(): void;
}

/** The service counts as back after this time without a failure, because some connections come back before others. */
const QUIET_MS = 1500;

/** The outages are kept per log, so that all parts of a process together report an outage once. */
const known = new WeakMap<Logger, Map<string, Outage>>();

export function outage(log: Logger, what: string): Outage {
  const own = known.get(log) ?? new Map<string, Outage>();
  known.set(log, own);
  const found = own.get(what) ?? createOutage(log, what);
  own.set(what, found);
  return found;
}

/** Texts of Redis for a refused write, and of its client for a missing connection. */
const REFUSED = /^(READONLY|OOM|MISCONF|NOREPLICAS|CLUSTERDOWN)\b/;
const NO_REDIS =
  /Connection is closed|Stream isn't writeable|Command timed out|MaxRetriesPerRequest|slots cache|LOADING|MASTERDOWN/;

/** Names the service that an error is about, if another part already reports its outage. Each outage is reported once. */
export function outageOf(error: unknown): string | undefined {
  if (awayOf(error) !== undefined) return 'postgres';
  if (error instanceof AppError) return error.code === 'REDIS_UNAVAILABLE' ? 'redis' : undefined;
  const message = error instanceof Error ? `${error.name} ${error.message}` : '';
  if (error instanceof Error && REFUSED.test(error.message)) return 'redis writes';
  return NO_REDIS.test(message) ? 'redis' : undefined;
}

function createOutage(log: Logger, what: string): Outage {
  let since: number | undefined;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  const tellBack = (): void => {
    timer = undefined;
    if (since === undefined) return;
    const seconds = Math.round((performance.now() - since) / 1000);
    log.warn({ outage: what, failures, seconds }, `${what} is back`);
    since = undefined;
  };
  return {
    failed: (error) => {
      const owner = outageOf(error) ?? what;
      if (owner !== what) return outage(log, owner).failed(error);
      clearTimeout(timer);
      timer = undefined;
      if (since !== undefined) return void failures++;
      since = performance.now();
      failures = 1;
      log.warn({ outage: what, err: error }, `${what} is away`);
    },
    well: () => {
      if (since === undefined || timer) return;
      timer = setTimeout(tellBack, QUIET_MS);
      timer.unref();
    },
  };
}
