import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE_MS } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { takeLease, type Lease } from './lease.ts';

/** Runs the work of one user in order, one after another. Works of different users run side by side. */
export interface UserQueue {
  run<T>(user: string, work: () => Promise<T>): Promise<T>;
  /** The same for work that can come again. Returns false and does nothing if other work of the user goes on. */
  runSoon(user: string, work: () => Promise<void>): Promise<boolean>;
  /** Resolves when all work that was given so far has ended. */
  idle(): Promise<void>;
}

/** A process that holds the lock for this long is alive: a dead one loses it within seconds. */
const PATIENCE_MS = MINUTE_MS;
const SOON_MS = 3000;
const LOOK_AGAIN_MS = 40;

/** Keeps order within the process, and across replicas by a lease in Redis. Without Redis only within the process. */
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
    run: (user, work) =>
      append(user, async () => {
        const lease = await waitForLease(context, keyOf(user), PATIENCE_MS);
        if (lease === 'taken')
          context.log.warn('the lock of a user is still taken after the longest wait; going on without it');
        return holding(lease, work);
      }),
    runSoon: async (user, work) => {
      const end = Date.now() + SOON_MS;
      while (tails.has(user)) {
        if (Date.now() > end) return false;
        await Promise.race([tails.get(user), sleep(end - Date.now())]);
      }
      return append(user, async () => {
        const lease = await waitForLease(context, keyOf(user), SOON_MS);
        if (lease === 'taken') return false;
        await holding(lease, work);
        return true;
      });
    },
    idle: async () => {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}

/** Returns `away` if Redis is away. The order within this process still holds. */
async function waitForLease(
  context: Pick<Context, 'redis'>,
  key: string,
  patienceMs: number,
): Promise<Lease | 'away' | 'taken'> {
  try {
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline;) {
      const lease = await takeLease(context, key);
      if (lease) return lease;
      await sleep(LOOK_AGAIN_MS);
    }
    return 'taken';
  } catch {
    return 'away';
  }
}

async function holding<T>(lease: Lease | 'away' | 'taken', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    if (typeof lease === 'object') await lease.end();
  }
}
