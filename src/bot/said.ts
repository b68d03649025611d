import { DAY_SECONDS } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import type { Guard } from './client.ts';

const REMEMBER_SECONDS = DAY_SECONDS;
/** More than any limit. It means that the message certainly arrived. */
const ARRIVED = 1000;

/**
 * The largest count of sends of one message that may have arrived. A silence counts twice, because most often the
 * message did arrive.
 */
const MOST = 3;

/**
 * Limits how often a fresh message that answers an update is sent again. Telegram may have taken it without saying so,
 * or the process may have died. A message that arrived is never sent again. `isAskable`: the person can simply ask
 * again, so another run does not send it. Without Redis it is sent.
 */
export function saidOnce(
  { config, redis }: Pick<Context, 'config' | 'redis'>,
  what: { updateId: number; part: 'screen' | 'also' | 'file'; isAskable: boolean },
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
