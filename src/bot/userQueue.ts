import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../platform/index.ts';

/** Runs the work of one user one after another, and of different users side by side. */
export interface UserQueue {
  run<T>(user: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when everything that was given so far has ended. */
  idle(): Promise<void>;
}

/** A turn that takes longer than this has lost its lock; its money is still safe through request keys. */
const LOCK_MS = 30_000;
const PATIENCE_MS = 20_000;
const LOOK_AGAIN_MS = 40;

const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/** In order within the process, and by a short lock in Redis across replicas; without Redis only the first. */
export function createUserQueue(context: Pick<Context, 'config' | 'redis' | 'log'>): UserQueue {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run: (user, work) => {
      const before = tails.get(user) ?? Promise.resolve();
      const turn = before.then(() => withLock(context, user, work));
      const tail = turn.catch(() => undefined);
      tails.set(user, tail);
      return turn.finally(() => {
        if (tails.get(user) === tail) tails.delete(user);
      });
    },
    idle: async () => {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}

async function withLock<T>(
  { config, redis, log }: Pick<Context, 'config' | 'redis' | 'log'>,
  user: string,
  work: () => Promise<T>,
): Promise<T> {
  const key = `${config.REDIS_PREFIX}:user-lock:${user}`;
  const owner = randomUUID();
  let held = false;
  try {
    for (const deadline = Date.now() + PATIENCE_MS; !held && Date.now() < deadline;) {
      held = (await redis.set(key, owner, 'PX', LOCK_MS, 'NX')) !== null;
      if (!held) await sleep(LOOK_AGAIN_MS);
    }
    if (!held) log.warn('the lock of a user stayed taken; going on without it');
  } catch {
    // Redis is away: the order within this process still holds.
  }
  try {
    return await work();
  } finally {
    if (held) await redis.eval(RELEASE, 1, key, owner).catch(() => undefined);
  }
}
