import type { Context } from '../platform/index.ts';

/** Telegram as a whole fails only if so many chats and so many methods fail with no success between them. */
const CHATS = 3;
const METHODS = 2;
/** Older failures say nothing about the present. */
const REMEMBER_SECONDS = 600;

/**
 * Tells whether one chat or method fails, or Telegram as a whole. Counts over all replicas; while Redis is away, for
 * this process alone (docs/adr/0033).
 */
export interface Outage {
  /** Notes that a call failed without an answer of Telegram. Returns true if Telegram as a whole fails. */
  failed(method: string, chatId: string): Promise<boolean>;
  succeeded(method: string): Promise<void>;
  /** Whether Telegram took a fresh message from us a short time ago. */
  serves(): Promise<boolean>;
}

export function createOutage({ config, redis }: Pick<Context, 'config' | 'redis'>): Outage {
  // The braces keep both sets in one place of a cluster.
  const key = (what: string): string => `${config.REDIS_PREFIX}:{telegram-outage}:${what}`;
  const local = { chats: new Set<string>(), methods: new Set<string>() };
  /**
   * The time of the next check whether a success has anything to clear. Every process checks once after each failure
   * that it saw, and also from time to time.
   */
  let clearAt = 0;
  /** When this process last noted that a message was taken. */
  let servedAt = -Infinity;

  return {
    failed: async (method, chatId) => {
      local.chats.add(chatId);
      local.methods.add(method);
      clearAt = 0;
      try {
        const answers = await redis
          .multi()
          .sadd(key('chats'), chatId)
          .sadd(key('methods'), method)
          .expire(key('chats'), REMEMBER_SECONDS)
          .expire(key('methods'), REMEMBER_SECONDS)
          .scard(key('chats'))
          .scard(key('methods'))
          .exec();
        const [chats, methods] = (answers ?? []).slice(-2).map(([, count]) => Number(count));
        return (chats ?? 0) >= CHATS && (methods ?? 0) >= METHODS;
      } catch {
        return local.chats.size >= CHATS && local.methods.size >= METHODS;
      }
    },
    succeeded: async (method) => {
      // Edits, files and the like may pass while messages do not.
      if (method === 'sendMessage' && Date.now() - servedAt > NOTE_EVERY_MS) {
        servedAt = Date.now();
        await redis.set(key('served'), '1', 'EX', SERVED_S).catch(() => undefined);
      }
      if (Date.now() < clearAt) return;
      clearAt = Date.now() + CLEAR_EVERY_MS;
      local.chats.clear();
      local.methods.clear();
      await redis.del(key('chats'), key('methods')).catch(() => undefined);
    },
    serves: async () => {
      const isServed = (await redis.exists(key('served')).catch(() => 0)) === 1;
      return isServed || Date.now() - servedAt < SERVED_S * 1000;
    },
  };
}

/** A message that was taken longer ago says nothing about the present. */
const SERVED_S = 120;
const NOTE_EVERY_MS = 10_000;
/** A success clears failures of other processes at most this much later. */
const CLEAR_EVERY_MS = 1000;
