import type { Context } from '../platform/index.ts';

const REMEMBER_SECONDS = 3600;
/** Albums that one process remembers by itself while Redis is away. */
const MOST = 1000;

/** `first`, or what became of the first message of the same album. */
export type AlbumPlace = 'first' | 'rest' | 'refused';

/** Messages of one album are one message to the person who sends them: they are taken, or refused, all together. */
export interface Albums {
  place(chatId: number, mediaGroupId: string | undefined): Promise<AlbumPlace>;
  /** The first message was refused, so the others are too. */
  refuse(chatId: number, mediaGroupId: string): Promise<void>;
}

export function createAlbums({ config, redis }: Pick<Context, 'config' | 'redis'>): Albums {
  const known = new Map<string, AlbumPlace>();
  const keep = (key: string, place: AlbumPlace): void => {
    known.set(key, place);
    for (const oldest of known.keys()) {
      if (known.size <= MOST) return;
      known.delete(oldest);
    }
  };
  const keyOf = (chatId: number, id: string): string => `${config.REDIS_PREFIX}:album:${chatId}:${id}`;
  return {
    place: async (chatId, mediaGroupId) => {
      if (mediaGroupId === undefined) return 'first';
      const key = keyOf(chatId, mediaGroupId);
      const here = known.get(key);
      if (here === undefined) keep(key, 'rest');
      try {
        // One user's messages are handled one after another, so nothing comes between the two.
        if ((await redis.set(key, 'rest', 'EX', REMEMBER_SECONDS, 'NX')) !== null) return here ?? 'first';
        return (await redis.get(key)) === 'refused' ? 'refused' : 'rest';
      } catch {
        return here ?? 'first';
      }
    },
    refuse: async (chatId, mediaGroupId) => {
      const key = keyOf(chatId, mediaGroupId);
      keep(key, 'refused');
      await redis.set(key, 'refused', 'EX', REMEMBER_SECONDS).catch(() => undefined);
    },
  };
}
