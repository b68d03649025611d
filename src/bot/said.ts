import { DAY_SECONDS } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import type { Guard } from './client.ts';

const REMEMBER_SECONDS = DAY_SECONDS;
/** More than any limit: it certainly arrived. */
const ARRIVED = 1000;

/** Sends of one message that may have arrived. A silence counts twice: most often it did. */
const MOST = 3;

/**
 * Keeps a fresh message that answers an update from being told again and again where Telegram may have taken it without
 * saying so, or where the process died meanwhile; and at all once it arrived. `isAskable`: the person can simply ask
 * anew, so another run does not send it. Without Redis it is sent.
 */
export function saidOnce(
  { config, redis }: Pick<Context, 'config' | 'redis'>,
  what: { updateId: number; part: 'screen' | 'file'; isAskable: boolean },
): Guard {
  const key = `${config.REDIS_PREFIX}:said:${what.updateId}:${what.part}`;
  const count = { sent: ARRIVED, unsent: -1, silence: 1, broken: 0 };
  return {
    begin: async (isRepeat) => {
      try {
        const times = await redis.incr(key);
        await redis.expire(key, REMEMBER_SECONDS);
        return times <= (what.isAskable && !isRepeat ? 1 : MOST);
      } catch {
        return true;
      }
    },
    end: async (how) => {
      await redis.incrby(key, count[how]).catch(() => undefined);
    },
  };
}
