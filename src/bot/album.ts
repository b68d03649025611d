import type { Context } from '../platform/index.ts';

const REMEMBER_SECONDS = 3600;

/** Whether a message of this album was here before; without Redis each counts as the first. */
export async function seenAlbum(
  { config, redis }: Pick<Context, 'config' | 'redis'>,
  chatId: number,
  mediaGroupId: string | undefined,
): Promise<boolean> {
  if (mediaGroupId === undefined) return false;
  const key = `${config.REDIS_PREFIX}:album:${chatId}:${mediaGroupId}`;
  try {
    return (await redis.set(key, '1', 'EX', REMEMBER_SECONDS, 'NX')) === null;
  } catch {
    return false;
  }
}
