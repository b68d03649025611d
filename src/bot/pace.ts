import { setTimeout as sleep } from 'node:timers/promises';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Context } from '../platform/index.ts';

/** What Telegram takes of one bot, over all chats and replicas. */
const PER_SECOND = 30;
const LONGEST_WAIT_MS = 10_000;

/**
 * Waits for its turn among all messages of the bot. One chat needs no pace of its own: a user's answers cannot
 * outrun the user's rate limits, and Telegram's word on a short burst (429) is obeyed.
 */
export function createPace({ config, redis }: Pick<Context, 'config' | 'redis'>): () => Promise<void> {
  const options = { points: PER_SECOND, duration: 1, keyPrefix: `${config.REDIS_PREFIX}:telegram-pace` };
  const limiter = new RateLimiterRedis({
    ...options,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: new RateLimiterMemory(options),
  });
  return async () => {
    for (let waited = 0; waited < LONGEST_WAIT_MS;) {
      try {
        await limiter.consume('all');
        return;
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) return;
        // Those who wait come back at different moments, not all at the start of the next second.
        const pauseMs = error.msBeforeNext + Math.random() * 200;
        waited += pauseMs;
        await sleep(pauseMs);
      }
    }
  };
}
