import { setTimeout as sleep } from 'node:timers/promises';
import { DAY_SECONDS, MINUTE_MS } from '../lib/index.ts';
import { outage, type Context } from '../platform/index.ts';
import { takeLease, type Lease } from './lease.ts';

/** Telegram sends an update again for a day at most. */
const REMEMBER_SECONDS = DAY_SECONDS;
const LOOK_AGAIN_MS = 200;
/** Who holds it so long lives, and comes to an end. */
const PATIENCE_MS = MINUTE_MS;

/** `done`: by this call, or `before`. `owed`: the work has to be done once more. `busy`: another process is at it. */
export type Once = 'done' | 'before' | 'owed' | 'busy';

/**
 * Runs the work of one update once, across replicas; `work` says whether it is done. A second delivery waits until the
 * first one is done (or its process is dead, then it takes over). While Redis is away the work simply runs: what moves
 * money carries a key of its own.
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
    // The mark comes before the end of the lease, which leaves it alone.
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
