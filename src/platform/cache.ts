import type { Context } from './context.ts';
import { outage } from './outage.ts';
import type { RedisClient } from './redis.ts';

/**
 * Values of PostgreSQL that are kept in Redis for a while. If Redis is away, everybody reads PostgreSQL. Three rules keep an
 * old value from being used: a change forgets the name after its commit; a reader may not put back what it read before that;
 * and after Redis was away, nothing counts that was kept before.
 */
type CacheContext = Pick<Context, 'config' | 'redis' | 'log'>;

export interface LookedUp {
  /** What is kept under the name, and for how long it has been there. */
  readonly kept: { readonly value: string; readonly ageMs: number } | undefined;
  /** Give it to {@link keep}. */
  readonly turn: string;
}

/** Far longer than one reader takes. */
const TURN_SECONDS = 3600;
/** The clocks of two machines may differ by this much. */
const SKEW_MS = 5000;

/** Writes a value only if nobody has forgotten the name since the look-up. */
const KEEP = `
if (redis.call('GET', KEYS[2]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1`;

/** When this process last missed Redis. In the meantime others may have changed what is kept there. */
const missedAt = new WeakMap<RedisClient, { at: number }>();

function missed(redis: RedisClient): { at: number } {
  const known = missedAt.get(redis);
  if (known) return known;
  const fresh = { at: -Infinity };
  missedAt.set(redis, fresh);
  redis.on('close', () => (fresh.at = Date.now()));
  return fresh;
}

/** Looks a name up, in one round trip. Undefined: Redis is away. Do this before you read PostgreSQL. */
export async function lookUp(context: CacheContext, name: string): Promise<LookedUp | undefined> {
  const last = missed(context.redis);
  try {
    const [written, turn] = await context.redis.mget(...keysOf(context, name));
    const [, at = '', value = ''] = /^(\d+) (.*)$/s.exec(written ?? '') ?? [];
    const counts = at !== '' && Number(at) > last.at + SKEW_MS;
    return { kept: counts ? { value, ageMs: Date.now() - Number(at) } : undefined, turn: turn ?? '' };
  } catch (error) {
    return noteAway(context, error);
  }
}

/** Keeps what PostgreSQL answered after the look-up of this turn. */
export async function keep(
  context: CacheContext,
  name: string,
  { value, turn, seconds }: { value: string; turn: string; seconds: number },
): Promise<void> {
  await context.redis
    .eval(KEEP, 2, ...keysOf(context, name), turn, `${Date.now()} ${value}`, seconds)
    .catch((error: unknown) => noteAway(context, error));
}

/** Drops a value after its change is committed. Errors: those of Redis; the value may still be there then. */
export async function forget(context: CacheContext, name: string): Promise<void> {
  const [value, turn] = keysOf(context, name);
  try {
    const done = await context.redis.multi().incr(turn).expire(turn, TURN_SECONDS).del(value).exec();
    const failed = done?.find(([error]) => error !== null)?.[0];
    if (failed) throw failed;
  } catch (error) {
    noteAway(context, error);
    throw error;
  }
}

/** The braces keep both keys on one node of a cluster. */
function keysOf({ config }: CacheContext, name: string): [value: string, turn: string] {
  const key = `{${config.REDIS_PREFIX}:cache:${name}}`;
  return [`${key}:value`, `${key}:turn`];
}

function noteAway({ redis, log }: CacheContext, error: unknown): undefined {
  missed(redis).at = Date.now();
  outage(log, 'redis').failed(error);
  return undefined;
}
