import { AppError } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { createLimiter, limit, recordAttempt } from '../risk/index.ts';
import { addressPlace, devicePlace, isSomebodys, type LoginSource } from './places.ts';

/** Failures from one place: an address, or a browser that was there before. */
const PER_PLACE = { points: 30, seconds: 600 };
/** Attempts a second from places that nobody of the staff has come from, all together. */
const STRANGERS = { points: 30, seconds: 10 };

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

/**
 * Counts an attempt before the database or a processor works for it. What is given back takes it back, for an attempt that
 * was no failure. Errors: LOGIN_LIMITED with `seconds`.
 */
export async function countLogin(context: Context, source: LoginSource): Promise<() => Promise<unknown>> {
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
  return () => place.reward(key).catch(() => undefined);
}

function limited(waitMs: number): AppError {
  return new AppError('LOGIN_LIMITED', { seconds: Math.max(1, Math.ceil(waitMs / 1000)) });
}
