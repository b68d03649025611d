import { AppError } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { createLimiter, limit } from '../limits/index.ts';
import { recordAttempt } from '../security/index.ts';
import { addressPlace, devicePlace, isSomebodys, type LoginSource } from './places.ts';

/** Failures from one place: an address, or a browser that was there before. */
const PER_PLACE = { points: 30, seconds: 600 };
/** Comparisons that failed from addresses that nobody of the staff has come from, all together. */
const STRANGERS = { points: 100, seconds: 10 };

type Limiters = Record<'place' | 'strangers', ReturnType<typeof createLimiter>>;
// One set per connection: their insurance counts in memory, so it lives as long as the connection.
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
  /** The attempt was no failure: nothing of it counts. */
  takeBack(): Promise<void>;
  /** Nothing was compared: it counts for its own place only, so that one address cannot use up what all have. */
  takeBackFromAll(): Promise<void>;
}

/** Counts an attempt before the database or a processor works for it. Errors: LOGIN_LIMITED with `seconds`. */
export async function countLogin(context: Context, source: LoginSource): Promise<CountedLogin> {
  const { place, strangers } = limitersOf(context);
  const address = addressPlace(source.ip);
  const key = source.device === undefined ? address : devicePlace(source.device);
  const own = await limit(place, key);
  if (!own.passed) {
    // Told once: more of the same say nothing new.
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
