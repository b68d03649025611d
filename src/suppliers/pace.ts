import { setTimeout as sleep } from 'node:timers/promises';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Context } from '../platform/index.ts';

/** How many calls a supplier accepts in how many seconds, from all our processes together. */
export interface Bucket {
  readonly name: string;
  readonly calls: number;
  readonly seconds: number;
}

/** Waits for a turn, at most this long. False: the turn did not come. */
export type Turn = (longestMs: number) => Promise<boolean>;

/** Keeps calls below a supplier's limit over all replicas. While Redis is away, each process counts by itself. */
export function createTurn({ config, redis }: Pick<Context, 'config' | 'redis'>, bucket: Bucket): Turn {
  const options = {
    points: bucket.calls,
    duration: bucket.seconds,
    keyPrefix: `${config.REDIS_PREFIX}:supplier-pace:${bucket.name}`,
  };
  const limiter = new RateLimiterRedis({
    ...options,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: new RateLimiterMemory(options),
  });
  return async (longestMs) => {
    const deadline = performance.now() + longestMs;
    for (;;) {
      try {
        await limiter.consume('all');
        return true;
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) return true;
        // Waiting calls try again at different moments, so they do not all come at the start of the next period.
        const pauseMs = Math.min(error.msBeforeNext, 1000) + Math.random() * 200;
        if (performance.now() + pauseMs > deadline) return false;
        await sleep(pauseMs);
      }
    }
  };
}
