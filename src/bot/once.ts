import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../platform/index.ts';

/** A claim lapses when the process that holds it dies; it is renewed while the work runs. */
const LEASE_MS = 15_000;
const RENEW_MS = 5000;
/** Telegram sends an update again for a day at most. */
const REMEMBER_SECONDS = 86_400;
const LOOK_AGAIN_MS = 200;

/**
 * Runs the work of one update once, across replicas. A second delivery waits until the first one is done (or its
 * process is dead, then it takes over) and gives false without working. While Redis is away the work simply runs: what
 * moves money carries a key of its own.
 */
export async function once(
  context: Pick<Context, 'config' | 'redis' | 'log'>,
  updateId: number,
  work: () => Promise<void>,
): Promise<boolean> {
  const { redis, log } = context;
  const key = `${context.config.REDIS_PREFIX}:update:${updateId}`;
  if (!(await claim(context, key))) return false;
  const renewal = setInterval(() => {
    redis.pexpire(key, LEASE_MS).catch(() => undefined);
  }, RENEW_MS);
  try {
    await work();
  } finally {
    clearInterval(renewal);
    await redis
      .set(key, 'done', 'EX', REMEMBER_SECONDS)
      .catch(() => log.warn({ updateId }, 'a handled update could not be marked'));
  }
  return true;
}

async function claim({ redis }: Pick<Context, 'redis'>, key: string): Promise<boolean> {
  // The lease lapses within this time unless its holder lives, and a holder that lives comes to an end.
  for (const deadline = Date.now() + 4 * LEASE_MS; Date.now() < deadline;) {
    try {
      if (await redis.set(key, 'processing', 'PX', LEASE_MS, 'NX')) return true;
      if ((await redis.get(key)) === 'done') return false;
    } catch {
      return true;
    }
    await sleep(LOOK_AGAIN_MS);
  }
  return false;
}
