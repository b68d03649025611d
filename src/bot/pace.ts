import { setTimeout as sleep } from 'node:timers/promises';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Context } from '../platform/index.ts';

/** What Telegram takes of one bot over all chats, and in one chat. */
const PER_SECOND = { all: 30, chat: 1 };
const LONGEST_WAIT_MS = 10_000;
const LONGEST_PAUSE_MS = 1000;

/** Keeps the bot's messages below Telegram's limits, over all replicas. Redis away: each process by itself. */
export interface Pace {
  /**
   * Waits for its turn among all messages, for an answer to what a user did. In one chat it waits for nothing: a user's
   * answers cannot outrun the user's rate limits, and Telegram's word on a short burst (429) is obeyed.
   */
  readonly answer: (chatId: string) => Promise<void>;
  /** The same for what the bot says by itself, which also keeps a second's distance from the last message of its chat. */
  readonly news: (chatId: string) => Promise<void>;
  /** Telegram told this chat to wait: nothing is sent to it before. The others go on. */
  readonly rest: (chatId: string, ms: number) => Promise<void>;
  /** Milliseconds for which the chat still has to wait. */
  readonly restsFor: (chatId: string) => Promise<number>;
}

export function createPace({ config, redis }: Pick<Context, 'config' | 'redis'>): Pace {
  const limiter = (kind: keyof typeof PER_SECOND): RateLimiterRedis => {
    const options = {
      points: PER_SECOND[kind],
      duration: 1,
      keyPrefix: `${config.REDIS_PREFIX}:telegram-pace-${kind}`,
    };
    return new RateLimiterRedis({
      ...options,
      storeClient: redis,
      rejectIfRedisNotReady: true,
      insuranceLimiter: new RateLimiterMemory(options),
    });
  };
  const [all, chats] = [limiter('all'), limiter('chat')];
  const turn = async (limit: RateLimiterRedis, key: string): Promise<void> => {
    for (let waited = 0; waited < LONGEST_WAIT_MS;) {
      try {
        await limit.consume(key);
        return;
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) return;
        // Those who wait come back at different moments, not all at the start of the next second.
        const pauseMs = Math.min(error.msBeforeNext + Math.random() * 200, LONGEST_PAUSE_MS);
        waited += pauseMs;
        await sleep(pauseMs);
      }
    }
  };
  const restKey = (chatId: string): string => `${config.REDIS_PREFIX}:telegram-rest:${chatId}`;
  return {
    answer: async (chatId) => {
      // Begins the chat's second anew, whoever waits for its end.
      const noted = chats.set(chatId, 1, 1).catch(() => undefined);
      await Promise.all([turn(all, 'all'), noted]);
    },
    rest: async (chatId, ms) => {
      await redis.set(restKey(chatId), '1', 'PX', ms).catch(() => undefined);
    },
    restsFor: async (chatId) => Math.max(0, await redis.pttl(restKey(chatId)).catch(() => 0)),
    news: async (chatId) => {
      await turn(chats, chatId);
      await turn(all, 'all');
    },
  };
}
