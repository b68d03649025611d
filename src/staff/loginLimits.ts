import { AppError } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { createLimiter, limit } from '../limits/index.ts';
import { recordAttempt } from '../security/index.ts';
import { addressPlace, devicePlace, isSomebodys, type LoginSource } from './places.ts';

/** Failures from one place: an address, or a browser that was used before. */
const PER_PLACE = { points: 30, seconds: 600 };
/** Failed comparisons from addresses that no member of staff has come from, all together. */
const STRANGERS = { points: 100, seconds: 10 };

type Limiters = Record<'place' | 'strangers', ReturnType<typeof createLimiter>>;
// One set per connection. The insurance counts in memory, so it must live as long as the connection.
const known = new WeakMap<object, Limiters>();

function limitersOf(context: Context): Limiters {
  const found = known.get(context.redis);
  if (found) return found;
  const limiters = {
    place: createLimiter(context, 'login-place', PER_PLACE),
    strangers: createLimiter(context, 'login-strangers', STRANGERS),
  };
  known.set(context.redis, limiters);
  return limiters;
}

export interface CountedLogin {
  /** The attempt was not a failure, so no count of it stays. */
  takeBack(): Promise<void>;
  /** Nothing was compared, so it counts only for its own place. Otherwise one address could use up the limit of all. */
  takeBackFromAll(): Promise<void>;
}

/** Counts an attempt before it costs work of the database or the processor. Errors: LOGIN_LIMITED with `seconds`. */
export async function countLogin(context: Context, source: LoginSource): Promise<CountedLogin> {
  const { place, strangers } = limitersOf(context);
  const address = addressPlace(source.ip);
  const key = source.device === undefined ? address : devicePlace(source.device);
  const own = await limit(place, key);
  if (!own.passed) {
    // Recorded once, because more of the same bring nothing new.
    if (own.consumed === PER_PLACE.points + 1)
      await recordAttempt(context, {
        kind: 'login_locked',
        ip: source.ip,
        details: { scope: 'address', minutes: PER_PLACE.seconds / 60 },
        correlationId: source.correlationId,
      });
    throw limited(own.waitMs);
  }
  const isStrange =
    source.device === undefined && !(await isSomebodys(context.db, address, context.clock.now()));
  if (isStrange) {
    const all = await limit(strangers, 'all');
    if (!all.passed) throw limited(all.waitMs);
  }
  const takeBackFromAll = async (): Promise<void> => {
    if (isStrange) await strangers.reward('all').catch(() => undefined);
  };
  return {
    takeBackFromAll,
    takeBack: async () => {
      await place.reward(key).catch(() => undefined);
      await takeBackFromAll();
    },
  };
}

function limited(waitMs: number): AppError {
  return new AppError('LOGIN_LIMITED', { seconds: Math.max(1, Math.ceil(waitMs / 1000)) });
}
