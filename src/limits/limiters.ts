import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { DAY_SECONDS } from '../lib/index.ts';
import type { Config, Context, RedisClient } from '../platform/index.ts';

/** Kinds of acts of one user. Each kind has its own counter and its own block. */
export const RATE_KINDS = ['message', 'ticket', 'callback', 'api', 'payment'] as const;
export type RateKind = (typeof RATE_KINDS)[number];

/** The ceilings above the kinds: all acts of a user per minute, and of all users per second. */
type LimitName = RateKind | 'common' | 'burst' | 'global' | 'strikes' | 'told';

interface Limit {
  points: number;
  seconds: number;
}

/** The limits in force, from the configuration, as the back office shows them. */
export function rateLimits(config: Config): Record<LimitName, Limit> {
  return {
    message: { points: config.RATE_LIMIT_MESSAGES, seconds: 60 },
    ticket: { points: config.RATE_LIMIT_TICKET_MESSAGES, seconds: 60 },
    callback: { points: config.RATE_LIMIT_CALLBACKS, seconds: 60 },
    api: { points: config.RATE_LIMIT_API, seconds: 60 },
    payment: { points: config.RATE_LIMIT_PAYMENTS, seconds: 60 },
    common: { points: config.RATE_LIMIT_REQUESTS_PER_MINUTE, seconds: 60 },
    burst: { points: config.RATE_LIMIT_BURST, seconds: 1 },
    global: { points: config.RATE_LIMIT_GLOBAL, seconds: 1 },
    // Blocks of one user within a day. Their number decides the length of the next block.
    strikes: { points: Number.MAX_SAFE_INTEGER, seconds: DAY_SECONDS },
    // A blocked user is told when to come back, but not after every single attempt.
    told: { points: 1, seconds: 10 },
  };
}

export type Limiters = Record<LimitName, RateLimiterRedis>;

// One set per connection. The insurance below counts in memory, so it must live as long as the connection.
const known = new WeakMap<RedisClient, Limiters>();

/** Counters in Redis, shared by all processes. While Redis is not reachable, each process counts in memory. */
export function limitersOf(context: Pick<Context, 'config' | 'redis'>): Limiters {
  const found = known.get(context.redis);
  if (found) return found;
  const entries = Object.entries(rateLimits(context.config)).map(([name, limit]) => [
    name,
    createLimiter(context, name, limit),
  ]);
  const limiters = Object.fromEntries(entries) as Limiters;
  known.set(context.redis, limiters);
  return limiters;
}

/** A counter in Redis with its own name. While Redis is not reachable, the process counts in memory. */
export function createLimiter(
  { config, redis }: Pick<Context, 'config' | 'redis'>,
  name: string,
  limit: Limit,
): RateLimiterRedis {
  const options = {
    points: limit.points,
    duration: limit.seconds,
    keyPrefix: `${config.REDIS_PREFIX}:rate:${name}`,
  };
  return new RateLimiterRedis({
    ...options,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: new RateLimiterMemory(options),
  });
}

/** Counts one act. Returns the state of the counter, also if the limit is passed. */
export async function count(
  limiter: RateLimiterRedis,
  key: string,
): Promise<{ passed: boolean; consumed: number; waitMs: number }> {
  try {
    const { consumedPoints, msBeforeNext } = await limiter.consume(key);
    return { passed: true, consumed: consumedPoints, waitMs: msBeforeNext };
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    return { passed: false, consumed: error.consumedPoints, waitMs: error.msBeforeNext };
  }
}
