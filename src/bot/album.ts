import type { Context } from '../platform/index.ts';

const REMEMBER_SECONDS = 3600;
/** Number of albums that one process remembers while Redis is away. */
const MOST = 1000;
const REFUSED = 'refused';

/** `first`, or what happened to the first message of the same album. */
export type AlbumPlace = 'first' | 'rest' | 'refused';

type AlbumUpdate = { readonly chatId: number; readonly updateId: number };

/** The sender sees an album as one message. So all its messages are taken together, or refused together. */
export interface Albums {
  /** The first message stays the first when its update is handled again. */
  place(update: AlbumUpdate, mediaGroupId: string | undefined): Promise<AlbumPlace>;
  /** The first message was refused, so the others are too. */
  refuse(chatId: number, mediaGroupId: string): Promise<void>;
}

export function createAlbums({ config, redis }: Pick<Context, 'config' | 'redis'>): Albums {
  /** The update that came first, or `refused`. */
  const known = new Map<string, string>();
  const keep = (key: string, first: string): void => {
    known.set(key, first);
    for (const oldest of known.keys()) {
      if (known.size <= MOST) return;
      known.delete(oldest);
    }
  };
  const keyOf = (chatId: number, id: string): string => `${config.REDIS_PREFIX}:album:${chatId}:${id}`;
  return {
    place: async ({ chatId, updateId }, mediaGroupId) => {
      if (mediaGroupId === undefined) return 'first';
      const key = keyOf(chatId, mediaGroupId);
      const own = String(updateId);
      const here = known.get(key) ?? own;
      keep(key, here);
      // One user's messages are handled one after another, so nothing comes between the two.
      const first = await redis
        .set(key, here, 'EX', REMEMBER_SECONDS, 'NX')
        .then((set) => (set === null ? redis.get(key) : here))
        .catch(() => here);
      if (first === REFUSED) return REFUSED;
      return first === own ? 'first' : 'rest';
    },
    refuse: async (chatId, mediaGroupId) => {
      const key = keyOf(chatId, mediaGroupId);
      keep(key, REFUSED);
      await redis.set(key, REFUSED, 'EX', REMEMBER_SECONDS).catch(() => undefined);
    },
  };
}
