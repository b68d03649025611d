import { z } from 'zod';
import { DAY_SECONDS } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';

const stored = z.object({
  /**
   * `rating`: a question for 1 to 5. `ticket`: an open ticket. `passedOn`: the line that counts the messages that went
   * into a ticket. `draft`, `kept`: the screen of a ticket that the user writes, or of a message that waits for a
   * decision.
   */
  about: z.enum(['rating', 'ticket', 'passedOn', 'draft', 'kept']),
  ticketId: z.string().optional(),
  messageId: z.number(),
  /** Number of messages of the user that it has answered. */
  count: z.number().default(1),
});
export type LastWord = z.output<typeof stored>;
type About = LastWord['about'];

type Place = Pick<Context, 'config' | 'redis'>;
const placeOf = ({ config }: Place, userId: bigint): string => `${config.REDIS_PREFIX}:last-word:${userId}`;

/** A ticket can be rated for as long as it can be opened again. A screen that is edited soon scrolls out of sight. */
const SECONDS: Readonly<Record<About, number>> = {
  rating: 7 * DAY_SECONDS,
  ticket: DAY_SECONDS,
  passedOn: 3600,
  draft: 3600,
  kept: 3600,
};

/**
 * Remembers what the bot said last, if the user's next message can refer to it. Any other screen ends it. It is in
 * Redis: a loss costs one more line, or a rating by button instead of a digit. No call throws.
 */
export async function sayLast(
  place: Place,
  userId: bigint,
  word: Omit<LastWord, 'count'> & { count?: number },
): Promise<void> {
  await place.redis
    .set(placeOf(place, userId), JSON.stringify(word), 'EX', SECONDS[word.about])
    .catch(() => undefined);
}

export async function lastWord(place: Place, userId: bigint): Promise<LastWord | undefined> {
  try {
    const text = await place.redis.get(placeOf(place, userId));
    return text === null ? undefined : stored.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export async function endLastWord(place: Place, userId: bigint): Promise<void> {
  await place.redis.del(placeOf(place, userId)).catch(() => undefined);
}

/** After so many messages the screen is sent again, because an edited one would be out of sight. */
const IN_SIGHT = 4;

/**
 * Says where to show the next answer to several messages in a row: in place of the last answer. So a person who writes
 * in short lines gets one answer, not one for each line. `spent` is the screen that a fresh one replaces.
 */
export async function nextAnswer(
  place: Place,
  userId: bigint,
  same: { about: About; ticketId?: string; inSight?: number },
): Promise<{
  place?: number;
  spent?: readonly number[];
  shown: (messageId: number) => Promise<void>;
  count: number;
}> {
  const word = await lastWord(place, userId);
  const goesOn = word?.about === same.about && word.ticketId === same.ticketId;
  const count = goesOn ? word.count + 1 : 1;
  const { about, ticketId } = same;
  const shown = (messageId: number): Promise<void> =>
    sayLast(place, userId, { about, messageId, count, ...(ticketId === undefined ? {} : { ticketId }) });
  if (!goesOn) return { shown, count };
  const isFresh = count % (same.inSight ?? IN_SIGHT) === 1;
  return isFresh ? { spent: [word.messageId], shown, count } : { place: word.messageId, shown, count };
}
