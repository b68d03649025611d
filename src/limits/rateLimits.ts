import type { Context } from '../platform/index.ts';
import { recordSecurityEvent, type SecurityEvent } from '../security/index.ts';
import { count, limitersOf, RATE_KINDS, rateLimits, type RateKind } from './limiters.ts';

/** Lengths of the first, second, third and every later block of one user within a day. */
const BLOCK_SECONDS = [60, 300, 900, 3600] as const;

export type RateVerdict =
  | { allowed: true }
  | {
      allowed: false;
      retryAfterSeconds: number;
      /** False if the user was told a few seconds ago. Another answer now would only add to the flood. */
      tell: boolean;
    };

interface RateInput {
  userId: bigint;
  kind: RateKind;
  correlationId?: string | undefined;
}

/**
 * Counts one act of a user and says whether it may happen. Messages to support (`ticket`) have their own ceiling,
 * because ten short lines or a dozen forwarded at once are one matter for their sender. Other messages and button
 * presses also count against the common ceilings (per minute, per second, all users). Passing the limit of a kind or
 * the common one blocks that counter for 1, 5, 15, 60 minutes and writes a security event. The ceilings per second only
 * ask the user to slow down.
 */
export async function checkRate(context: Context, input: RateInput): Promise<RateVerdict> {
  if (!context.config.RATE_LIMIT_ENABLED) return { allowed: true };
  const limiters = limitersOf(context);
  const key = input.userId.toString();
  const isUpdate = input.kind === 'message' || input.kind === 'callback';
  const blocking = isUpdate ? ([input.kind, 'common'] as const) : ([input.kind] as const);
  const slowing = isUpdate ? (['burst', 'global'] as const) : ([] as const);

  const [blocks, slows] = await Promise.all([
    Promise.all(blocking.map((name) => countOrBlock(context, input, name))),
    Promise.all(
      slowing.map(async (name) => {
        const { passed, waitMs } = await count(limiters[name], name === 'global' ? 'all' : key);
        return passed ? 0 : waitMs;
      }),
    ),
  ]);
  const waitMs = Math.max(...blocks, ...slows);
  if (waitMs === 0) return { allowed: true };
  const { passed: tell } = await count(limiters.told, `${key}:${input.kind}`);
  return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)), tell };
}

/**
 * In how many seconds one more act of a kind is allowed; 0: now. For acts that are counted only when they are done: ask
 * this before, so that the act may begin. If a user insists, {@link checkRate} refuses and counts the attempt.
 */
export async function secondsToRoom(
  context: Context,
  input: Pick<RateInput, 'userId' | 'kind'>,
): Promise<number> {
  if (!context.config.RATE_LIMIT_ENABLED) return 0;
  const state = await limitersOf(context)[input.kind].get(input.userId.toString());
  if (!state || state.consumedPoints < rateLimits(context.config)[input.kind].points) return 0;
  return Math.max(1, Math.ceil(state.msBeforeNext / 1000));
}

/** Milliseconds to wait; 0 if the act is within the limit. The act that passes the limit starts the block. */
async function countOrBlock(context: Context, input: RateInput, name: RateKind | 'common'): Promise<number> {
  const limiters = limitersOf(context);
  const key = input.userId.toString();
  const { points } = rateLimits(context.config)[name];
  const { passed, consumed, waitMs } = await count(limiters[name], key);
  if (passed) return 0;
  // Every later attempt within the block raises the counter further, so exactly one act is the first above the limit.
  if (consumed !== points + 1) return waitMs;

  const { consumed: strikes } = await count(limiters.strikes, key);
  const seconds = BLOCK_SECONDS[Math.min(strikes, BLOCK_SECONDS.length) - 1] ?? BLOCK_SECONDS[0];
  await limiters[name].block(key, seconds);
  context.log.warn(
    { userId: key, limit: name, strikes, seconds },
    'a user passed a limit and is blocked for a while',
  );
  const offence: SecurityEvent = {
    kind: 'rate_limit_block',
    userId: input.userId,
    details: { limit: name, points, seconds, strikes },
    correlationId: input.correlationId,
  };
  await context.db
    .tx((tx) => recordSecurityEvent(tx, offence))
    .catch((error: unknown) => context.log.error({ err: error }, 'a security event could not be written'));
  return seconds * 1000;
}

export interface RateState {
  limit: string;
  used: number;
  of: number;
  /** Until the counter starts again, or the block ends. */
  seconds: number;
  blocked: boolean;
}

/** The state of all counters of one user, for the CLI and the back office. */
export async function showRate(context: Context, userId: bigint): Promise<RateState[]> {
  const limiters = limitersOf(context);
  const limits = rateLimits(context.config);
  const names = [...RATE_KINDS, 'common', 'strikes'] as const;
  return Promise.all(
    names.map(async (limit) => {
      const state = await limiters[limit].get(userId.toString());
      const used = state?.consumedPoints ?? 0;
      return {
        limit,
        used,
        of: limits[limit].points,
        seconds: Math.max(0, Math.ceil((state?.msBeforeNext ?? 0) / 1000)),
        blocked: used > limits[limit].points,
      };
    }),
  );
}

/** Forgets all acts of one user: every block ends, and the next block counts as the first. */
export async function clearRate(context: Context, userId: bigint): Promise<void> {
  const limiters = limitersOf(context);
  await Promise.all(Object.values(limiters).map((limiter) => limiter.delete(userId.toString())));
}
