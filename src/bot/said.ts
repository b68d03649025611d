import type { Context } from '../platform/index.ts';
import type { Guard } from './client.ts';

const REMEMBER_SECONDS = 86_400;
/** More than any limit: it certainly arrived. */
const ARRIVED = 1000;

/**
 * Keeps a fresh message that answers an update from being sent more than `most` times where Telegram may have taken it
 * without saying so, or where the process died meanwhile; and never again once it arrived. Without Redis it is sent.
 */
export function saidOnce(
  { config, redis }: Pick<Context, 'config' | 'redis'>,
  what: { updateId: number; part: 'screen' | 'file'; most: number },
): Guard {
  const key = `${config.REDIS_PREFIX}:said:${what.updateId}:${what.part}`;
  return {
    begin: async () => {
      try {
        const times = await redis.incr(key);
        await redis.expire(key, REMEMBER_SECONDS);
        return times <= what.most;
      } catch {
        return true;
      }
    },
    undone: async () => {
      await redis.decr(key);
    },
    done: async () => {
      await redis.set(key, ARRIVED, 'EX', REMEMBER_SECONDS).catch(() => undefined);
    },
  };
}
