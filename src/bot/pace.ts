import { setTimeout as sleep } from 'node:timers/promises';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Context } from '../platform/index.ts';

/** Messages per second that Telegram takes from one bot: in all chats together, and in one chat. */
const PER_SECOND = { all: 30, chat: 1 };
const LONGEST_WAIT_MS = 10_000;
const LONGEST_PAUSE_MS = 1000;

/**
 * Keeps the bot's messages below Telegram's limits, over all replicas. While Redis is away each process does it by
 * itself.
 */
export interface Pace {
  /**
   * For an answer to a user: waits for its turn among all messages. It does not wait for its chat, because the user's
   * rate limits already hold back the answers. If Telegram answers a short burst with 429, the bot obeys.
   */
  readonly answer: (chatId: string) => Promise<void>;
  /** For a message that the bot sends by itself: also keeps a second after the last message of its chat. */
  readonly news: (chatId: string) => Promise<void>;
  /** Telegram told the bot to wait in this chat. Nothing is sent to it until then. Other chats go on. */
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
        // The callers that wait come back at different moments, not all at the start of the next second.
        const pauseMs = Math.min(error.msBeforeNext + Math.random() * 200, LONGEST_PAUSE_MS);
        waited += pauseMs;
        await sleep(pauseMs);
      }
    }
  };
  const restKey = (chatId: string): string => `${config.REDIS_PREFIX}:telegram-rest:${chatId}`;
  return {
    answer: async (chatId) => {
      // Starts the chat's second again, even if news already wait for its end.
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
