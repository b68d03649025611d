import { setTimeout as sleep } from 'node:timers/promises';
import { DAY_SECONDS, MINUTE_MS } from '../lib/index.ts';
import { outage, type Context } from '../platform/index.ts';
import { takeLease, type Lease } from './lease.ts';

/** Telegram repeats an update for one day at most. */
const REMEMBER_SECONDS = DAY_SECONDS;
const LOOK_AGAIN_MS = 200;
/** A process that holds the lease for this long is alive, so it will finish. */
const PATIENCE_MS = MINUTE_MS;

/**
 * `done`: done by this call. `before`: done by an earlier one. `owed`: the work has to be done again. `busy`: another
 * process does it now.
 */
export type Once = 'done' | 'before' | 'owed' | 'busy';

/**
 * Runs the work of one update once over all replicas. `work` says whether it is done. A second delivery waits until the
 * first one is done; if that process is dead, the second one takes over. While Redis is away the work simply runs,
 * because everything that moves money carries its own key.
 */
export async function once(
  context: Pick<Context, 'config' | 'redis' | 'log'>,
  updateId: number,
  work: () => Promise<boolean>,
): Promise<Once> {
  const { redis, log } = context;
  const key = `${context.config.REDIS_PREFIX}:update:${updateId}`;
  const lease = await claim(context, key);
  if (lease === 'before' || lease === 'busy') return lease;
  let isDone = true;
  try {
    isDone = await work();
  } finally {
    // Set the mark before the lease ends. The end of the lease does not change the mark.
    if (isDone)
      await redis
        .set(key, 'done', 'EX', REMEMBER_SECONDS)
        .catch((error: unknown) => outage(log, 'redis').failed(error));
    await lease?.end();
  }
  return isDone ? 'done' : 'owed';
}

async function claim(
  context: Pick<Context, 'redis'>,
  key: string,
): Promise<Lease | 'before' | 'busy' | undefined> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline;) {
    try {
      const lease = await takeLease(context, key);
      if (lease) return lease;
      if ((await context.redis.get(key)) === 'done') return 'before';
    } catch {
      return undefined;
    }
    await sleep(LOOK_AGAIN_MS);
  }
  return 'busy';
}
