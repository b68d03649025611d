import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../platform/index.ts';
import { takeLease, type Lease } from './lease.ts';

/** Runs the work of one user one after another, and of different users side by side. */
export interface UserQueue {
  run<T>(user: string, work: () => Promise<T>): Promise<T>;
  /** The same, unless work of this user is under way somewhere: then it gives false at once. */
  runIfFree(user: string, work: () => Promise<void>): Promise<boolean>;
  /** Resolves when everything that was given so far has ended. */
  idle(): Promise<void>;
}

/** Whoever holds the lock so long lives: a dead process loses it within seconds. */
const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 40;

/** In order within the process, and by a lease in Redis across replicas; without Redis only the first. */
export function createUserQueue(context: Pick<Context, 'config' | 'redis' | 'log'>): UserQueue {
  const tails = new Map<string, Promise<unknown>>();
  const append = <T>(user: string, work: () => Promise<T>): Promise<T> => {
    const before = tails.get(user) ?? Promise.resolve();
    const turn = before.then(work);
    const tail = turn.catch(() => undefined);
    tails.set(user, tail);
    return turn.finally(() => {
      if (tails.get(user) === tail) tails.delete(user);
    });
  };
  const keyOf = (user: string): string => `${context.config.REDIS_PREFIX}:user-lock:${user}`;
  return {
    run: (user, work) => append(user, async () => holding(await waitForLease(context, keyOf(user)), work)),
    runIfFree: async (user, work) => {
      if (tails.has(user)) return false;
      return append(user, async () => {
        const lease = await takeLease(context, keyOf(user)).catch(() => 'away' as const);
        if (lease === undefined) return false;
        await holding(lease === 'away' ? undefined : lease, work);
        return true;
      });
    },
    idle: async () => {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}

/** Undefined where Redis is away, and when the lock stays taken: the order within this process still holds. */
async function waitForLease(
  context: Pick<Context, 'redis' | 'log'>,
  key: string,
): Promise<Lease | undefined> {
  try {
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline;) {
      const lease = await takeLease(context, key);
      if (lease) return lease;
      await sleep(LOOK_AGAIN_MS);
    }
    context.log.warn('the lock of a user stayed taken; going on without it');
  } catch {
    // Redis is away.
  }
  return undefined;
}

async function holding<T>(lease: Lease | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await lease?.end();
  }
}
