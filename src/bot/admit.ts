import { AppError, DAY_SECONDS } from '../lib/index.ts';
import { checkRate } from '../limits/index.ts';
import type { KnownUser } from '../users/index.ts';
import type { Arrival } from './arrival.ts';
import { isMeantForSupport } from './flows/index.ts';

/**
 * Lets the update in or refuses it. For an album the first message decides for all. Edits do not count because they say
 * nothing new. Locations do not count because they move by themselves. Errors: RATE_LIMITED with `retryAfter`, `kind`,
 * and `tell`, which is 0 when the user was told a moment ago.
 */
export async function admit(arrival: Arrival, user: KnownUser): Promise<{ isAlbumRest: boolean }> {
  const { app, incoming, correlationId, albums } = arrival;
  if (incoming.kind === 'edited_message') return { isAlbumRest: false };
  const mediaGroupId = incoming.kind === 'message' ? incoming.content.mediaGroupId : undefined;
  const place = await albums.place(incoming, mediaGroupId);
  if (place === 'rest') return { isAlbumRest: true };
  if (place === 'refused') throw new AppError('RATE_LIMITED', { retryAfter: 1, kind: 'message', tell: 0 });
  // An update that is handled again because its answer is owed was let in before.
  const admitted = `${app.config.REDIS_PREFIX}:admitted:${incoming.updateId}`;
  if ((await app.redis.exists(admitted).catch(() => 0)) === 1) return { isAlbumRest: false };
  const kind = await rateKindOf(arrival, user);
  const verdict = await checkRate(app, { userId: user.id, kind, correlationId });
  if (verdict.allowed) {
    await app.redis.set(admitted, '1', 'EX', DAY_SECONDS).catch(() => undefined);
    return { isAlbumRest: false };
  }
  if (mediaGroupId !== undefined) await albums.refuse(incoming.chatId, mediaGroupId);
  throw new AppError('RATE_LIMITED', {
    retryAfter: verdict.retryAfterSeconds,
    kind,
    tell: verdict.tell ? 1 : 0,
  });
}

async function rateKindOf(
  { app, incoming }: Arrival,
  user: KnownUser,
): Promise<'message' | 'ticket' | 'callback'> {
  if (incoming.kind === 'callback') return 'callback';
  return (await isMeantForSupport(app, user.id, incoming.content)) ? 'ticket' : 'message';
}
